import { describe, expect, it } from 'vitest';
import type { FreePlay } from '../api/contract';
import { termsSentences } from '../free-play-terms';

const open: FreePlay['terms'] = {
  wagers: ['straight', 'parlay'],
  max_legs: null,
  least_odds: null,
  most_odds: null,
  leagues: [],
  max_risk: null,
  max_win: null,
  props: true,
  push_returned: true,
};
const price = (american: number, decimal: string) => ({ american, decimal, fractional: '' });
const names = new Map([['l1', 'NFL']]);

describe('what a grant is for', () => {
  it('says the types and the rule for pushes where nothing else is bound', () => {
    expect(termsSentences(open, 'american', names)).toEqual([
      'For straights, parlays',
      'A push gives the stake back',
    ]);
  });

  it('says every restriction, prices in the format of the reader', () => {
    const terms: FreePlay['terms'] = {
      ...open,
      wagers: ['parlay'],
      max_legs: 3,
      least_odds: price(-200, '1.5'),
      most_odds: price(200, '3'),
      leagues: ['l1'],
      max_risk: { amount: 5_000, currency: 'USD' },
      max_win: { amount: 500_000, currency: 'USD' },
      props: false,
      push_returned: false,
    };
    expect(termsSentences(terms, 'decimal', names)).toEqual([
      'For parlays',
      'Only NFL',
      'At most 3 selections',
      'Prices from 1.50 to 3.00',
      'Not for props and outrights',
      'At most 50.00 at risk in one bet',
      'At most 5,000.00 to win in one bet',
      'A push loses the stake',
    ]);
  });

  it('tells of leagues nobody can name now', () => {
    const only = (leagues: string[]) =>
      termsSentences({ ...open, leagues }, 'american', names)[1] ?? '';
    expect(only(['l1', 'l2'])).toBe('Only NFL and others that are not offered now');
    expect(only(['l2'])).toBe('Only leagues that are not offered now');
  });
});
