import { describe, expect, it } from 'vitest';
import { readableBrand } from '../brand';

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('the brand colour', () => {
  it('stays as given where text on it can be read', () => {
    expect(readableBrand('#0b6b4f')).toEqual({ fill: '#0b6b4f', text: '#ffffff' });
    expect(readableBrand('#f2b42c').fill).toBe('#f2b42c');
  });

  it('always leaves 4.5:1 between fill and text', () => {
    for (let step = 0; step < 4096; step += 7) {
      const part = (shift: number) => (((step >> shift) & 15) * 17).toString(16).padStart(2, '0');
      const { fill, text } = readableBrand(`#${part(8)}${part(4)}${part(0)}`);
      const [light = 0, dark = 0] = [luminance(fill), luminance(text)].sort((a, b) => b - a);
      expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
