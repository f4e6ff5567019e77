// What the office asks and sends around payment providers' records: files that were held against
// the book, their lines, and the payments that no record has named.

import { answer, api } from '@shared/api/client';
import type { LineOutcome, Method } from '@shared/api/contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { keys } from './queries';
import { useWrite } from './writes';

const perPage = 100;

export function useReconciliations() {
  return useInfiniteQuery({
    queryKey: keys.reconciliations,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/reconciliations', {
          params: { query: { limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useReconciledLines(id: string, outcome: LineOutcome | undefined) {
  return useInfiniteQuery({
    queryKey: [...keys.reconciliations, id, outcome],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/reconciliations/{id}/lines', {
          params: { path: { id }, query: { outcome, limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useUnreconciled(method: Method) {
  return useInfiniteQuery({
    queryKey: [...keys.reconciliations, 'unreconciled', method],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/payments/unreconciled', {
          params: { query: { method, limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export type ProviderFile = { method: Method; name: string; text: string };

export function useHoldFile() {
  return useWrite(
    'provider-file',
    ({ method, name, text }: ProviderFile, header) =>
      answer(
        api.POST('/v1/reconciliations', {
          params: { header, query: { method, name } },
          body: text,
          bodySerializer: (body: string) => body,
          headers: { 'Content-Type': 'text/csv' },
        }),
      ),
    [keys.reconciliations],
  );
}
