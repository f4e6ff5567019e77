// A plan for heads while somebody types it: texts on the way in, the plan on the way out.

import type { HeadPlan } from '@shared/api/contract';
import { amountInput, typedAmount } from '../players/amount-field';

/** Most tiers of a plan. */
export const tiersMax = 10;

export type TypedPlan = {
  count: HeadPlan['count'];
  mode: HeadPlan['mode'];
  minimum: string;
  tiers: { from: string; price: string }[];
};

export function firstTyped(plan: HeadPlan | null): TypedPlan {
  if (!plan) {
    const tiers = [{ from: '1', price: '' }];
    return { count: 'accepted', mode: 'marginal', minimum: '', tiers };
  }
  const { count, mode } = plan;
  const tiers = plan.tiers.map((tier) => ({
    from: String(tier.from),
    price: amountInput(tier.price),
  }));
  return { count, mode, minimum: amountInput(plan.minimum), tiers };
}

/** The plan, or null while it is not whole: tiers rise from head 1, each with its price. */
export function planOf(typed: TypedPlan, currency: string): HeadPlan | null {
  const least = typedAmount(typed.minimum, currency);
  if (least.wrong) return null;
  const tiers: HeadPlan['tiers'] = [];
  for (const { from, price } of typed.tiers) {
    const first = /^\d{1,9}$/.test(from.trim()) ? Number(from) : 0;
    const { value } = typedAmount(price, currency);
    const after = tiers.at(-1)?.from ?? 0;
    if (first <= after || value === null) return null;
    tiers.push({ from: first, price: value });
  }
  if (tiers[0]?.from !== 1) return null;
  const { count, mode } = typed;
  return { count, mode, tiers, minimum: least.value ?? { amount: 0, currency } };
}
