// What both apps ask and send about messages. `member` is whose conversation; null is one's own.

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { asIntent } from '../api/as-intent';
import { answer, api } from '../api/client';

export const messagesKey = ['messages'] as const;
const perPage = 50;

export function useCorrespondence(member: string | null, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...messagesKey, member],
    queryFn: ({ pageParam }) => {
      const query = { member_id: member ?? undefined, limit: perPage, cursor: pageParam };
      return answer(api.GET('/v1/messages', { params: { query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** How many messages this side has not read; nothing before the book said so. */
export function useUnread(enabled = true): number {
  return useCorrespondence(null, enabled).data?.pages[0]?.unread ?? 0;
}

export type Written = { member_id?: string; to_branch?: boolean; text: string };

export function useWriteMessage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Written) =>
      asIntent('message', body, (header) =>
        answer(api.POST('/v1/messages', { params: { header }, body })),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: messagesKey }),
  });
}

export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { member_id?: string; message_id: string }) =>
      asIntent(`read-${body.message_id}`, body, (header) =>
        answer(api.PUT('/v1/messages/mark', { params: { header }, body })),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: messagesKey }),
  });
}
