import type { LineShade } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { raised } from './ProfileRules';
import { typedShade } from './ShadeDialog';
import { noShade, shadeEffect, shadeLines } from './shade-words';

const leagues = new Map([['l4', 'NFL']]);
const shade = (part: Partial<LineShade>): LineShade => ({ ...noShade, ...part });

describe('shades of lines', () => {
  it('say which lines they are about', () => {
    expect(shadeLines(noShade, leagues)).toBe('Every line');
    expect(shadeLines(shade({ league_id: 'l4', market: 'spread', live: true }), leagues)).toBe(
      'NFL, Spread, in play',
    );
  });

  it('say what they make of them', () => {
    expect(shadeEffect(noShade)).toBe("the catalogue's line");
    expect(shadeEffect(shade({ blocked: true, juice: 5 }))).toBe('not offered');
    expect(shadeEffect(shade({ juice: -5 }))).toBe('5 cents less juice');
    const against = shade({ juice: 2, against: 'favourite', cents: 10, points: '0.5' });
    expect(shadeEffect(against)).toBe(
      '2 cents more juice; 10 cents against the favourite; 0.5 points against the favourite',
    );
  });

  it('are read from what is typed, or not at all', () => {
    const typed = (juice: string, points: string) =>
      typedShade({ shade: shade({ points }), juice, cents: '0' });
    expect(typed('-5', '0.5')).toEqual(shade({ juice: -5, points: '0.5' }));
    for (const [juice, points] of [
      ['', '0'],
      ['1.5', '0'],
      ['5', '0.3'],
      ['5', 'x'],
    ] as const) {
      expect(typed(juice, points)).toBeNull();
    }
  });

  it('move up one place at a time', () => {
    const [a, b, c] = [1, 2, 3].map((juice) => shade({ juice }));
    if (!a || !b || !c) throw new Error('three shades');
    expect(raised([a, b, c], 2)).toEqual([a, c, b]);
    expect(raised([a, b, c], 0)).toEqual([a, b, c]);
  });
});
