import type { BoardFixture, BoardMarket, MarketKind } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { countMore, periodName, questionsOf, tabsOf } from '../board/periods';

function market(id: string, kind: MarketKind, more: Partial<BoardMarket> = {}): BoardMarket {
  const base = { group: 'main' as const, period: 'game', alternate: 0, title: null };
  const rest = { each_way: null, version: 1, status: 'open' as const, selections: [] };
  return { id, kind, ...base, ...rest, ...more };
}

function at(points: string): BoardMarket['selections'] {
  const odds = { american: -110, decimal: '1.9091', fractional: '10/11' };
  return [{ side: 'home', name: null, points, odds, opened: null, suspended: false }];
}

const markets = [
  market('k1', 'spread', { selections: at('-3.5') }),
  market('k2', 'spread', { group: 'alternate', alternate: 1, selections: at('-7') }),
  market('k3', 'total', { group: 'period', period: 'first_half' }),
  market('k4', 'yes_no', { group: 'prop', title: 'Overtime' }),
  market('k5', 'yes_no', { group: 'prop', title: 'Safety' }),
];
const fixture = { markets } as BoardFixture;

describe('the markets of a game', () => {
  it('stand under their period, props and futures under their own', () => {
    const tabs = tabsOf(fixture).map((tab) => [tab.name, tab.markets.length]);
    expect(tabs).toEqual([
      ['Game', 2],
      ['1st half', 1],
      ['Props', 2],
    ]);
    expect(countMore(fixture)).toBe(4);
  });

  it('put a line and its alternates on one ladder, and each prop on its own', () => {
    const [ladder] = questionsOf(markets);
    expect(ladder?.markets.map((one) => one.id)).toEqual(['k2', 'k1']);
    expect(questionsOf(markets)).toHaveLength(4);
  });

  it('name their parts', () => {
    expect(periodName('quarter_3')).toBe('Quarter 3');
    expect(periodName('set_1')).toBe('Set 1');
    expect(periodName('overtime_only')).toBe('overtime only');
  });
});
