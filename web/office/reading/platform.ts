// What the provider asks and changes about books: whether they do business, host names, what their
// heads cost and what was billed.

import { answer, api } from '@shared/api/client';
import type { HeadPlan, UpdateTenant } from '@shared/api/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { keys } from './queries';
import { useWrite } from './writes';

const perPage = 50;

export function useHosts() {
  return useQuery({ queryKey: keys.hosts, queryFn: () => answer(api.GET('/v1/hosts')) });
}

export function useHeadPlan(slug: string) {
  return useQuery({
    queryKey: [...keys.headPlan, slug],
    queryFn: () => answer(api.GET('/v1/books/{slug}/head-plan', { params: { path: { slug } } })),
  });
}

export function useBookInvoices(slug: string) {
  return useInfiniteQuery({
    queryKey: [...keys.invoices, slug],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/books/{slug}/invoices', {
          params: { path: { slug }, query: { limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useChangeBookStatus(slug: string) {
  return useWrite(
    `book-status-${slug}`,
    (body: UpdateTenant, header) =>
      answer(api.PATCH('/v1/books/{slug}', { params: { header, path: { slug } }, body })),
    [keys.books],
  );
}

export function useBindHost(slug: string) {
  return useWrite(
    `host-${slug}`,
    (host: string, header) =>
      answer(api.PUT('/v1/hosts/{host}', { params: { header, path: { host } }, body: { slug } })),
    [keys.hosts],
  );
}

export function useReleaseHost() {
  return useWrite(
    'release-host',
    (host: string, header) =>
      answer(api.DELETE('/v1/hosts/{host}', { params: { header, path: { host } } })),
    [keys.hosts],
  );
}

export function useReplaceHeadPlan(slug: string) {
  return useWrite(
    `head-plan-${slug}`,
    (body: HeadPlan, header) =>
      answer(api.PUT('/v1/books/{slug}/head-plan', { params: { header, path: { slug } }, body })),
    [keys.headPlan],
  );
}
