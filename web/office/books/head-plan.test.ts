import { describe, expect, it } from 'vitest';
import { firstTyped, planOf } from './head-plan';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const typed = {
  count: 'accepted',
  mode: 'marginal',
  minimum: '50',
  tiers: [
    { from: '1', price: '10' },
    { from: '51', price: '7.50' },
  ],
} as const;
const plan = {
  count: 'accepted' as const,
  mode: 'marginal' as const,
  tiers: [
    { from: 1, price: usd(1_000) },
    { from: 51, price: usd(750) },
  ],
  minimum: usd(5_000),
};

describe('a plan for heads', () => {
  it('is read as typed, and typed as it was read', () => {
    expect(planOf({ ...typed, tiers: [...typed.tiers] }, 'USD')).toEqual(plan);
    expect(planOf(firstTyped(plan), 'USD')).toEqual(plan);
  });

  it('has no least amount where none is typed', () => {
    const none = planOf({ ...typed, minimum: '', tiers: [...typed.tiers] }, 'USD');
    expect(none?.minimum).toEqual(usd(0));
  });

  it('is none while its tiers do not rise from head 1 with a price each', () => {
    const tiers = [
      [{ from: '2', price: '10' }],
      [
        { from: '1', price: '10' },
        { from: '1', price: '9' },
      ],
      [{ from: '1', price: '' }],
      [{ from: '1', price: 'ten' }],
      [],
    ];
    for (const wrong of tiers) expect(planOf({ ...typed, tiers: wrong }, 'USD')).toBeNull();
    expect(planOf({ ...typed, minimum: 'x', tiers: [...typed.tiers] }, 'USD')).toBeNull();
    expect(planOf(firstTyped(null), 'USD')).toBeNull();
  });
});
