// What the office asks about the book's own rules and about what waits for a second person: limits,
// stops, methods, settings, free play, withdrawals and voids.

import { answer, api } from '@shared/api/client';
import type { FreePlayState, VoidRequest, WithdrawalState } from '@shared/api/contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { keys } from './queries';

const perPage = 100;

/** The limits of the book or of a member, with those of everybody above. */
export function useLimits(owner: string) {
  return useQuery({
    queryKey: [...keys.limits, owner],
    queryFn: () => answer(api.GET('/v1/limits', { params: { query: { owner } } })),
    placeholderData: keepPreviousData,
  });
}

/** Everything that is stopped now. */
export function useStops(enabled = true) {
  return useQuery({
    queryKey: keys.stops,
    queryFn: () => answer(api.GET('/v1/controls')),
    enabled,
  });
}

export function useJurisdiction() {
  return useQuery({
    queryKey: keys.jurisdiction,
    queryFn: () => answer(api.GET('/v1/jurisdiction')),
  });
}

export function useMethods() {
  return useQuery({ queryKey: keys.methods, queryFn: () => answer(api.GET('/v1/methods')) });
}

export function useCards() {
  return useQuery({ queryKey: keys.cards, queryFn: () => answer(api.GET('/v1/cards')) });
}

/** Cards as they were published, for a house to take over. */
export function usePublishedCards(wanted: boolean) {
  return useQuery({
    queryKey: [...keys.cards, 'published'],
    queryFn: () => answer(api.GET('/v1/cards/published')),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** In which leagues the house sells points, and at what prices. */
export function usePoints() {
  return useQuery({ queryKey: keys.points, queryFn: () => answer(api.GET('/v1/points')) });
}

/** Prices of points as they were published. */
export function usePublishedPoints() {
  return useQuery({
    queryKey: [...keys.points, 'published'],
    queryFn: () => answer(api.GET('/v1/points/published')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useDeskPolicy() {
  return useQuery({ queryKey: keys.policy, queryFn: () => answer(api.GET('/v1/desk-policy')) });
}

/** The house rules beside grading. */
export function useHouseRules() {
  return useQuery({
    queryKey: keys.houseRules,
    queryFn: () => answer(api.GET('/v1/house-rules')),
  });
}

/** The rules that sports are graded by, with the sets that houses publish. */
export function useGrading() {
  return useQuery({ queryKey: keys.grading, queryFn: () => answer(api.GET('/v1/book/grading')) });
}

export type FreePlayFilter = { member_id?: string; state?: FreePlayState };

export function useFreePlays(filter: FreePlayFilter) {
  return useInfiniteQuery({
    queryKey: [...keys.freePlays, filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/free-plays', {
          params: { query: { ...filter, limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export type WithdrawalFilter = { member_id?: string; state?: WithdrawalState };

export function useWithdrawals(filter: WithdrawalFilter, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...keys.withdrawals, filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/withdrawals', {
          params: { query: { ...filter, limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Applications for credit that wait for an assessment. */
export function useAskedCredit(enabled = true) {
  return useInfiniteQuery({
    queryKey: [...keys.creditApplications, 'asked'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/credit-applications', {
          params: { query: { state: 'asked', limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
  });
}

/** Voids that wait for a second person. */
export function useAskedVoids(enabled = true) {
  return useInfiniteQuery({
    queryKey: [...keys.voids, 'asked'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/voids', {
          params: { query: { state: 'asked', limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
  });
}

/** What a void would do, computed by the book to the cent. */
export function useVoidPreview(body: VoidRequest | null) {
  return useQuery({
    queryKey: [...keys.preview, 'void', body],
    queryFn: () => answer(api.POST('/v1/voids/preview', { body: body as VoidRequest })),
    enabled: body !== null,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
}
