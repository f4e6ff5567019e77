// What a trader types into a price, and what follows from it for the other side. All of it is
// counted in whole numbers: points in quarters, American prices as they are printed.

import type { BoardMarket, Side } from '@shared/api/contract';
import type { components } from '@shared/api/schema';

export type LineRequest = components['schemas']['LineRequest'];

/** A line as it stands or shall stand: points of each side in quarters, null without. */
export type Line = { quarters: number | null; prices: Map<Side, number> };

const quartersPerPoint = 4;
const halfPoint = 2;
const fewCents = 5;
/** Between these there is no American price. */
const evenMoney = 100;
const priceMax = 1_000_000;

/** `-3.5`, `+7`, `44½`, `pk` in quarters; null for anything else. */
export function quartersOf(text: string): number | null {
  const plain = text.trim().replace('−', '-').replace(',', '.').replace('½', '.5');
  if (/^pk$/i.test(plain)) return 0;
  const found = /^([+-]?)(\d{1,4})?(?:\.(0|00|25|5|50|75))?$/.exec(plain);
  if (!found || (found[2] === undefined && found[3] === undefined)) return null;
  const part = { '25': 1, '5': 2, '50': 2, '75': 3 }[found[3] ?? ''] ?? 0;
  const size = Number(found[2] ?? 0) * quartersPerPoint + part;
  return found[1] === '-' ? 0 - size : size;
}

export function pointsOf(quarters: number): string {
  const size = Math.abs(quarters);
  const part = ['', '.25', '.5', '.75'][size % quartersPerPoint] ?? '';
  const sign = quarters < 0 ? '-' : '';
  return `${sign}${Math.trunc(size / quartersPerPoint)}${part}`;
}

/** `-110`, `+105`; null for what is no American price. */
export function priceOf(text: string): number | null {
  const found = /^([+-]?)(\d{3,7})$/.exec(text.trim().replace('−', '-'));
  if (!found) return null;
  const size = Number(found[2]);
  if (size < evenMoney || size > priceMax) return null;
  return found[1] === '-' ? 0 - size : size;
}

/** How far a price lies from even money, in cents: -110 is -10, +105 is 5. */
function cents(price: number): number {
  return price < 0 ? price + evenMoney : price - evenMoney;
}

function priceAt(apart: number): number {
  return apart < 0 ? apart - evenMoney : apart + evenMoney;
}

/** The line of a market as the reader of `side` sees it. */
export function lineOf(market: BoardMarket, side: Side): Line {
  const own = market.selections.find((one) => one.side === side);
  const prices = new Map(market.selections.map((one) => [one.side, one.odds.american]));
  return { quarters: own?.points == null ? null : quartersOf(own.points), prices };
}

export type Typed = { line: Line } | { wrong: 'points' | 'price' | 'nothing' };

/**
 * Reads `-4`, `-4 -115`, `-4 -115 -105`, `-115`, and `+` or `-` alone for half a point more or less
 * (five cents with `inCents`, or where there are no points). The price of the other side follows so
 * that both together stay as far apart as they were.
 */
export function typedLine(text: string, before: Line, side: Side, inCents = false): Typed {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const [first, ...rest] = words;
  if (first === undefined) return { wrong: 'nothing' };
  if (words.length === 1 && /^[+−-]$/.test(first)) {
    const step = first === '+' ? 1 : -1;
    if (before.quarters !== null && !inCents) {
      return { line: { ...before, quarters: before.quarters + step * halfPoint } };
    }
    const own = before.prices.get(side) ?? evenMoney;
    return { line: follow(before, side, priceAt(cents(own) + step * fewCents), undefined) };
  }
  // A total of 226 is written without a sign, a price with one.
  const isPrice = before.quarters === null || (/^[+−-]/.test(first) && priceOf(first) !== null);
  const quarters = isPrice ? before.quarters : quartersOf(first);
  if (!isPrice && quarters === null) return { wrong: 'points' };
  const [own, other, more] = isPrice ? words : rest;
  const [ownPrice, otherPrice] = [own, other].map((one) =>
    one === undefined ? undefined : priceOf(one),
  );
  if (ownPrice === null || otherPrice === null || more !== undefined) return { wrong: 'price' };
  const line = { ...before, quarters };
  return { line: ownPrice === undefined ? line : follow(line, side, ownPrice, otherPrice) };
}

function follow(before: Line, side: Side, own: number, other: number | undefined): Line {
  const prices = new Map(before.prices);
  const apart = cents(own) - cents(before.prices.get(side) ?? own);
  prices.set(side, own);
  // In a market of three the others stay: nobody can say which of them gives way.
  if (prices.size === 2) {
    for (const [one, price] of before.prices) {
      if (one !== side) prices.set(one, other ?? priceAt(cents(price) - apart));
    }
  }
  return { ...before, prices };
}

/** What every side together implies, as a fraction: below one the player has the edge. */
export function implied(line: Line): { part: bigint; whole: bigint } {
  let [part, whole] = [0n, 1n];
  for (const price of line.prices.values()) {
    const size = BigInt(Math.abs(price));
    const [mine, all] = price < 0 ? [size, size + 100n] : [100n, size + 100n];
    part = part * all + mine * whole;
    whole *= all;
  }
  return { part, whole };
}

export function givesEdge(line: Line): boolean {
  const { part, whole } = implied(line);
  return part < whole;
}

/** What the house holds of even action on all sides, in tenths of a percent. */
export function holdTenths(line: Line): number {
  const { part, whole } = implied(line);
  return Number(((part - whole) * 1_000n) / part);
}

export function sameLine(one: Line, other: Line): boolean {
  const same = [...one.prices].every(([side, price]) => other.prices.get(side) === price);
  return same && one.quarters === other.quarters;
}

/** What moves the market to this line, as the reader of `side` sees it. */
export function requestOf(market: BoardMarket, side: Side, line: Line): LineRequest {
  const away = market.kind === 'spread' && side === 'away';
  const points = line.quarters === null ? null : pointsOf(away ? 0 - line.quarters : line.quarters);
  return {
    market_id: market.id,
    points,
    prices: [...line.prices].map(([one, american]) => ({ side: one, american })),
  };
}
