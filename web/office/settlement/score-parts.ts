// The parts of a game as the desk types them: which there are, whether they add up to the score,
// and how the book is told. Props and period wagers are graded by them.

import { t } from '@shared/i18n/language';

export type PartKind = 'quarter' | 'half' | 'period' | 'inning';
/** What was typed for one part. */
export type Part = { away: string; home: string };
type Kind = { name: string; count: number; overtime: boolean };

export const partKinds: Record<PartKind, Kind> = {
  quarter: { name: t('Quarters'), count: 4, overtime: true },
  half: { name: t('Halves'), count: 2, overtime: true },
  period: { name: t('Periods'), count: 3, overtime: true },
  inning: { name: t('Innings'), count: 9, overtime: false },
};

/** One row for each part, and one more for overtime where there is such. */
export function emptyParts(kind: PartKind): Part[] {
  const { count, overtime } = partKinds[kind];
  return Array.from({ length: count + (overtime ? 1 : 0) }, () => ({ away: '', home: '' }));
}

export function partName(kind: PartKind, place: number): string {
  return place < partKinds[kind].count ? String(place + 1) : t('Overtime');
}

/** A whole number of points; nothing typed is none. */
function points(text: string): number | null {
  if (text.trim() === '') return 0;
  return /^\d{1,3}$/.test(text.trim()) ? Number(text) : null;
}

type Side = keyof Part;

/** What all parts of one side come to; null while one of them cannot be read. */
export function partSum(parts: Part[], side: Side): number | null {
  let sum = 0;
  for (const part of parts) {
    const value = points(part[side]);
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

/** `quarter_1=7-0;overtime=3-0`, home first; an overtime that nobody played is left out. */
export function partsDetail(kind: PartKind, parts: Part[]): string {
  const { count } = partKinds[kind];
  return parts
    .map((part, place) => ({ part, place }))
    .filter(({ part, place }) => place < count || part.away !== '' || part.home !== '')
    .map(({ part: { away, home }, place }) => {
      const name = place < count ? `${kind}_${place + 1}` : 'overtime';
      return `${name}=${points(home) ?? 0}-${points(away) ?? 0}`;
    })
    .join(';');
}
