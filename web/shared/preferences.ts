// What this browser remembers of its reader's taste: theme and odds format. Nothing here is
// known to the server or decides about money.

import { useSyncExternalStore } from 'react';
import type { Entry, OddsFormat, PricePolicy } from './api/contract';

export type ThemeChoice = 'system' | 'light' | 'dark';
/** At once, every half minute, or not until it is turned on again. */
export type LivePrices = 'on' | 'calm' | 'paused';
/** 28, 36 or 44 pixels where a list does not ask for its own. */
export type RowHeight = 'dense' | 'usual' | 'roomy';
export type Preferences = {
  theme: ThemeChoice;
  /** null follows the book. */
  oddsFormat: OddsFormat | null;
  /** null lets the price decide: win for a favorite, risk otherwise. */
  entry: Entry | null;
  pricePolicy: PricePolicy;
  /** How often prices on the screen may move. */
  livePrices: LivePrices;
  /** Single letters act on the screens of the office. */
  letterKeys: boolean;
  /** How high the rows of the office's lists are. */
  rows: RowHeight;
  /** Whose columns the ticker of the office has. */
  tickerColumns: string;
};

const place = 'perhead.preferences';
const listeners = new Set<() => void>();
const initial: Preferences = {
  theme: 'system',
  oddsFormat: null,
  entry: null,
  pricePolicy: 'better',
  livePrices: 'on',
  letterKeys: true,
  rows: 'usual',
  tickerColumns: 'trader',
};

function stored(): Preferences {
  try {
    return { ...initial, ...JSON.parse(localStorage.getItem(place) ?? '{}') };
  } catch {
    return initial;
  }
}

let current = stored();

export function preferences(): Preferences {
  return current;
}

export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(place, JSON.stringify(current));
  applyTheme();
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}

/** Writes the chosen theme on the page; `system` follows the device, also when it changes. */
export function applyTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = current.theme === 'system' ? (dark ? 'dark' : 'light') : current.theme;
  document.documentElement.dataset.theme = theme;
}

/** Call once at start, before the first paint. */
export function followTheme(): void {
  applyTheme();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);
}
