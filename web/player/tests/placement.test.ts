import type { WagerRequest } from '@shared/api/contract';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const request: WagerRequest = {
  type: 'straight',
  entry: 'risk',
  amount: { amount: 1000, currency: 'USD' },
  price_policy: 'better',
  legs: [{ market_id: 'm1', side: 'home', version: 4 }],
};

type Step = 'lost' | { status: number; body: unknown };

/** Answers one request after the other and keeps the keys they carried. */
function answering(steps: Step[]): string[] {
  const keys: string[] = [];
  vi.stubGlobal('fetch', async (sent: Request) => {
    keys.push(sent.headers.get('Idempotency-Key') ?? '');
    const step = steps[keys.length - 1] ?? 'lost';
    if (step === 'lost') throw new TypeError('network');
    return new Response(JSON.stringify(step.body), { status: step.status });
  });
  return keys;
}

const ticket = { status: 201, body: { id: 't1', number: '4K7-2219' } };

describe('placing a bet', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.resetModules();
    sessionStorage.clear();
  });

  it('asks again with the same key until there is an outcome', async () => {
    const keys = answering(['lost', { status: 503, body: {} }, ticket]);
    const { placeBets, currentOutcomes } = await import('../slip/placement');
    const placed = placeBets([{ betKey: 'm1', request }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(currentOutcomes().m1?.kind).toBe('unknown');
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await placed).m1).toMatchObject({ kind: 'booked', ticket: { number: '4K7-2219' } });
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('does not take an ended session for a refusal of the bet', async () => {
    const ended = { status: 401, body: { status: 401, code: 'not_signed_in' } };
    const keys = answering(['lost', ended, ticket]);
    const { placeBets } = await import('../slip/placement');
    const placed = placeBets([{ betKey: 'm1', request }]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await placed).m1?.kind).toBe('booked');
    expect(new Set(keys).size).toBe(1);
  });

  it('stops asking when the tab became another person’s', async () => {
    const keys = answering([]);
    const { placeBets, currentOutcomes } = await import('../slip/placement');
    const placed = placeBets([{ betKey: 'm1', request }]);
    await vi.advanceTimersByTimeAsync(0);
    sessionStorage.clear();
    await vi.advanceTimersByTimeAsync(60_000);
    await placed;
    expect(keys).toHaveLength(1);
    expect(currentOutcomes()).toEqual({});
  });

  it('sends once for two taps', async () => {
    const keys = answering([ticket]);
    const { placeBets } = await import('../slip/placement');
    await Promise.all([
      placeBets([{ betKey: 'm1', request }]),
      placeBets([{ betKey: 'm1', request }]),
    ]);
    expect(keys).toHaveLength(1);
  });

  it('takes a new key for the next intent, also an equal one', async () => {
    const keys = answering([ticket, ticket]);
    const { placeBets } = await import('../slip/placement');
    await placeBets([{ betKey: 'm1', request }]);
    await placeBets([{ betKey: 'm1', request }]);
    expect(new Set(keys).size).toBe(2);
  });

  it('goes on after a reload with the key that was sent', async () => {
    const lost = answering([]);
    const before = await import('../slip/placement');
    void before.placeBets([{ betKey: 'm1', request }]);
    await vi.advanceTimersByTimeAsync(0);
    vi.resetModules();
    const keys = answering([ticket]);
    const after = await import('../slip/placement');
    expect(after.hasUnanswered()).toBe(true);
    expect((await after.resumePlacements()).m1?.kind).toBe('booked');
    expect(keys[0]).toBe(lost[0]);
    expect(after.hasUnanswered()).toBe(false);
  });

  it('shows a changed price as a question, not as a failure', async () => {
    const quote = { legs: [], risk: { amount: 1, currency: 'USD' } };
    answering([{ status: 409, body: { status: 409, code: 'price_changed', quote } }]);
    const { placeBets } = await import('../slip/placement');
    const outcomes = await placeBets([{ betKey: 'm1', request }]);
    expect(outcomes.m1).toMatchObject({ kind: 'changed', quote });
  });

  it('keeps a booking over a reload so that it is not placed again', async () => {
    answering([ticket]);
    const before = await import('../slip/placement');
    await before.placeBets([{ betKey: 'm1', request }]);
    vi.resetModules();
    const after = await import('../slip/placement');
    expect(after.currentOutcomes().m1?.kind).toBe('booked');
    after.dismissOutcomes();
    expect(after.currentOutcomes()).toEqual({});
  });
});
