import { describe, expect, it } from 'vitest';
import {
  BookClock,
  clockText,
  dayKey,
  exactClockText,
  startText,
  untilText,
  zoneText,
} from '../time';

const kickoff = '2025-01-05T18:00:00Z';
const zone = 'America/New_York';
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('times as text', () => {
  it('reads in the wanted zone', () => {
    expect(plain(clockText(kickoff, zone))).toBe('1:00 PM');
    expect(plain(startText(kickoff, zone, Date.parse(kickoff)))).toBe('Sun 1:00 PM');
    expect(zoneText(kickoff, zone)).toBe('ET');
    expect(dayKey('2025-01-05T03:00:00Z', zone)).toBe('2025-01-04');
  });

  it('names the date of a start that is far from now, on either side', () => {
    const week = 7 * 24 * 3_600_000;
    for (const now of [Date.parse(kickoff) - week, Date.parse(kickoff) + week]) {
      expect(plain(startText(kickoff, zone, now))).toBe('Sun, Jan 5, 1:00 PM');
    }
  });

  it('shows an acceptance to the millisecond', () => {
    expect(plain(exactClockText('2025-01-04T17:07:31.482Z', zone, true))).toBe('12:07:31.482 PM');
  });

  it('counts down only within the hour before', () => {
    const now = Date.parse(kickoff);
    expect(untilText(kickoff, now - 12 * 60_000)).toBe('in 12 min');
    expect(untilText(kickoff, now - 61 * 60_000)).toBe('');
    expect(untilText(kickoff, now)).toBe('');
  });

  it('counts real seconds of a clock that runs faster', () => {
    const clock = new BookClock();
    clock.set(kickoff, 60);
    expect(clock.secondsUntil(new Date(Date.parse(kickoff) + 30 * 60_000).toISOString())).toBe(30);
    expect(clock.secondsUntil(kickoff)).toBe(0);
  });
});
