// One member's line of the weekly sheets.

import { answer, api } from '@shared/api/client';
import { useQueries, useQuery } from '@tanstack/react-query';
import { keys } from './queries';

function weekQuery(memberId: string, week: string | undefined) {
  return {
    queryKey: [...keys.figures, 'member', memberId, week],
    queryFn: () =>
      answer(api.GET('/v1/figures', { params: { query: { week, agent_id: memberId } } })),
  };
}

export function useMemberWeek(memberId: string, week: string | undefined) {
  return useQuery(weekQuery(memberId, week));
}

/** The sheets of these weeks, as far as they were read; undefined for the others. */
export function useMemberWeeks(memberId: string, weeks: string[]) {
  return useQueries({
    queries: weeks.map((week) => weekQuery(memberId, week)),
    combine: (found) => found.map((one) => one.data),
  });
}
