import { expect, it } from 'vitest';
import { combinations, wagerName } from '../wager';

it('counts the parlays of a round robin', () => {
  expect([2, 3, 4].map((size) => combinations(4, size))).toEqual([6, 4, 1]);
  expect(combinations(8, 3)).toBe(56);
});

it('names every type', () => {
  expect(wagerName({ type: 'round_robin', legs: 4, terms: { sizes: [2, 3] } })).toBe(
    'Round robin of 4, by 2, 3',
  );
  expect(wagerName({ type: 'if_bet', legs: 2 })).toBe('If bet of 2');
});
