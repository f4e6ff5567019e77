import { afterEach, describe, expect, it, vi } from 'vitest';
import { answer, api, downloadAddress, keepCsrfToken, NoAnswer, Refusal } from '../api/client';

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

  it('builds download addresses that carry the book', () => {
    expect(downloadAddress('/v1/statement', { format: 'csv' })).toBe(
      '/v1/statement?book=halyard&format=csv',
    );
  });
});
