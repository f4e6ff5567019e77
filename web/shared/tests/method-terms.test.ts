import { describe, expect, it } from 'vitest';
import type { MethodDirection } from '../api/contract';
import { feeOf, percentText, readPercent, termsText } from '../method-terms';

describe('percent', () => {
  it.each([
    [0, '0'],
    [5, '0.05'],
    [150, '1.5'],
    [200, '2'],
    [1_025, '10.25'],
  ])('%i hundredths are %s percent, both ways', (points, text) => {
    expect(percentText(points)).toBe(text);
    expect(readPercent(text)).toBe(points);
  });

  it.each(['', '1.234', '-1', 'two', '1.'])('%s is not read', (text) => {
    expect(readPercent(text)).toBeNull();
  });
});

const usd = (amount: number) => ({ amount, currency: 'USD' });

function terms(change: Partial<MethodDirection> = {}): MethodDirection {
  const none = { least: null, most: null, daily_max: null };
  return { open: true, fee_fixed: usd(0), fee_basis_points: 0, ...none, ...change };
}

describe('terms of a method', () => {
  it.each([
    [terms(), 'any amount, no fee'],
    [terms({ least: usd(2_000) }), 'from 20.00, no fee'],
    [terms({ most: usd(50_000), fee_fixed: usd(200) }), 'up to 500.00, fee 2.00'],
    [
      terms({
        least: usd(2_000),
        most: usd(50_000),
        fee_fixed: usd(200),
        fee_basis_points: 150,
        daily_max: 3,
      }),
      '20.00 to 500.00, fee 2.00 + 1.5 %, 3 a day',
    ],
  ])('%# are said in a line', (given, words) => {
    expect(termsText(given)).toBe(words);
  });

  it('takes a fixed part and a share rounded down, never more than the amount', () => {
    const both = terms({ fee_fixed: usd(200), fee_basis_points: 150 });
    expect(feeOf(both, usd(9_999))).toEqual(usd(349));
    expect(feeOf(both, usd(100))).toEqual(usd(100));
    expect(feeOf(terms(), usd(10_000))).toEqual(usd(0));
  });
});
