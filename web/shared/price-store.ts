// Live prices, outside React: one entry per market, told to the cells that show it at most once
// per animation frame. Decides when a cell flashes (a price moved while somebody could see it)
// and for how long; a first load, a reconnect or a hidden page never flashes.

import type { Board, BoardMarket, BoardSelection, Side } from './api/contract';
import { type Move, offerMove } from './odds';

export const flashMilliseconds = 1200;
export const arrowMilliseconds = 5000;

/** How a side moved lately: tinted while it flashes, marked with an arrow a little longer. */
export type SideMove = { move: Move; flashing: boolean };
export type PriceEntry = {
  market: BoardMarket;
  moves: Partial<Record<Side, SideMove>>;
};

type Timing = { move: Move; at: number };

export class PriceStore {
  #entries = new Map<string, PriceEntry>();
  #listeners = new Map<string, Set<() => void>>();
  #timings = new Map<string, Map<Side, Timing>>();
  #changed = new Set<string>();
  #flushAsked = false;
  #sweep: ReturnType<typeof setTimeout> | null = null;
  #waiting: Map<string, BoardMarket> | null = null;

  /** Replaces what is known of these markets without flashing anything. */
  load(board: Board): void {
    for (const league of board.leagues) {
      for (const fixture of league.fixtures) {
        for (const market of fixture.markets) {
          const known = this.#entries.get(market.id);
          if (known && known.market.version > market.version) continue;
          this.#timings.delete(market.id);
          this.#entries.set(market.id, { market, moves: {} });
          this.#mark(market.id);
        }
      }
    }
  }

  /**
   * Takes a newer state of one market; an older version than the known one is ignored. `quiet`
   * shows it without a flash, as after a reconnect.
   */
  apply(market: BoardMarket, now: number = Date.now(), quiet = false): void {
    if (this.#waiting) {
      this.#waiting.set(market.id, market);
      return;
    }
    const before = this.#entries.get(market.id);
    if (before && before.market.version > market.version) return;
    if (before && !quiet && globalThis.document?.visibilityState !== 'hidden') {
      this.#rememberMoves(before.market, market, now);
    }
    this.#entries.set(market.id, { market, moves: this.#movesAt(market.id, now) });
    this.#mark(market.id);
    this.#askSweep(now);
  }

  /** Holds every change back while paused; the newest ones are applied afterwards. */
  pause(paused: boolean): void {
    const waiting = this.#waiting;
    this.#waiting = paused ? (waiting ?? new Map()) : null;
    if (!paused) for (const market of waiting?.values() ?? []) this.apply(market);
  }

  get paused(): boolean {
    return this.#waiting !== null;
  }

  entry(marketId: string): PriceEntry | undefined {
    return this.#entries.get(marketId);
  }

  subscribe(marketId: string, listener: () => void): () => void {
    let listeners = this.#listeners.get(marketId);
    if (!listeners) {
      listeners = new Set();
      this.#listeners.set(marketId, listeners);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  /** Forgets flashes that are over and tells the cells. Runs by itself. */
  expire(now: number = Date.now()): void {
    for (const [id, sides] of this.#timings) {
      for (const [side, timing] of sides) {
        if (now - timing.at >= arrowMilliseconds) sides.delete(side);
      }
      if (sides.size === 0) this.#timings.delete(id);
      const entry = this.#entries.get(id);
      if (!entry) continue;
      const moves = this.#movesAt(id, now);
      if (sameMoves(entry.moves, moves)) continue;
      this.#entries.set(id, { market: entry.market, moves });
      this.#mark(id);
    }
    this.#askSweep(now);
  }

  #rememberMoves(before: BoardMarket, after: BoardMarket, now: number): void {
    for (const selection of after.selections) {
      const previous = sideOf(before, selection.side);
      if (!previous) continue;
      const move = offerMove(previous, selection, selection.side);
      if (!move) continue;
      const sides = this.#timings.get(after.id) ?? new Map<Side, Timing>();
      const last = sides.get(selection.side);
      const stillFlashing = last !== undefined && now - last.at < flashMilliseconds;
      sides.set(selection.side, { move, at: stillFlashing ? last.at : now });
      this.#timings.set(after.id, sides);
    }
  }

  #movesAt(marketId: string, now: number): PriceEntry['moves'] {
    const moves: PriceEntry['moves'] = {};
    for (const [side, timing] of this.#timings.get(marketId) ?? []) {
      if (now - timing.at >= arrowMilliseconds) continue;
      moves[side] = { move: timing.move, flashing: now - timing.at < flashMilliseconds };
    }
    return moves;
  }

  #mark(marketId: string): void {
    this.#changed.add(marketId);
    if (this.#flushAsked) return;
    this.#flushAsked = true;
    const flush = () => {
      this.#flushAsked = false;
      const changed = [...this.#changed];
      this.#changed.clear();
      for (const id of changed) for (const listener of this.#listeners.get(id) ?? []) listener();
    };
    if (typeof requestAnimationFrame === 'function') requestAnimationFrame(flush);
    else setTimeout(flush, 16);
  }

  #askSweep(now: number): void {
    if (this.#sweep !== null) clearTimeout(this.#sweep);
    this.#sweep = null;
    let next = Number.POSITIVE_INFINITY;
    for (const sides of this.#timings.values()) {
      for (const timing of sides.values()) {
        const flashEnd = timing.at + flashMilliseconds;
        next = Math.min(next, flashEnd > now ? flashEnd : timing.at + arrowMilliseconds);
      }
    }
    if (next === Number.POSITIVE_INFINITY) return;
    this.#sweep = setTimeout(() => this.expire(), Math.max(0, next - now));
  }
}

export function sideOf(market: BoardMarket, side: Side): BoardSelection | undefined {
  return market.selections.find((selection) => selection.side === side);
}

function sameMoves(one: PriceEntry['moves'], other: PriceEntry['moves']): boolean {
  const sides = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<Side>;
  for (const side of sides) {
    if (one[side]?.move !== other[side]?.move) return false;
    if (one[side]?.flashing !== other[side]?.flashing) return false;
  }
  return true;
}

export const prices = new PriceStore();
