import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  answer,
  api,
  downloadAddress,
  keepCsrfToken,
  NoAnswer,
  Refusal,
  whenSignedOut,
} from '../api/client';

function answering(status: number, body: unknown) {
  const sent: Request[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(request);
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    });
  });
  return sent;
}

describe('the client', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('names the book of the page and sends the token with changes only', async () => {
    keepCsrfToken('token-1');
    const sent = answering(200, { items: [] });
    await answer(api.GET('/v1/books/public'));
    await answer(api.POST('/v1/session', { body: { login: 'a', password: 'b' } }));
    expect(sent[0]?.headers.get('Perhead-Book')).toBe('halyard');
    expect(sent[0]?.headers.get('X-CSRF-Token')).toBeNull();
    expect(sent[1]?.headers.get('X-CSRF-Token')).toBe('token-1');
  });

  it('turns a problem into a refusal with its code', async () => {
    answering(422, { status: 422, code: 'above_max_risk', title: 'Above', detail: 'Max 500.00.' });
    const asked = answer(api.GET('/v1/balance'));
    await expect(asked).rejects.toBeInstanceOf(Refusal);
    await expect(asked).rejects.toMatchObject({ problem: { code: 'above_max_risk' } });
  });

  it('knows nothing after a server fault or a lost connection', async () => {
    answering(503, {});
    await expect(answer(api.GET('/v1/balance'))).rejects.toBeInstanceOf(NoAnswer);
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
    await expect(answer(api.GET('/v1/balance'))).rejects.toBeInstanceOf(NoAnswer);
  });

  it('hears of the end of this session, not of one before it', async () => {
    const ended = vi.fn();
    whenSignedOut(ended);
    keepCsrfToken('before');
    const body = JSON.stringify({ status: 401, code: 'not_signed_in', title: 'Sign in' });
    const headers = { 'content-type': 'application/json' };
    const answers: (() => void)[] = [];
    const later = (_: Request) =>
      new Promise<Response>((resolve) => {
        answers.push(() => resolve(new Response(body, { status: 401, headers })));
      });
    vi.stubGlobal('fetch', later);
    const asked = [answer(api.GET('/v1/balance')), answer(api.GET('/v1/statement'))];
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    keepCsrfToken('after');
    for (const give of answers) give();
    for (const one of asked) await expect(one).rejects.toBeInstanceOf(Refusal);
    expect(ended).not.toHaveBeenCalled();
    const now = answer(api.GET('/v1/balance'));
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    answers[2]?.();
    await expect(now).rejects.toBeInstanceOf(Refusal);
    expect(ended).toHaveBeenCalledOnce();
  });

  it('builds download addresses that carry the book', () => {
    expect(downloadAddress('/v1/statement', { format: 'csv' })).toBe(
      '/v1/statement?book=halyard&format=csv',
    );
  });
});
