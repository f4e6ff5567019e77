// The bet slip: what is picked and typed, kept over a reload of the tab. It knows nothing of
// prices being right; the quote decides that.

import type { ChainAction, Entry, Side, WagerType } from '@shared/api/contract';
import { preferences } from '@shared/preferences';
import { useSyncExternalStore } from 'react';

/** The most legs kept on a slip, whatever the house allows in one bet. */
export const mostLegs = 24;

export type SlipLeg = {
  marketId: string;
  fixtureId: string;
  side: Side;
  /** Points bought, such as `0.5`; nothing for the line as it is. */
  bought?: string;
};
export type Slip = {
  legs: SlipLeg[];
  type: WagerType;
  /** Of a round robin: the sizes of its parlays. */
  sizes: number[];
  /** Of an if-bet or reverse: what lets the next link run. */
  action: ChainAction;
  /** Of a teaser, pleaser or progressive: the card; of a parlay one in place of true odds. */
  card: string | null;
  entry: Entry;
  /** Played with free play instead of cash. */
  freePlay: boolean;
  /** As typed; read with `readAmount`. */
  amount: string;
  /** Whether the sheet of a phone is open. */
  open: boolean;
};

const place = 'perhead.slip';
const listeners = new Set<() => void>();

function empty(): Slip {
  const entry = preferences().entry ?? 'risk';
  return {
    legs: [],
    type: 'straight',
    sizes: [2],
    action: 'single',
    card: null,
    entry,
    freePlay: false,
    amount: '',
    open: false,
  };
}

function stored(): Slip {
  try {
    return { ...empty(), ...JSON.parse(sessionStorage.getItem(place) ?? '{}'), open: false };
  } catch {
    return empty();
  }
}

let slip = stored();

function set(change: Partial<Slip>): void {
  slip = { ...slip, ...change };
  sessionStorage.setItem(place, JSON.stringify(slip));
  for (const listener of listeners) listener();
}

export function currentSlip(): Slip {
  return slip;
}

export function subscribeSlip(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useSlip(): Slip {
  return useSyncExternalStore(subscribeSlip, currentSlip);
}

export function hasLeg(marketId: string, side: Side): boolean {
  return slip.legs.some((leg) => leg.marketId === marketId && leg.side === side);
}

export function usePicked(marketId: string, side: Side): boolean {
  return useSyncExternalStore(subscribeSlip, () => hasLeg(marketId, side));
}

/** Picks a selection, or takes it back. The other side of the same market is replaced. */
export function toggleLeg(leg: SlipLeg): void {
  if (hasLeg(leg.marketId, leg.side)) {
    removeLeg(leg.marketId);
    return;
  }
  const others = slip.legs.filter((one) => one.marketId !== leg.marketId);
  const legs = [...others, leg].slice(-mostLegs);
  const grewToParlay = legs.length === 2 && others.length === 1 && slip.legs.length === 1;
  set(grewToParlay ? { legs, type: 'parlay', card: null } : { legs });
}

export function removeLeg(marketId: string): void {
  const legs = slip.legs.filter((leg) => leg.marketId !== marketId);
  if (legs.length === 0) clearSlip();
  else set({ legs, type: legs.length === 1 ? 'straight' : slip.type });
}

/** Takes these away after they were booked; typed amount and type stay for what is left. */
export function removeBooked(marketIds: string[]): void {
  const legs = slip.legs.filter((leg) => !marketIds.includes(leg.marketId));
  set({
    legs,
    type: legs.length > 1 ? slip.type : 'straight',
    amount: legs.length ? slip.amount : '',
  });
}

export function clearSlip(): void {
  set({ ...empty(), entry: slip.entry });
}

export function chooseType(type: WagerType, card: string | null = null): void {
  set({ type, card });
}

export function chooseCard(card: string | null): void {
  set({ card });
}

/** Takes a size of a round robin's parlays, or leaves it; the last one stays. */
export function toggleSize(size: number): void {
  const others = slip.sizes.filter((one) => one !== size);
  if (others.length === slip.sizes.length) set({ sizes: [...others, size].sort((a, b) => a - b) });
  else if (others.length > 0) set({ sizes: others });
}

export function chooseAction(action: ChainAction): void {
  set({ action });
}

/** Runs a leg of an if-bet one place earlier. */
export function moveLegUp(marketId: string): void {
  const at = slip.legs.findIndex((leg) => leg.marketId === marketId);
  const leg = slip.legs[at];
  const before = slip.legs[at - 1];
  if (!leg || !before) return;
  const legs = [...slip.legs];
  legs[at - 1] = leg;
  legs[at] = before;
  set({ legs });
}

export function chooseEntry(entry: Entry): void {
  set({ entry });
}

/** Buys points on a leg, or takes its line as it is. */
export function buyPoints(marketId: string, bought: string | undefined): void {
  set({ legs: slip.legs.map((leg) => (leg.marketId === marketId ? { ...leg, bought } : leg)) });
}

export function playFree(freePlay: boolean): void {
  set({ freePlay });
}

export function typeAmount(amount: string): void {
  set({ amount });
}

export function openSlip(open: boolean): void {
  set({ open });
}
