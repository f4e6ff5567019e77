// The newest event sequence this page has seen, from the live stream and from every answer that
// names one.

import { useSyncExternalStore } from 'react';

let newest = 0;
const listeners = new Set<() => void>();

/** Remembers a sequence; an older one changes nothing. */
export function sawSequence(sequence: number | null | undefined): void {
  if (!sequence || sequence <= newest) return;
  newest = sequence;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The newest sequence seen; 0 before the first. */
export function useSequence(): number {
  return useSyncExternalStore(subscribe, () => newest);
}
