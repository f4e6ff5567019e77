// The server's word on what is on the slip, asked again as one types and when a price moves.

import { answer, api } from '@shared/api/client';
import type { BoardMarket, Money, Odds, Quote } from '@shared/api/contract';
import { readAmount } from '@shared/money';
import { prices, sideOf } from '@shared/price-store';
import { useBook } from '@shared/session';
import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { betsOf, cardOf, holdsSeveralBets, quoteRequest, type SlipBet } from './bets';
import { estimateStake } from './estimate';
import { type Outcomes, useOutcomes } from './placement';
import { type Slip, type SlipLeg, useSlip } from './slip-store';

const typingPauseMilliseconds = 250;
const askAgainMilliseconds = 20_000;

export type QuotedBet = {
  bet: SlipBet;
  quote: Quote | undefined;
  /** The quote answers exactly what is on the slip now. */
  fresh: boolean;
  error: unknown;
  risk: Money;
  win: Money;
};

function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** A text that changes when the price, points or status of any leg's market does. */
export function useLegVersions(legs: SlipLeg[]): string {
  const ids = legs.map((leg) => leg.marketId).join(' ');
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = ids.split(' ').map((id) => prices.subscribe(id, listener));
      return () => {
        for (const end of ends) end();
      };
    },
    [ids],
  );
  return useSyncExternalStore(subscribe, () =>
    ids
      .split(' ')
      .map((id) => prices.entry(id)?.market)
      .map((market) => (market ? `${market.version}${market.status}` : ''))
      .join(' '),
  );
}

function legOdds(leg: SlipLeg): Odds | undefined {
  const market: BoardMarket | undefined = prices.entry(leg.marketId)?.market;
  return leg.bought ? undefined : market && sideOf(market, leg.side)?.odds;
}

function isNewer(one: Quote, other: Quote | undefined): boolean {
  return one.legs.every((leg, index) => leg.version >= (other?.legs[index]?.version ?? 0));
}

/** The quote that came with "price changed", unless a later one was asked for since. */
function quoteOfRefusal(outcomes: Outcomes, betKey: string, asked: Quote | undefined) {
  const outcome = outcomes[betKey];
  return outcome?.kind === 'changed' && isNewer(outcome.quote, asked) ? outcome.quote : undefined;
}

/** Only the book adds up many bets, a card, bought points, or selections of one game. */
function isTheBooksSum({ type, legs }: SlipBet, slip: Slip): boolean {
  const buys = legs.some((leg) => leg.bought);
  const games = new Set(legs.map((leg) => leg.fixtureId)).size;
  return holdsSeveralBets(type) || cardOf(type, slip) !== null || buys || games < legs.length;
}

export function useSlipQuotes(): { bets: QuotedBet[]; amount: number | null } {
  const slip = useSlip();
  const outcomes = useOutcomes();
  const { currency, house_rules: rules } = useBook();
  const versions = useLegVersions(slip.legs);
  const amount = readAmount(slip.amount, currency);
  const asked = useSettled(amount ?? 0, typingPauseMilliseconds);
  const bets = betsOf(slip);
  const queries = useQueries({
    queries: bets.map((bet) => {
      const request = quoteRequest(bet, slip, asked, currency);
      return {
        queryKey: ['quote', request, versions],
        queryFn: () => answer(api.POST('/v1/quotes', { body: request })),
        placeholderData: (before: Quote | undefined) => before,
        staleTime: askAgainMilliseconds,
        refetchInterval: askAgainMilliseconds,
        gcTime: 60_000,
      };
    }),
  });
  const quoted = bets.map((bet, index) => {
    const query = queries[index];
    const refused = quoteOfRefusal(outcomes, bet.key, query?.data);
    const current = query?.data && !query.isPlaceholderData && asked === (amount ?? 0);
    const quote = refused ?? query?.data;
    const fresh = Boolean(refused || (current && !query?.error));
    const odds = bet.legs.map(legOdds).filter((one) => one !== undefined);
    const guess = estimateStake(slip.entry, amount ?? 0, odds, rules.rounding);
    // Until the book has added it up anew, its last word stands.
    const booksSum = isTheBooksSum(bet, slip);
    const known = quote && (fresh || booksSum);
    return {
      bet,
      quote,
      fresh,
      error: query?.error ?? null,
      risk: known ? quote.risk : { amount: booksSum ? 0 : guess.risk, currency },
      win: known ? quote.win : { amount: booksSum ? 0 : guess.win, currency },
    };
  });
  return { bets: quoted, amount };
}
