// What protects a player, as the desk sees and sets it: the house's limits on play, and keeping
// somebody away.

import { answer, api } from '@shared/api/client';
import type { ExclusionKind, Money, PlayMeasure, PlaySpan } from '@shared/api/contract';
import { useQuery } from '@tanstack/react-query';
import { keys } from './queries';
import { memberFacts, useWrite } from './writes';

export function useProtection(memberId: string) {
  return useQuery({
    queryKey: [...keys.protection, memberId],
    queryFn: () =>
      answer(api.GET('/v1/protection', { params: { query: { member_id: memberId } } })),
  });
}

export type HouseLimit = { measure: PlayMeasure; span: PlaySpan; amount: Money | null };

export function useSetPlayLimit(memberId: string) {
  return useWrite(
    `play-limit-${memberId}`,
    (limit: HouseLimit, header) =>
      answer(
        api.PUT('/v1/protection/limits', {
          params: { header },
          body: { ...limit, member_id: memberId },
        }),
      ),
    [keys.protection],
  );
}

export type Away = { kind: ExclusionKind; until?: string; reason: string };

export function useKeepAway(memberId: string) {
  return useWrite(
    `keep-away-${memberId}`,
    (away: Away, header) =>
      answer(
        api.POST('/v1/exclusions', { params: { header }, body: { ...away, member_id: memberId } }),
      ),
    [keys.protection, ...memberFacts],
  );
}
