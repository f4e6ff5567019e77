// The board as the server gave it, kept true by the live stream. Prices go to the price store;
// scores and statuses change the cached board itself.

import { answer, api } from '@shared/api/client';
import type { Board, BoardFixture, LiveFixture, LiveMarket } from '@shared/api/contract';
import { prices } from '@shared/price-store';
import { bookClock } from '@shared/time';
import { type QueryClient, useQuery } from '@tanstack/react-query';

export const boardKey = ['board'] as const;

async function readBoard(): Promise<Board> {
  const board = await answer(api.GET('/v1/board'));
  bookClock.set(board.now);
  prices.load(board);
  return board;
}

export const boardQuery = { queryKey: boardKey, queryFn: readBoard, staleTime: 120_000 };

export function useBoardQuery() {
  return useQuery(boardQuery);
}

function changeFixture(board: Board, id: string, change: Partial<BoardFixture>): Board {
  const leagues = board.leagues.map((league) => {
    if (!league.fixtures.some((fixture) => fixture.id === id)) return league;
    const fixtures = league.fixtures.map((fixture) =>
      fixture.id === id ? { ...fixture, ...change } : fixture,
    );
    return { ...league, fixtures };
  });
  return { ...board, leagues };
}

/** Writes a live change of one fixture into the cached board. */
export function applyFixture(client: QueryClient, change: LiveFixture): void {
  client.setQueryData<Board>(boardKey, (board) => board && changeFixture(board, change.id, change));
}

/** A market that opened after the board was read joins its fixture; a known one stays as it is. */
export function joinMarket(client: QueryClient, { fixture_id: id, market }: LiveMarket): void {
  const board = client.getQueryData<Board>(boardKey);
  const fixture = fixturesById(board).get(id);
  if (!board || !fixture || fixture.markets.some((one) => one.id === market.id)) return;
  const markets = [...fixture.markets, market];
  client.setQueryData<Board>(boardKey, changeFixture(board, id, { markets }));
}

/** Every fixture of the board by its id. */
export function fixturesById(board: Board | undefined): Map<string, BoardFixture> {
  const all = new Map<string, BoardFixture>();
  for (const league of board?.leagues ?? []) {
    for (const fixture of league.fixtures) all.set(fixture.id, fixture);
  }
  return all;
}
