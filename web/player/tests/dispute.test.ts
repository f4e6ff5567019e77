import { describe, expect, it } from 'vitest';
import { mayDispute } from '../bets/dispute';

describe('the window in which a settlement may be objected to', () => {
  const settledAt = '2024-09-08T20:15:00Z';
  const later = (days: number, seconds: number) =>
    Date.parse(settledAt) + days * 86_400_000 + seconds * 1000;

  it('is open until the last second of its last day', () => {
    expect(mayDispute(settledAt, 3, later(0, 0))).toBe(true);
    expect(mayDispute(settledAt, 3, later(3, 0))).toBe(true);
    expect(mayDispute(settledAt, 3, later(3, 1))).toBe(false);
  });

  it('is never open where the book allows no day', () => {
    expect(mayDispute(settledAt, 0, later(0, 1))).toBe(false);
  });
});
