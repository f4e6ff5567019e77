import { expect, test } from 'vitest';
import { priceLine, readPoints, readPrices } from './card-text';

test('prices are read as they are written', () => {
  const prices = [
    { selections: 2, losses: 0, fractional: '10/11' },
    { selections: 5, losses: 1, fractional: '1/1' },
  ];
  expect(readPrices(prices.map(priceLine).join('\n'))).toEqual(prices);
  expect(readPrices('2 10/11\n\n 5 - 1 : 1/1 ')).toEqual(prices);
  expect(readPrices('2:10/11, 5-1:1/1')).toEqual(prices);
});

test('what is no price is told, not dropped', () => {
  for (const text of ['', '2', '2: 10', '2: 10/', 'two: 1/1', '2: 1/1\nx', '-1: 1/1', '2: -1/1']) {
    expect(readPrices(text), text).toBeNull();
  }
});

test('a sport without points is not on the card', () => {
  const points = readPoints([
    { sport: 'football', spread: ' 6 ', total: '' },
    { sport: 'basketball', spread: '', total: '4' },
  ]);
  expect(points).toEqual([{ sport: 'football', spread: '6', total: null }]);
});
