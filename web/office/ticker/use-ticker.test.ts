import type { Ticket } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { matchesFilter, mergeTickets } from './use-ticker';

function ticket(id: string, second: number, change: Partial<Ticket> = {}): Ticket {
  return {
    id,
    number: id,
    type: 'straight',
    sport: 'football',
    state: 'open',
    member: { id: 'm1', login: 'jsmith', name: 'John Smith' },
    accepted_at: new Date(Date.UTC(2024, 8, 22, 20, 14, second)).toISOString(),
    settled_at: null,
    risk: { amount: 11_000, currency: 'USD' },
    free_play: { amount: 0, currency: 'USD' },
    win: { amount: 10_000, currency: 'USD' },
    open_risk: { amount: 11_000, currency: 'USD' },
    terms: { sizes: null, action: null, stakes: null, card: null, same_game_cut_percent: null },
    returned: null,
    free_play_returned: null,
    net: null,
    result: 'open',
    price_policy: 'better',
    rules_version: 1,
    written_by: null,
    waits: null,
    refusal: null,
    via: null,
    agents: ['ray'],
    legs: [],
    settlements: [],
    voids: [],
    ...change,
  };
}

describe('the ticker', () => {
  it('puts live tickets on top, each ticket once in its newest form', () => {
    const listed = [ticket('b', 2), ticket('a', 1)];
    const live = [ticket('c', 3), ticket('a', 1, { state: 'settled' })];
    const merged = mergeTickets(live, listed, {});
    expect(merged.map((one) => one.id)).toEqual(['c', 'b', 'a']);
    expect(merged[2]?.state).toBe('settled');
  });

  it('lets a live ticket leave a list it no longer matches', () => {
    const listed = [ticket('a', 1)];
    const live = [ticket('a', 1, { state: 'settled' })];
    expect(mergeTickets(live, listed, { state: 'open' })).toEqual([]);
  });

  it('holds live tickets to the filters of the list', () => {
    expect(matchesFilter(ticket('a', 1), { min_risk: 11_000, member_id: 'm1' })).toBe(true);
    expect(matchesFilter(ticket('a', 1), { min_risk: 11_001 })).toBe(false);
    expect(matchesFilter(ticket('a', 1), { member_id: 'm2' })).toBe(false);
    expect(matchesFilter(ticket('a', 1), { fixture_id: 'f1' })).toBe(false);
    expect(matchesFilter(ticket('a', 1), { sport: 'football', type: 'straight' })).toBe(true);
    expect(matchesFilter(ticket('a', 1), { sport: 'tennis' })).toBe(false);
    expect(matchesFilter(ticket('a', 1), { type: 'parlay' })).toBe(false);
    expect(matchesFilter(ticket('a', 1), { agent_id: 'm9', agent: 'ray' })).toBe(true);
    expect(matchesFilter(ticket('a', 1), { agent_id: 'm9', agent: 'west' })).toBe(false);
    expect(matchesFilter(ticket('a', 1), { agent_id: 'm9' })).toBe(false);
  });
});
