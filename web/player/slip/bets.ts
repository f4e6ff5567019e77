// The bets a slip stands for: one parlay of all its legs, or a straight on each of them.

import type { QuoteRequest, WagerType } from '@shared/api/contract';
import type { Slip, SlipLeg } from './slip-store';

export type SlipBet = { key: string; type: WagerType; legs: SlipLeg[] };

export function betsOf(slip: Slip): SlipBet[] {
  if (slip.type === 'parlay' && slip.legs.length > 1) {
    return [{ key: 'parlay', type: 'parlay', legs: slip.legs }];
  }
  return slip.legs.map((leg) => ({ key: leg.marketId, type: 'straight', legs: [leg] }));
}

export function quoteRequest(
  bet: SlipBet,
  slip: Slip,
  amount: number,
  currency: string,
): QuoteRequest {
  return {
    type: bet.type,
    entry: slip.entry,
    amount: { amount, currency },
    legs: bet.legs.map((leg) => ({ market_id: leg.marketId, side: leg.side })),
  };
}
