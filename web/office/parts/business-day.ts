// The book's own day: it runs from the book's cut-off, not from midnight.

import { useBook } from '@shared/session';
import { dayKey } from '@shared/time';
import { useBookNow } from '@shared/use-live';

const lookMilliseconds = 10_000;

/** The business day of now as `2024-09-22`. */
export function useBusinessDay(): string {
  const { time_zone: zone, day_cutoff: cutoff } = useBook();
  const now = useBookNow(lookMilliseconds);
  const [hours = 0, minutes = 0] = cutoff.split(':').map(Number);
  return dayKey(new Date(now - (hours * 60 + minutes) * 60_000), zone);
}
