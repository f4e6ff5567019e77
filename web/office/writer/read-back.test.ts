import { expect, test } from 'vitest';
import { readBack } from './read-back';

test('a ticket number is said digit by digit, with a pause at its dash', () => {
  expect(readBack('4K7-2220')).toBe('four K seven, two two two zero');
  expect(readBack('0A9-HX18')).toBe('zero A nine, H X one eight');
});
