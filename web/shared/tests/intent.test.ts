import { beforeEach, describe, expect, it } from 'vitest';
import {
  forgetIntent,
  keepOnlyFor,
  newRequestKey,
  requestKey,
  unansweredIntent,
} from '../api/intent';

describe('request keys', () => {
  beforeEach(() => sessionStorage.clear());

  it('are UUIDs of version 7 that sort by time', () => {
    const early = newRequestKey(1_700_000_000_000);
    const late = newRequestKey(1_700_000_000_001);
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(early.slice(0, 13) < late.slice(0, 13)).toBe(true);
    expect(Number.parseInt(early.replaceAll('-', '').slice(0, 12), 16)).toBe(1_700_000_000_000);
  });

  it('stay the same while the same intent is asked again', () => {
    const first = requestKey('wager.parlay', { amount: 5000 });
    expect(requestKey('wager.parlay', { amount: 5000 })).toBe(first);
  });

  it('change with the content, with the purpose, and after an outcome', () => {
    const first = requestKey('wager.parlay', { amount: 5000 });
    expect(requestKey('wager.other', { amount: 5000 })).not.toBe(first);
    expect(requestKey('wager.parlay', { amount: 6000 })).not.toBe(first);
    const second = requestKey('wager.parlay', { amount: 6000 });
    forgetIntent('wager.parlay');
    expect(requestKey('wager.parlay', { amount: 6000 })).not.toBe(second);
  });

  it('remember what was sent, for a page that was reloaded', () => {
    requestKey('wager.m1', { amount: 7 });
    expect(unansweredIntent('wager.m1')).toEqual({ amount: 7 });
    forgetIntent('wager.m1');
    expect(unansweredIntent('wager.m1')).toBeNull();
  });

  it('are never sent again in the name of another person', () => {
    expect(keepOnlyFor('halyard m10')).toBe(false);
    requestKey('wager.m1', { amount: 7 });
    expect(keepOnlyFor('halyard m10')).toBe(false);
    expect(unansweredIntent('wager.m1')).toEqual({ amount: 7 });
    expect(keepOnlyFor('halyard m11')).toBe(true);
    expect(unansweredIntent('wager.m1')).toBeNull();
  });
});
