// The book's week around a day.

import { shiftDay } from '../parts/office-time';

const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** First day of the week that holds `day`, for a book whose week starts on `starts`. */
export function weekStartOf(day: string, starts: string): string {
  const wanted = Math.max(0, names.indexOf(starts.toLowerCase()));
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return shiftDay(day, -((weekday - wanted + 7) % 7));
}
