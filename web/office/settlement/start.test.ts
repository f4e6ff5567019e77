import { describe, expect, it } from 'vitest';
import { startBefore } from './StartControl';

describe('a start before the announced one', () => {
  it('is so many minutes earlier', () => {
    expect(startBefore('2024-09-08T17:00:00Z', '10')).toBe('2024-09-08T16:50:00.000Z');
    expect(startBefore('2024-09-08T17:00:00Z', '0')).toBe('2024-09-08T17:00:00.000Z');
  });

  it('is nothing for what is no number of minutes', () => {
    for (const text of ['', '-1', '1.5', 'ten', '12345']) {
      expect(startBefore('2024-09-08T17:00:00Z', text)).toBeNull();
    }
  });
});
