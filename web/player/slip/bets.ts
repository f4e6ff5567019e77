// The wagers a slip stands for: one of all its legs, or a straight on each of them.

import type { QuoteRequest, WagerTerms, WagerType } from '@shared/api/contract';
import type { Slip, SlipLeg } from './slip-store';

export type SlipBet = { key: string; type: WagerType; legs: SlipLeg[] };

/** The card that prices a bet of the slip in place of true odds; null without one. */
export function cardOf(type: WagerType, slip: Slip): string | null {
  return type === 'straight' || holdsSeveralBets(type) ? null : slip.card;
}

/** Types that hold all legs in one wager. */
export function isOneWager(slip: Pick<Slip, 'type' | 'legs'>): boolean {
  return slip.type !== 'straight' && slip.legs.length > 1;
}

export function betsOf(slip: Slip): SlipBet[] {
  if (isOneWager(slip)) return [{ key: slip.type, type: slip.type, legs: slip.legs }];
  return slip.legs.map((leg) => ({ key: leg.marketId, type: 'straight', legs: [leg] }));
}

/** Types that hold several bets, each of the typed amount. */
export function holdsSeveralBets(type: WagerType): boolean {
  return type === 'round_robin' || type === 'if_bet' || type === 'reverse';
}

/** What the type needs beside its legs; nothing for a straight or a parlay at true odds. */
export function termsOf(bet: SlipBet, slip: Slip): WagerTerms | undefined {
  const card = cardOf(bet.type, slip);
  if (card) return { card };
  if (bet.type === 'round_robin') {
    return { sizes: slip.sizes.filter((size) => size <= bet.legs.length) };
  }
  return bet.type === 'if_bet' || bet.type === 'reverse' ? { action: slip.action } : undefined;
}

/** The points bought on a leg; a card takes lines as they are. */
export function pointsBought(bet: SlipBet, slip: Slip, marketId: string): string | undefined {
  if (cardOf(bet.type, slip) !== null) return undefined;
  return bet.legs.find((leg) => leg.marketId === marketId)?.bought;
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
    legs: bet.legs.map((leg) => ({
      market_id: leg.marketId,
      side: leg.side,
      buy: pointsBought(bet, slip, leg.marketId),
    })),
    terms: termsOf(bet, slip),
    free_play: slip.freePlay || undefined,
  };
}
