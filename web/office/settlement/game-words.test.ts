import type { ScoreReport } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { latestBySource, scoreText, sourcesDiffer } from './game-words';

function report(id: string, source: string, away: number, home: number, minute: number) {
  const at = new Date(Date.UTC(2024, 8, 22, 20, minute)).toISOString();
  return { id, source, away, home, at, by: null, detail: '' } satisfies ScoreReport;
}

describe('reported scores', () => {
  it('writes the away team first', () => {
    expect(scoreText({ away: 15, home: 12 })).toBe('15–12');
  });

  it('takes the newest word of each source', () => {
    const reports = [
      report('a1', 'Feed A', 14, 12, 1),
      report('b1', 'Feed B', 15, 12, 2),
      report('a2', 'Feed A', 15, 12, 3),
    ];
    expect(latestBySource(reports).map((one) => one.id)).toEqual(['a2', 'b1']);
    expect(sourcesDiffer(reports)).toBe(false);
    expect(sourcesDiffer(reports.slice(0, 2))).toBe(true);
    expect(sourcesDiffer([])).toBe(false);
  });
});
