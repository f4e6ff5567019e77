// Sends one intent of a person under its request key. Only an unknown outcome keeps the key, so
// that asking again is the same intent and can never do it twice.

import { NoAnswer } from './client';
import { forgetIntent, type KeyHeader, keyHeader, requestKey } from './intent';

/** Sends one intent; only an unknown outcome keeps its key for another try. */
export async function asIntent<Result>(
  purpose: string,
  content: unknown,
  send: (header: KeyHeader) => Promise<Result>,
): Promise<Result> {
  try {
    const result = await send(keyHeader(requestKey(purpose, content)));
    forgetIntent(purpose);
    return result;
  } catch (error) {
    if (!(error instanceof NoAnswer)) forgetIntent(purpose);
    throw error;
  }
}
