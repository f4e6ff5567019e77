// Wagers that wait for the operator's word, the word, and from which amounts on they wait.

import { answer, api } from '@shared/api/client';
import type { AcceptanceTerms, Money } from '@shared/api/contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { keys } from './queries';
import { memberFacts, useWrite } from './writes';

const perPage = 100;

/** Wagers that wait now. */
export function useWaitingTenders(enabled = true) {
  return useInfiniteQuery({
    queryKey: [...keys.tenders, 'waiting'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/tenders', {
          params: {
            query: { state: 'waiting', waits_for: 'word', limit: perPage, cursor: pageParam },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
  });
}

export type TenderWord =
  | { word: 'approve'; amount: Money | null; note: string }
  | { word: 'refuse'; note: string };

/** Accepts or refuses one of them. */
export function useDecideTender(id: string) {
  return useWrite(
    `tender-${id}`,
    (content: TenderWord, header) => {
      const params = { header, path: { id } };
      if (content.word === 'refuse') {
        const body = { note: content.note };
        return answer(api.POST('/v1/tenders/{id}/refuse', { params, body }));
      }
      const body = content.amount
        ? { amount: content.amount, note: content.note }
        : { note: content.note };
      return answer(api.POST('/v1/tenders/{id}/approve', { params, body }));
    },
    [keys.tenders, keys.tickets, keys.exposure, ...memberFacts],
  );
}

/** From which amounts on wagers of the book or of a member wait, with what those above say. */
export function useAcceptance(owner: string) {
  return useQuery({
    queryKey: [...keys.acceptance, owner],
    queryFn: () => answer(api.GET('/v1/acceptance', { params: { query: { owner } } })),
    placeholderData: keepPreviousData,
  });
}

export function useReplaceAcceptance(owner: string) {
  return useWrite(
    `acceptance-${owner}`,
    (terms: AcceptanceTerms | null, header) =>
      answer(
        api.PUT('/v1/acceptance/{owner}', { params: { header, path: { owner } }, body: { terms } }),
      ),
    [keys.acceptance],
  );
}
