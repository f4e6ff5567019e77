// Times as text in the book's zone, so that a player, an agent and the desk read one clock, and
// the book's clock, which in a demonstration runs faster than the reader's. Whoever prints a time
// prints the zone's name once beside it.

import { locale, t } from './i18n/language';

export type Zone = string | undefined;

const formats = new Map<string, Intl.DateTimeFormat>();
let bookZone: Zone;

/** From here on every time is the book's, unless another zone is named. */
export function keepBookZone(zone: string): void {
  bookZone = zone;
}

function format(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const timeZone = zone ?? bookZone;
  const key = JSON.stringify([timeZone, options]);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(key, found);
  }
  return found;
}

/** `1:00 PM` */
export function clockText(instant: string | Date, zone?: Zone): string {
  const options: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  return format(zone, options).format(new Date(instant));
}

/** `7:34:10 PM`, with milliseconds when asked: for a ticket's acceptance. */
export function exactClockText(instant: string | Date, zone?: Zone, milliseconds = false): string {
  return format(zone, {
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    ...(milliseconds ? { fractionalSecondDigits: 3 } : {}),
  }).format(new Date(instant));
}

/** `Sun, Jan 5` */
export function dayText(instant: string | Date, zone?: Zone): string {
  const options: Intl.DateTimeFormatOptions = { weekday: 'short', month: 'short', day: 'numeric' };
  return format(zone, options).format(new Date(instant));
}

/** `Sunday, Jan 5` */
export function longDayText(instant: string | Date, zone?: Zone): string {
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', month: 'short', day: 'numeric' };
  return format(zone, options).format(new Date(instant));
}

const nearMilliseconds = 6 * 24 * 3_600_000;

/** Whether a weekday alone would not say which day an instant is on. */
export function isFar(instant: string | Date, now = bookClock.now()): boolean {
  return Math.abs(new Date(instant).getTime() - now) > nearMilliseconds;
}

/** `Sun 1:00 PM` */
export function weekdayClockText(instant: string | Date, zone?: Zone): string {
  const weekday = format(zone, { weekday: 'short' }).format(new Date(instant));
  return `${weekday} ${clockText(instant, zone)}`;
}

/** `Sun 1:00 PM` within six days of now on the book's clock, else `Sun, Jan 5, 1:00 PM`. */
export function startText(instant: string | Date, zone?: Zone, now = bookClock.now()): string {
  return isFar(instant, now)
    ? `${dayText(instant, zone)}, ${clockText(instant, zone)}`
    : weekdayClockText(instant, zone);
}

/** `Jan 5` */
export function monthDayText(instant: string | Date, zone?: Zone): string {
  return format(zone, { month: 'short', day: 'numeric' }).format(new Date(instant));
}

/** `ET`, `GMT`: the zone's everyday short name. */
export function zoneText(instant: string | Date, zone?: Zone): string {
  const parts = format(zone, { timeZoneName: 'shortGeneric' }).formatToParts(new Date(instant));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** `Eastern Time`: the zone's everyday long name. */
export function longZoneText(instant: string | Date, zone?: Zone): string {
  const parts = format(zone, { timeZoneName: 'longGeneric' }).formatToParts(new Date(instant));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** `2025-01-05`: one key for each calendar day of the zone. */
export function dayKey(instant: string | Date, zone?: Zone): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };
  const timeZone = zone ?? bookZone;
  const parts = new Intl.DateTimeFormat('en-US', { ...options, timeZone }).formatToParts(
    new Date(instant),
  );
  const value = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${value('year')}-${value('month')}-${value('day')}`;
}

/** `in 12 min` within the hour before a start; empty otherwise. */
export function untilText(instant: string, now: number): string {
  const minutes = Math.ceil((Date.parse(instant) - now) / 60_000);
  if (minutes <= 0 || minutes > 60) return '';
  return t('in {minutes} min', { minutes });
}

/** The book's clock: the server's time, carried forward at the server's speed. */
export class BookClock {
  #serverNow = Date.now();
  #readAt = performance.now();
  #speed = 1;

  /** Sets the clock by the server's word. `speed` is 1 outside a demonstration. */
  set(serverNow: string, speed?: number | null): void {
    if (speed) this.#speed = speed;
    this.#serverNow = Date.parse(serverNow);
    this.#readAt = performance.now();
  }

  /** Milliseconds since the Unix epoch on the book's clock. */
  now(): number {
    return this.#serverNow + (performance.now() - this.#readAt) * this.#speed;
  }

  /** Real seconds until the clock says `instant`; none once it is over. */
  secondsUntil(instant: string): number {
    return Math.max(0, Math.ceil((Date.parse(instant) - this.now()) / 1_000 / this.#speed));
  }
}

export const bookClock = new BookClock();
