import { describe, expect, it } from 'vitest';
import { closing, type SessionTimes, wantsPresence } from '../session-time';

const minute = 60_000;
const times = (changes: Partial<SessionTimes>): SessionTimes => ({
  askedAt: 0,
  idleMilliseconds: 30 * minute,
  endsAt: 600 * minute,
  ...changes,
});

describe('the end of a session', () => {
  it('is told two minutes before, and not sooner', () => {
    expect(closing(times({}), 28 * minute - 1)).toBeNull();
    expect(closing(times({}), 28 * minute)).toEqual({ kind: 'idle', milliseconds: 2 * minute });
    expect(closing(times({}), 31 * minute)).toEqual({ kind: 'idle', milliseconds: -minute });
  });

  it('moves with every request, but never beyond its last moment', () => {
    expect(closing(times({ askedAt: 20 * minute }), 28 * minute)).toBeNull();
    const late = times({ askedAt: 599 * minute });
    expect(closing(late, 599 * minute)).toEqual({ kind: 'last', milliseconds: minute });
  });

  it('warns for half of the time where the idle time is very short', () => {
    const short = times({ idleMilliseconds: minute });
    expect(closing(short, minute / 2 - 1)).toBeNull();
    expect(closing(short, minute / 2)).toEqual({ kind: 'idle', milliseconds: minute / 2 });
  });

  it('notices somebody who types at most once a minute', () => {
    expect(wantsPresence(times({}), minute - 1)).toBe(false);
    expect(wantsPresence(times({}), minute)).toBe(true);
    expect(wantsPresence(times({ idleMilliseconds: minute }), minute / 4)).toBe(true);
  });
});
