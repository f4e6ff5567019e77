import type { BoardMarket } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import {
  givesEdge,
  holdTenths,
  type Line,
  pointsOf,
  quartersOf,
  requestOf,
  typedLine,
} from './line-entry';

const spread: Line = {
  quarters: -14,
  prices: new Map([
    ['home', -110],
    ['away', -110],
  ]),
};
const money: Line = {
  quarters: null,
  prices: new Map([
    ['home', -165],
    ['away', 145],
  ]),
};

function typed(text: string, before = spread, inCents = false) {
  const found = typedLine(text, before, 'home', inCents);
  if ('wrong' in found) return found.wrong;
  return [found.line.quarters, found.line.prices.get('home'), found.line.prices.get('away')];
}

describe('points', () => {
  it('are quarters, in and out', () => {
    for (const [text, quarters] of [
      ['-3.5', -14],
      ['+7', 28],
      ['47½', 190],
      ['2.25', 9],
      ['pk', 0],
      ['−0.75', -3],
    ] as const) {
      expect(quartersOf(text)).toBe(quarters);
    }
    for (const text of ['', '-', '3.3', 'seven', '1e3']) expect(quartersOf(text)).toBeNull();
    expect([-14, 28, 9, 0].map(pointsOf)).toEqual(['-3.5', '7', '2.25', '0']);
  });
});

describe('what is typed', () => {
  it('moves points, prices or both', () => {
    expect(typed('-4')).toEqual([-16, -110, -110]);
    expect(typed('-4 -115')).toEqual([-16, -115, -105]);
    expect(typed('-115')).toEqual([-14, -115, -105]);
    expect(typed('226')).toEqual([904, -110, -110]);
    expect(typed('-4 -105 -102')).toEqual([-16, -105, -102]);
    expect(typed('-125')).toEqual([-14, -125, 105]);
  });
  it('steps by half a point or five cents', () => {
    expect(typed('+')).toEqual([-12, -110, -110]);
    expect(typed('-')).toEqual([-16, -110, -110]);
    expect(typed('-', spread, true)).toEqual([-14, -115, -105]);
    expect(typed('+', money)).toEqual([null, -160, 140]);
  });
  it('moves a moneyline by its price alone', () => {
    expect(typed('-180', money)).toEqual([null, -180, 160]);
    expect(typed('-4', money)).toBe('price');
  });
  it('says what is wrong', () => {
    expect(typed('')).toBe('nothing');
    expect(typed('four')).toBe('points');
    expect(typed('-4 -50')).toBe('price');
    expect(typed('-4 -110 -110 -110')).toBe('price');
  });
});

describe('the edge', () => {
  it('is the player’s when all sides imply less than the whole', () => {
    const at = (home: number, away: number): Line => ({
      quarters: null,
      prices: new Map([
        ['home', home],
        ['away', away],
      ]),
    });
    expect(givesEdge(at(-110, -110))).toBe(false);
    expect(givesEdge(at(-110, 110))).toBe(false);
    expect(givesEdge(at(-110, 111))).toBe(true);
    expect(givesEdge(at(100, 105))).toBe(true);
    // 110/210 twice is 22/21: one of twenty-two is held.
    expect(holdTenths(at(-110, -110))).toBe(45);
  });
});

describe('the request', () => {
  it('names the home side’s points, whoever was typed for', () => {
    const market = { id: 'k7', kind: 'spread' } as BoardMarket;
    expect(requestOf(market, 'away', { ...spread, quarters: 14 }).points).toBe('-3.5');
    expect(requestOf(market, 'home', spread).points).toBe('-3.5');
    expect(requestOf(market, 'home', money).points).toBeNull();
  });
});
