import { answer, api } from '@shared/api/client';
import type { Tender, Ticket } from '@shared/api/contract';
import { queryOptions, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { wagersKey } from '../shell/use-live-updates';

const mostOpen = 200;

/** All open tickets of the player, newest first. */
export function useOpenWagers() {
  return useQuery({
    queryKey: [...wagersKey, 'open'],
    queryFn: async (): Promise<Ticket[]> => {
      const query = { state: 'open' as const, limit: mostOpen };
      return (await answer(api.GET('/v1/wagers', { params: { query } }))).items;
    },
  });
}

const mostWaiting = 20;

/** Wagers that wait for the house's word, or waited lately, newest first. */
export function useTenders() {
  return useQuery({
    queryKey: [...wagersKey, 'tenders'],
    queryFn: async (): Promise<Tender[]> =>
      (await answer(api.GET('/v1/tenders', { params: { query: { limit: mostWaiting } } }))).items,
  });
}

/** Settled tickets, a page at a time. */
export function useSettledWagers() {
  return useInfiniteQuery({
    queryKey: [...wagersKey, 'settled'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const query = { state: 'settled' as const, cursor: pageParam };
      return answer(api.GET('/v1/wagers', { params: { query } }));
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

function wager(id: string) {
  return queryOptions({
    queryKey: [...wagersKey, 'one', id],
    queryFn: () => answer(api.GET('/v1/wagers/{id}', { params: { path: { id } } })),
  });
}

export function useWager(id: string) {
  return useQuery(wager(id));
}

/** The same tickets, those that wait as they stand by now. */
export function useFollowed(tickets: Ticket[]): Ticket[] {
  const found = useQueries({
    queries: tickets.map((ticket) => ({
      ...wager(ticket.id),
      enabled: ticket.state === 'offered',
      initialData: ticket,
    })),
  });
  return tickets.map((ticket, place) => found[place]?.data ?? ticket);
}
