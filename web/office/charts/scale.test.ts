import { describe, expect, it } from 'vitest';
import { heatStep, linearScale, roundTicks, runningTotals } from './scale';

describe('chart geometry', () => {
  it('maps a range onto another', () => {
    const y = linearScale([-10, 10], [100, 0]);
    expect([y(-10), y(0), y(10)]).toEqual([100, 50, 0]);
  });

  it('survives a range of one value', () => {
    expect(Number.isFinite(linearScale([5, 5], [0, 10])(5))).toBe(true);
  });

  it('chooses round ticks within the range', () => {
    expect(roundTicks(-480_000, 1_120_000, 4)).toEqual([0, 500_000, 1_000_000]);
  });

  it('adds up from the first value', () => {
    expect(runningTotals([1, 2, -5])).toEqual([1, 3, -2]);
  });

  it('steps the heat by quarters of the measure', () => {
    expect(heatStep(0, 100)).toBe(5);
    expect(heatStep(-100, 100)).toBe(1);
    expect(heatStep(-1, 100)).toBe(4);
    expect(heatStep(26, 100)).toBe(7);
    expect(heatStep(1_000, 100)).toBe(9);
    expect(heatStep(10, 0)).toBe(5);
  });
});
