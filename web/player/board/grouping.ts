// Which fixtures a page of the board shows, and in which groups: what is in play first, then one
// group for each start time, then what is over.

import type { Board, BoardFixture, BoardLeague } from '@shared/api/contract';

export type BoardView = 'league' | 'live' | 'soon';
export type FixtureGroup = {
  key: string;
  kind: 'in_play' | 'upcoming' | 'over';
  /** Start shared by the group; null for what is in play or over. */
  startsAt: string | null;
  fixtures: BoardFixture[];
};
export type LeagueSection = { league: BoardLeague; groups: FixtureGroup[] };

const soonMilliseconds = 60 * 60_000;

export function kindOf(fixture: BoardFixture): FixtureGroup['kind'] {
  if (fixture.status === 'in_play') return 'in_play';
  return fixture.status === 'scheduled' || fixture.status === 'postponed' ? 'upcoming' : 'over';
}

export function startsSoon(fixture: BoardFixture, now: number): boolean {
  const wait = Date.parse(fixture.starts_at) - now;
  return fixture.status === 'scheduled' && wait > 0 && wait <= soonMilliseconds;
}

/** Fixtures in the order and groups in which they are read. */
export function groupFixtures(fixtures: BoardFixture[]): FixtureGroup[] {
  const groups = new Map<string, FixtureGroup>();
  const order = { in_play: 0, upcoming: 1, over: 2 };
  const sorted = [...fixtures].sort((one, other) => {
    const kinds = order[kindOf(one)] - order[kindOf(other)];
    const starts = one.starts_at.localeCompare(other.starts_at);
    return kinds || starts || (one.rotation_away ?? 0) - (other.rotation_away ?? 0);
  });
  for (const fixture of sorted) {
    const kind = kindOf(fixture);
    const startsAt = kind === 'upcoming' ? fixture.starts_at : null;
    const key = startsAt ?? kind;
    const group = groups.get(key) ?? { key, kind, startsAt, fixtures: [] };
    group.fixtures.push(fixture);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The league a bare board opens with: the first that still has something to bet on. */
export function firstLeague(board: Board): BoardLeague | undefined {
  const alive = board.leagues.find((league) =>
    league.fixtures.some((fixture) => kindOf(fixture) !== 'over'),
  );
  return alive ?? board.leagues[0];
}

/** The sections of one page of the board. Leagues without a matching fixture are left out. */
export function sectionsOf(
  board: Board,
  view: BoardView,
  leagueCode: string | undefined,
  now: number,
): LeagueSection[] {
  const wanted =
    view === 'league'
      ? board.leagues.filter((one) => one.code === (leagueCode ?? firstLeague(board)?.code))
      : board.leagues;
  return wanted
    .map((league) => {
      const shown = league.fixtures.filter((fixture) => {
        if (view === 'live') return fixture.status === 'in_play';
        return view === 'league' || startsSoon(fixture, now);
      });
      return { league, groups: groupFixtures(shown) };
    })
    .filter((section) => section.groups.length > 0);
}

export function countLive(board: Board | undefined): number {
  return (board?.leagues ?? [])
    .flatMap((league) => league.fixtures)
    .filter((fixture) => fixture.status === 'in_play').length;
}

export function countSoon(board: Board | undefined, now: number): number {
  return (board?.leagues ?? [])
    .flatMap((league) => league.fixtures)
    .filter((fixture) => startsSoon(fixture, now)).length;
}

export function countOpen(league: BoardLeague): number {
  return league.fixtures.filter((fixture) => kindOf(fixture) !== 'over').length;
}
