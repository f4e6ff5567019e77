import { describe, expect, it } from 'vitest';
import { windowOf } from './use-window';

describe('the rows that are drawn', () => {
  it('are all of a small list, and the first few while no height is known', () => {
    expect(windowOf(100, 28, 0, 600)).toEqual({ first: 0, last: 100, above: 0, below: 0 });
    expect(windowOf(100_000, 0, 0, 600).last).toBe(120);
  });

  it.each([0, 28, 28_000, 1_399_999, 2_799_400, 9_999_999])(
    'cover what is seen at %i and leave the whole height',
    (top) => {
      const count = 100_000;
      const { first, last, above, below } = windowOf(count, 28, top, 600);
      expect(above + (last - first) * 28 + below).toBe(count * 28);
      expect(last - first).toBeLessThan(60);
      const visible = Math.min(top, count * 28 - 600);
      expect(first * 28).toBeLessThanOrEqual(Math.max(0, visible));
      expect(last * 28).toBeGreaterThanOrEqual(Math.min(count * 28, visible + 600));
    },
  );
});
