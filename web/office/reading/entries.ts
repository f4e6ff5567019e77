// What the ticket writer asks: how a text is read and priced, and the wager it becomes.

import { answer, api } from '@shared/api/client';
import type { EntryAnswer, WagerRequest } from '@shared/api/contract';
import { useMutation } from '@tanstack/react-query';
import { keys } from './queries';
import { memberFacts, useWrite } from './writes';

/** Has the book read a wager in words and price it. Nothing is placed by it. */
export function useReadEntry(memberId: string) {
  return useMutation({
    mutationFn: (text: string) =>
      answer(api.POST('/v1/entries', { body: { text, member_id: memberId } })),
  });
}

export function usePlaceWager(memberId: string) {
  return useWrite(
    `writer-${memberId}`,
    (body: WagerRequest, header) => answer(api.POST('/v1/wagers', { params: { header }, body })),
    [...memberFacts, keys.tickets, keys.exposure],
  );
}

/** The wager a text stands for, at exactly the lines that were shown; null while it is unclear. */
export function wagerOf(read: EntryAnswer, memberId: string, repeat: boolean): WagerRequest | null {
  const { quote, entry, amount } = read;
  if (!quote || !entry || !amount) return null;
  const sizes = quote.terms.sizes;
  return {
    type: quote.type,
    ...(sizes && { terms: { sizes } }),
    entry,
    amount,
    price_policy: 'none',
    legs: read.legs.map(({ market_id, side, version, points, odds }) => ({
      market_id,
      side,
      version,
      ...(points !== null && { points }),
      ...(odds && { odds: { american: odds.american } }),
    })),
    member_id: memberId,
    repeat,
  };
}
