import type { Board, BoardFixture } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { firstLeague, groupFixtures, sectionsOf } from '../board/grouping';

function fixture(id: string, starts_at: string, status: BoardFixture['status']): BoardFixture {
  return { id, starts_at, status, rotation_away: 1, markets: [] } as unknown as BoardFixture;
}

const early = '2025-01-05T18:00:00Z';
const late = '2025-01-05T21:25:00Z';
const now = Date.parse('2025-01-05T17:48:00Z');
const nfl = {
  code: 'NFL',
  fixtures: [
    fixture('late', late, 'scheduled'),
    fixture('over', early, 'finished'),
    fixture('early', early, 'scheduled'),
    fixture('live', early, 'in_play'),
  ],
};
const empty = { code: 'NBA', fixtures: [fixture('done', early, 'finished')] };
const board = { leagues: [empty, nfl] } as unknown as Board;

describe('the groups of the board', () => {
  it('read in play, then by start, then what is over', () => {
    const keys = groupFixtures(nfl.fixtures).map((group) => group.key);
    expect(keys).toEqual(['in_play', early, late, 'over']);
  });

  it('open with a league that still has something to bet on', () => {
    expect(firstLeague(board)?.code).toBe('NFL');
    expect(sectionsOf(board, 'league', undefined, now)[0]?.league.code).toBe('NFL');
  });

  it('show only what the view asks for', () => {
    const ids = (view: 'live' | 'soon') =>
      sectionsOf(board, view, undefined, now).flatMap((section) =>
        section.groups.flatMap((group) => group.fixtures.map((one) => one.id)),
      );
    expect(ids('live')).toEqual(['live']);
    expect(ids('soon')).toEqual(['early']);
  });
});
