// What the office asks about closed weeks, agents' deals, invoices and disputes, and what it sends.

import { answer, api } from '@shared/api/client';
import type {
  CommissionRequest,
  DealRequest,
  DisputeAnswerRequest,
  SettleUpRequest,
} from '@shared/api/contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { keys } from './queries';
import { memberFacts, useWrite } from './writes';

const perPage = 100;
/** How often a settle-up or close under way is asked for again. */
const pollMilliseconds = 700;

export function useClosedWeeks() {
  return useInfiniteQuery({
    queryKey: keys.weeks,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/v1/weeks', { params: { query: { limit: 26, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** The review of a closed week's dues; asked again while it is being carried out. */
export function useSettleUp(week: string | null) {
  return useQuery({
    queryKey: [...keys.weeks, 'settle-up', week],
    queryFn: () => answer(api.GET('/v1/settle-ups', { params: { query: { week: week ?? '' } } })),
    enabled: week !== null,
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.state === 'under_way' ? pollMilliseconds : false,
  });
}

export function useConfirmSettleUp() {
  return useWrite(
    'settle-up',
    (body: SettleUpRequest, header) =>
      answer(api.POST('/v1/settle-ups', { params: { header }, body })),
    [keys.weeks, ...memberFacts],
  );
}

export function useInvoices(enabled: boolean) {
  return useInfiniteQuery({
    queryKey: [...keys.weeks, 'invoices'],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/v1/invoices', { params: { query: { limit: 26, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
  });
}

export function useDeals() {
  return useQuery({ queryKey: keys.deals, queryFn: () => answer(api.GET('/v1/deals')) });
}

export function useDealWeeks(week: string | undefined) {
  return useQuery({
    queryKey: [...keys.deals, 'weeks', week],
    queryFn: () => answer(api.GET('/v1/deals/weeks', { params: { query: { week } } })),
    placeholderData: keepPreviousData,
  });
}

export function useReplaceDeal(id: string) {
  return useWrite(
    `deal-${id}`,
    (body: DealRequest, header) =>
      answer(api.PUT('/v1/members/{id}/deal', { params: { header, path: { id } }, body })),
    [keys.deals],
  );
}

export function usePayCommission() {
  return useWrite(
    'commission',
    (body: CommissionRequest, header) =>
      answer(api.POST('/v1/commission-payments', { params: { header }, body })),
    [keys.deals, keys.payments, keys.dashboard],
  );
}

export function useDisputes(open: boolean) {
  return useInfiniteQuery({
    queryKey: [...keys.disputes, open],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/disputes', {
          params: { query: { open, limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** What an answer would do, computed by the book to the cent. */
export function useDisputePreview(id: string, body: DisputeAnswerRequest | null) {
  return useQuery({
    queryKey: [...keys.preview, 'dispute', id, body],
    queryFn: () =>
      answer(
        api.POST('/v1/disputes/{id}/preview', {
          params: { path: { id } },
          body: body ?? { answer: 'stands', note: '' },
        }),
      ),
    enabled: body !== null,
    staleTime: 0,
  });
}

export function useAnswerDispute(id: string) {
  return useWrite(
    `dispute-${id}`,
    (body: DisputeAnswerRequest, header) =>
      answer(api.POST('/v1/disputes/{id}/answer', { params: { header, path: { id } }, body })),
    [keys.disputes, keys.tickets, keys.voids, ...memberFacts],
  );
}

/** Tickets that are open longer than they should be. */
export function useStuckTickets() {
  return useInfiniteQuery({
    queryKey: [...keys.disputes, 'stuck'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/settlements/stuck', {
          params: { query: { limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** Tickets with a bet that was accepted after its game had truly begun. */
export function useLateTickets() {
  return useInfiniteQuery({
    queryKey: [...keys.disputes, 'late'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/tickets', {
          params: { query: { late: true, limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** Reports of games that differ, the newest first. */
export function useDiscrepancies() {
  return useQuery({
    queryKey: [...keys.fixtures, 'discrepancies'],
    queryFn: () => answer(api.GET('/v1/discrepancies')),
  });
}

/** Open tickets that a confirmed result does not decide. */
export function useWaitingTickets() {
  return useInfiniteQuery({
    queryKey: [...keys.disputes, 'waiting'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/waiting-tickets', {
          params: { query: { limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}
