import { describe, expect, it } from 'vitest';
import { secondsLeft } from './sent';

describe('a bet that waits for its delay', () => {
  it('counts whole seconds down to nothing', () => {
    const until = '2024-09-08T17:05:06Z';
    const at = (time: string) => Date.parse(`2024-09-08T17:05:${time}Z`);
    expect(secondsLeft(until, at('00'))).toBe(6);
    expect(secondsLeft(until, at('05.999'))).toBe(1);
    expect(secondsLeft(until, at('06'))).toBe(0);
    expect(secondsLeft(until, at('09'))).toBe(0);
  });
});
