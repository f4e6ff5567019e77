// What the book, a branch or a player's account makes of the catalogue's lines.

import { answer, api } from '@shared/api/client';
import type { LineTerms } from '@shared/api/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { keys } from './queries';
import { useWrite } from './writes';

/** The profile of the book or of a member, with those of whoever stands above. */
export function useLineProfiles(owner: string) {
  return useQuery({
    queryKey: [...keys.profiles, owner],
    queryFn: () => answer(api.GET('/v1/line-profiles', { params: { query: { owner } } })),
    placeholderData: keepPreviousData,
  });
}

export function useReplaceProfile(owner: string) {
  return useWrite(
    `line-profile-${owner}`,
    (terms: LineTerms | null, header) =>
      answer(
        api.PUT('/v1/line-profiles/{owner}', {
          params: { header, path: { owner } },
          body: { terms },
        }),
      ),
    [keys.profiles, keys.board],
  );
}
