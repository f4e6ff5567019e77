// What the typed amount would win, computed here so that the figure moves with the typing. The
// server's quote replaces it a moment later and alone decides; nothing is booked on this number.

import type { Entry, Odds, Rounding } from '@shared/api/contract';

/** Profit per unit risked as an exact fraction. */
type Fraction = { top: bigint; bottom: bigint };

function profit(odds: Odds): Fraction {
  const american = BigInt(odds.american);
  return american > 0n ? { top: american, bottom: 100n } : { top: 100n, bottom: -american };
}

/** Legs of one bet multiply: (1 + p1)(1 + p2)... - 1. */
function combinedProfit(legs: Odds[]): Fraction {
  let top = 1n;
  let bottom = 1n;
  for (const leg of legs) {
    const one = profit(leg);
    top *= one.top + one.bottom;
    bottom *= one.bottom;
  }
  return { top: top - bottom, bottom };
}

function divide(top: bigint, bottom: bigint, rounding: Rounding): bigint {
  const whole = top / bottom;
  const twice = (top % bottom) * 2n;
  if (rounding === 'down' || twice < bottom) return whole;
  if (twice > bottom || rounding === 'half_up') return whole + 1n;
  return whole % 2n === 0n ? whole : whole + 1n;
}

/**
 * Risk and win in minor units for an amount typed as risk, win or base. A base amount is what is
 * won on a favorite and what is risked otherwise. Risk for a wanted win rounds up.
 */
export function estimateStake(
  entry: Entry,
  amount: number,
  legs: Odds[],
  rounding: Rounding,
): { risk: number; win: number } {
  const { top, bottom } = combinedProfit(legs);
  if (legs.length === 0 || top === 0n) return { risk: amount, win: 0 };
  const typed = BigInt(amount);
  const typesWin = entry === 'win' || (entry === 'base' && top < bottom);
  if (!typesWin) return { risk: amount, win: Number(divide(typed * top, bottom, rounding)) };
  return { risk: Number((typed * bottom + top - 1n) / top), win: amount };
}
