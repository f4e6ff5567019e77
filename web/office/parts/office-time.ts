// Times as the office writes them: the book's zone, twenty-four hours, seconds where they matter.
// Never the reader's own zone, because two people looking at one book must read one clock.

import { locale } from '@shared/i18n/language';

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(instant: string | number, zone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${zone}|${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    formats.set(key, format);
  }
  const found: Record<string, string> = {};
  for (const part of format.formatToParts(new Date(instant))) found[part.type] = part.value;
  return found;
}

/** `16:14` */
export function hourText(instant: string | number, zone: string): string {
  const part = parts(instant, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${part.hour}:${part.minute}`;
}

/** `16:14:07` */
export function secondText(instant: string | number, zone: string): string {
  const second = parts(instant, zone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return `${second.hour}:${second.minute}:${second.second}`;
}

/** `Sun 22 Sep` */
export function dateText(instant: string | number, zone: string): string {
  const part = parts(instant, zone, { weekday: 'short', day: 'numeric', month: 'short' });
  return `${part.weekday} ${part.day} ${part.month}`;
}

/** `22 Sep 2024` */
export function fullDateText(instant: string | number, zone: string): string {
  const part = parts(instant, zone, { day: 'numeric', month: 'short', year: 'numeric' });
  return `${part.day} ${part.month} ${part.year}`;
}

/** `Sun 22 Sep 16:14:07 EDT` */
export function longClockText(instant: string | number, zone: string): string {
  const zoneName = zoneText(instant, zone);
  return `${dateText(instant, zone)} ${secondText(instant, zone)} ${zoneName}`;
}

/** `EDT`, the name of the book's zone at that time. */
export function zoneText(instant: string | number, zone: string): string {
  return parts(instant, zone, { timeZoneName: 'short' }).timeZoneName ?? zone;
}

/** Weekday letter and day of a calendar date such as `2024-09-17`. */
export function calendarDay(day: string): { weekday: string; letter: string; number: string } {
  const part = parts(`${day}T12:00:00Z`, 'UTC', { weekday: 'short', day: 'numeric' });
  const weekday = part.weekday ?? '';
  return { weekday, letter: weekday.slice(0, 1), number: part.day ?? '' };
}

/** `Tue 17 Sep` for a calendar date. */
export function calendarText(day: string): string {
  return dateText(`${day}T12:00:00Z`, 'UTC');
}

/** The calendar date so many days away. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole minutes until an instant; zero or less once it has passed. */
export function minutesUntil(instant: string, now: number): number {
  return Math.ceil((Date.parse(instant) - now) / 60_000);
}
