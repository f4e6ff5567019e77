// How money reaches and leaves the book: its methods, and what the jurisdiction says of payouts.

import { answer, api } from '@shared/api/client';
import { useQuery } from '@tanstack/react-query';
import { methodsKey } from '../shell/use-live-updates';

export function useMethods() {
  return useQuery({
    queryKey: methodsKey,
    queryFn: () => answer(api.GET('/v1/methods')),
    staleTime: 600_000,
  });
}

export function useJurisdiction() {
  return useQuery({
    queryKey: ['jurisdiction'],
    queryFn: () => answer(api.GET('/v1/jurisdiction')),
    staleTime: 600_000,
  });
}
