// The leagues the board has now, by id, for whoever chooses one or reads about one.

import { useMemo } from 'react';
import { useBoard } from '../reading/queries';
import type { LeagueNames } from './rule-words';

export function useLeagues(): LeagueNames {
  const board = useBoard().data;
  return useMemo(() => new Map(board?.leagues.map(({ id, name }) => [id, name])), [board]);
}
