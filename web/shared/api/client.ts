// The typed way to the book's HTTP interface. Every call names the book of the page, carries the
// session's CSRF token when it changes something, and ends in one of three ways: an answer, a
// refusal in the book's own words (`Refusal`), or no answer at all (`NoAnswer`). It never retries
// by itself: only the caller knows whether asking twice is the same intent.

import createClient from 'openapi-fetch';
import { bookSlug } from '../location';
import { noteAsked } from '../session-time';
import type { Problem } from './contract';
import { codeOf, needsProof, proved } from './proof';
import type { paths } from './schema';

/** The book understood the request and said no. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'Refusal';
    this.problem = problem;
  }
}

/** Nobody knows whether the book received the request: ask again with the same key. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('No answer from the book.', { cause });
    this.name = 'NoAnswer';
  }
}

const answerWithinMilliseconds = 15_000;
let csrfToken = '';

let entered = 0;

/** Remembers the token of the session for every later change. */
export function keepCsrfToken(token: string): void {
  if (token !== csrfToken) entered += 1;
  csrfToken = token;
}

/** Counts the sessions of this page: an answer to an earlier one says nothing of that of now. */
export function sessionsEntered(): number {
  return entered;
}

const sentIn = new WeakMap<Request, number>();

async function once(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(answerWithinMilliseconds) });
  } catch (cause) {
    throw new NoAnswer(cause);
  }
}

/** Sends a request; what asks for a proof first is sent as it was once the proof is given. */
async function send(request: Request): Promise<Response> {
  const again = request.method === 'GET' ? null : request.clone();
  const response = await once(request);
  if (!again || !(await needsProof(response)) || !(await proved())) return response;
  return once(again);
}

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  fetch: send,
});

/**
 * What the server tells a browser to fetch while it still loads our code. Only the same address
 * is taken from there, and a browser that asks by itself names the book in the address.
 */
const sentAhead = new Set(['/v1/book', '/v1/session', '/v1/board', '/v1/balance']);

api.use({
  onRequest({ request }) {
    if (request.method === 'GET' && sentAhead.has(new URL(request.url).pathname)) {
      const named = new Request(`${request.url}?book=${encodeURIComponent(bookSlug())}`, request);
      sentIn.set(named, entered);
      return named;
    }
    // The front page of a server speaks for no book and names each one it asks.
    if (bookSlug()) request.headers.set('Perhead-Book', bookSlug());
    if (request.method !== 'GET') request.headers.set('X-CSRF-Token', csrfToken);
    sentIn.set(request, entered);
    return request;
  },
});

let signedOut = () => {};

/** `listener` is called when the book no longer knows this session, whatever was asked. */
export function whenSignedOut(listener: () => void): void {
  signedOut = listener;
}

api.use({
  async onResponse({ request, response }) {
    // Every answer but that one came from a living session, and prolonged it.
    if (response.status < 500 && response.status !== 401) noteAsked();
    // Who is signed in is asked for by that one question, and its answer is taken as it is.
    const asks = new URL(request.url).pathname === '/v1/session';
    const late = sentIn.has(request) && sentIn.get(request) !== entered;
    // A wrong password or code is 401 as well, and ends nothing.
    if (response.status !== 401 || asks || late) return;
    if ((await codeOf(response)) === 'not_signed_in') signedOut();
  },
});

type Outcome<Result> = { data?: Result; error?: unknown; response: Response };

function asProblem(error: unknown, response: Response): Problem {
  if (error && typeof error === 'object' && 'code' in error) return error as Problem;
  return {
    type: 'about:blank',
    title: 'The book could not answer',
    status: response.status,
    code: 'unexpected_answer',
    detail: `The book answered with status ${response.status}.`,
  };
}

/** What the apps read. The other form of a list, CSV, is a download and never comes this way. */
type Read<Result> = Exclude<Result, string>;

/** The answer, or a thrown `Refusal` / `NoAnswer`. A fault of the server (5xx) is no answer. */
export async function answer<Result>(outcome: Promise<Outcome<Result>>): Promise<Read<Result>> {
  const { data, error, response } = await outcome;
  if (response.ok) return data as Read<Result>;
  if (response.status >= 500) throw new NoAnswer(asProblem(error, response));
  throw new Refusal(asProblem(error, response));
}

/** The stable code of a refusal, or null for anything else. */
export function refusalCode(error: unknown): string | null {
  return error instanceof Refusal ? error.problem.code : null;
}

/** Address of a plain download (CSV), which a browser opens without our headers. */
export function downloadAddress(path: string, query: Record<string, string>): string {
  return `${path}?${new URLSearchParams({ book: bookSlug(), ...query })}`;
}
