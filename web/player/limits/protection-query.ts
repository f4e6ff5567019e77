// What protects the player, asked and changed. Each change is one intent.

import { asIntent } from '@shared/api/as-intent';
import { answer, api } from '@shared/api/client';
import type { ExclusionKind, Money, PlayMeasure, PlaySpan } from '@shared/api/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

export const protectionKey = ['protection'] as const;

export function useProtection() {
  return useQuery({
    queryKey: protectionKey,
    queryFn: () => answer(api.GET('/v1/protection')),
  });
}

export type LimitChange = { measure: PlayMeasure; span: PlaySpan; amount: Money | null };

export function useSetLimit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: LimitChange) =>
      asIntent('play-limit', body, (header) =>
        answer(api.PUT('/v1/protection/limits', { params: { header }, body })),
      ),
    onSuccess: (found) => client.setQueryData(protectionKey, found),
  });
}

export type Away = { kind: ExclusionKind; until?: string };

export function useStayAway() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Away) =>
      asIntent('stay-away', body, (header) =>
        answer(api.POST('/v1/exclusions', { params: { header }, body })),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: protectionKey }),
  });
}

export function useLift() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      asIntent(`lift-${id}`, { lift: id }, (header) =>
        answer(api.POST('/v1/exclusions/{id}/lift', { params: { header, path: { id } } })),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: protectionKey }),
  });
}
