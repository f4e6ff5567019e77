// A game's names and scores as the desk writes them: away first, home second.

import type { OfficeFixture, Score, ScoreReport } from '@shared/api/contract';

export function gameTitle(fixture: OfficeFixture): string {
  return `${fixture.away.name} @ ${fixture.home.name}`;
}

export function gameCodes(fixture: OfficeFixture): string {
  return `${fixture.away.code} @ ${fixture.home.code}`;
}

/** `15–12`, away first. */
export function scoreText(score: Score): string {
  return `${score.away}–${score.home}`;
}

export function sameScore(one: Score, other: Score): boolean {
  return one.home === other.home && one.away === other.away;
}

/** The newest word of each source. */
export function latestBySource(reports: ScoreReport[]): ScoreReport[] {
  const latest = new Map<string, ScoreReport>();
  for (const report of [...reports].sort((a, b) => a.at.localeCompare(b.at))) {
    latest.set(report.source, report);
  }
  return [...latest.values()];
}

export function sourcesDiffer(reports: ScoreReport[]): boolean {
  const [first, ...rest] = latestBySource(reports);
  return first !== undefined && rest.some((report) => !sameScore(first, report));
}
