import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Board, BoardMarket } from '../api/contract';
import { decimalFromAmerican } from '../odds';
import { arrowMilliseconds, flashMilliseconds, PriceStore } from '../price-store';

function market(version: number, home: number, points = '-3'): BoardMarket {
  const odds = (american: number) => ({
    american,
    decimal: decimalFromAmerican(american).toFixed(4),
    fractional: '',
  });
  return {
    id: 'm1',
    kind: 'spread',
    group: 'main',
    period: 'game',
    alternate: 0,
    title: null,
    each_way: null,
    version,
    status: 'open',
    selections: [
      { side: 'away', name: null, points: '+3', odds: odds(-110), opened: null, suspended: false },
      { side: 'home', name: null, points, odds: odds(home), opened: null, suspended: false },
    ],
  };
}

function board(one: BoardMarket): Board {
  const fixture = { markets: [one] };
  return { sequence: 1, now: '', leagues: [{ fixtures: [fixture] }] } as unknown as Board;
}

describe('the price store', () => {
  let store: PriceStore;
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    store = new PriceStore();
    store.load(board(market(1, -110)));
  });

  it('does not flash what is loaded', () => {
    expect(store.entry('m1')?.moves).toEqual({});
  });

  it('flashes the side that moved, for 1200 ms, and keeps the arrow for 5 s', () => {
    store.apply(market(2, -105));
    expect(store.entry('m1')?.moves).toEqual({ home: { move: 'better', flashing: true } });
    vi.advanceTimersByTime(flashMilliseconds - 1);
    expect(store.entry('m1')?.moves.home?.flashing).toBe(true);
    vi.advanceTimersByTime(1);
    expect(store.entry('m1')?.moves.home).toEqual({ move: 'better', flashing: false });
    vi.advanceTimersByTime(arrowMilliseconds - flashMilliseconds);
    expect(store.entry('m1')?.moves).toEqual({});
  });

  it('ignores an older version than the known one', () => {
    store.apply(market(3, -120));
    store.apply(market(2, -105));
    expect(store.entry('m1')?.market.version).toBe(3);
    store.load(board(market(1, -110)));
    expect(store.entry('m1')?.market.version).toBe(3);
  });

  it('does not start a second flash while one is running', () => {
    store.apply(market(2, -105));
    vi.advanceTimersByTime(800);
    store.apply(market(3, -115));
    expect(store.entry('m1')?.moves.home).toEqual({ move: 'worse', flashing: true });
    vi.advanceTimersByTime(flashMilliseconds - 800);
    expect(store.entry('m1')?.moves.home?.flashing).toBe(false);
  });

  it('tells only the listeners of the market, once a frame, until they leave', () => {
    const heard = vi.fn();
    const other = vi.fn();
    vi.advanceTimersByTime(50);
    const leave = store.subscribe('m1', heard);
    store.subscribe('m2', other);
    store.apply(market(2, -105));
    store.apply(market(3, -106));
    expect(heard).not.toHaveBeenCalled();
    vi.advanceTimersByTime(20);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(other).not.toHaveBeenCalled();
    leave();
    store.apply(market(4, -120));
    vi.advanceTimersByTime(20);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('shows without a flash what a reconnect brings', () => {
    store.apply(market(2, -105), Date.now(), true);
    expect(store.entry('m1')?.market.version).toBe(2);
    expect(store.entry('m1')?.moves).toEqual({});
  });

  it('stands still while paused and catches up afterwards', () => {
    store.pause(true);
    store.apply(market(2, -105));
    expect(store.entry('m1')?.market.version).toBe(1);
    store.pause(false);
    expect(store.entry('m1')?.market.version).toBe(2);
  });
});
