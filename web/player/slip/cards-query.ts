// The cards of the house that can be bet now, asked for once somebody puts selections together.

import { answer, api } from '@shared/api/client';
import type { Card, WagerType } from '@shared/api/contract';
import { useQuery } from '@tanstack/react-query';

const fewestSelections = 2;

export function useCards(selections: number): Card[] {
  const query = useQuery({
    queryKey: ['cards'],
    queryFn: () => answer(api.GET('/v1/cards')),
    enabled: selections >= fewestSelections,
    staleTime: 300_000,
  });
  return query.data?.items.filter((card) => card.offered) ?? [];
}

/** The cards of a type of wager; none for types that have no cards. */
export function cardsOf(cards: Card[], type: WagerType): Card[] {
  return cards.filter((card) => card.kind === type);
}

/** The fewest selections a card pays. */
export function fewestOf(card: Card): number {
  return Math.min(...card.prices.map((price) => price.selections));
}
