// The list of conversations of the reader's branch.

import { answer, api } from '@shared/api/client';
import { messagesKey } from '@shared/messages/use-messages';
import { useInfiniteQuery } from '@tanstack/react-query';

const perPage = 50;

export function useConversations(waiting: boolean, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...messagesKey, 'conversations', waiting],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/conversations', {
          params: { query: { waiting: waiting || undefined, limit: perPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
  });
}
