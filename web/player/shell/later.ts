// Pages that are not needed for the first odds: their code is fetched when the browser has nothing
// better to do, so that they open at once and also without a connection.

import { type ComponentType, lazy } from 'react';

type Loader = () => Promise<unknown>;
const waiting: Loader[] = [];

/** A component of another file. */
export function later<Props>(load: () => Promise<ComponentType<Props>>) {
  waiting.push(load);
  return lazy(async () => ({ default: await load() }));
}

const soonMilliseconds = 3_000;

/** Fetches everything that waits, once the first page is up. */
export function fetchTheRest(): void {
  const fetchAll = () => {
    for (const load of waiting.splice(0)) {
      load().catch(() => {
        // Asked for again when the page is opened.
      });
    }
  };
  const idle = globalThis.requestIdleCallback;
  setTimeout(() => (idle ? idle(fetchAll) : fetchAll()), soonMilliseconds);
}
