// When a session ends if nobody does anything, and when it ends at the latest. Only the server ends
// a session; what is said here is what its rules will do.

import { bookSlug } from './location';

/** How long before its end a person is warned: two minutes, or half of a very short idle time. */
const warnedMilliseconds = 120_000;
/** Whoever acts on the page says so to the book this often at most. */
const presenceMilliseconds = 60_000;
/** Other tabs of the book are told of a request this often at most. */
const toldMilliseconds = 5_000;

export type SessionTimes = {
  /** The book was last asked for anything: epoch milliseconds. */
  askedAt: number;
  /** The session ends after so long without a request. */
  idleMilliseconds: number;
  /** The session ends at the latest: epoch milliseconds. */
  endsAt: number;
};

/** `idle`: a request prolongs it. `last`: nothing does. */
export type Closing = { kind: 'idle' | 'last'; milliseconds: number };

/** What to warn of, or null while the end is far. Below zero the server has ended the session. */
export function closing(times: SessionTimes, now: number): Closing | null {
  const idle = times.askedAt + times.idleMilliseconds - now;
  const last = times.endsAt - now;
  const warned = Math.min(warnedMilliseconds, times.idleMilliseconds / 2);
  if (last <= idle) return last <= warnedMilliseconds ? { kind: 'last', milliseconds: last } : null;
  return idle <= warned ? { kind: 'idle', milliseconds: idle } : null;
}

/** True when somebody who acts now should be noticed by the book, so that typing is no idling. */
export function wantsPresence(times: SessionTimes, now: number): boolean {
  const since = now - times.askedAt;
  return since >= Math.min(presenceMilliseconds, times.idleMilliseconds / 4);
}

const place = () => `perhead.asked ${bookSlug()}`;
let asked = 0;
let told = 0;

/** Notes that the book was asked and knew the session. Every tab of the book shares one session. */
export function noteAsked(now = Date.now()): void {
  asked = now;
  if (now - told < toldMilliseconds) return;
  told = now;
  try {
    localStorage.setItem(place(), String(now));
  } catch {
    // A browser that keeps nothing warns each tab by itself.
  }
}

/** When the book was last asked by any tab. */
export function lastAsked(): number {
  try {
    return Math.max(asked, Number(localStorage.getItem(place()) ?? 0));
  } catch {
    return asked;
  }
}
