import { describe, expect, it } from 'vitest';
import { percentText, readPercent } from './percent';

describe('percent', () => {
  it.each([
    [0, '0'],
    [5, '0.05'],
    [150, '1.5'],
    [200, '2'],
    [1_025, '10.25'],
  ])('%i hundredths are %s percent, both ways', (points, text) => {
    expect(percentText(points)).toBe(text);
    expect(readPercent(text)).toBe(points);
  });

  it.each(['', '1.234', '-1', 'two', '1.'])('%s is not read', (text) => {
    expect(readPercent(text)).toBeNull();
  });
});
