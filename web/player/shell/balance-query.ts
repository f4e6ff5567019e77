import { answer, api } from '@shared/api/client';
import { useQuery } from '@tanstack/react-query';
import { balanceKey } from './use-live-updates';

export const balanceQuery = {
  queryKey: balanceKey,
  queryFn: () => answer(api.GET('/v1/balance')),
  staleTime: 60_000,
};

/** The player's own money, kept true by the live stream. */
export function useBalanceQuery() {
  return useQuery(balanceQuery);
}
