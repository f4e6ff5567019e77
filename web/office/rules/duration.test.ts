import { describe, expect, it } from 'vitest';
import { durationText, readDuration } from './duration';

describe('spans of time', () => {
  it.each([
    [0, '0 s'],
    [45, '45 s'],
    [90, '90 s'],
    [900, '15 min'],
    [5_400, '90 min'],
    [86_400, '1 d'],
    [129_600, '36 h'],
    [1_209_600, '14 d'],
  ])('%i seconds are written %s and read back', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
    expect(readDuration(text)).toBe(seconds);
  });

  it.each([
    ['30', 30],
    ['2 days', 172_800],
    ['2 hours', 7_200],
    ['10 minutes', 600],
  ])('%s is read', (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
  });

  it.each(['', 'soon', '-3 h', '1.5 h', '3 w', '99999999999 s'])('%s is not read', (text) => {
    expect(readDuration(text)).toBeNull();
  });
});
