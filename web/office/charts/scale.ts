// Geometry shared by the office's charts. Pure numbers in, coordinates out; draws nothing.

/** A straight mapping from values to coordinates. */
export function linearScale(from: [number, number], to: [number, number]) {
  const span = from[1] - from[0] || 1;
  return (value: number) => to[0] + ((value - from[0]) / span) * (to[1] - to[0]);
}

/** Round steps (1, 2, 5 times a power of ten) that cover the range, at most `count` of them. */
export function roundTicks(least: number, most: number, count: number): number[] {
  const span = Math.max(most - least, 1);
  const raw = span / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((unit) => unit * power >= raw) ?? 10) * power;
  const ticks: number[] = [];
  for (let tick = Math.ceil(least / step) * step; tick <= most + step / 1e6; tick += step) {
    // Adding zero turns a minus zero into the plain one.
    ticks.push(Math.round(tick) + 0);
  }
  return ticks;
}

/** A path through the points, one decimal each. */
export function linePath(points: [number, number][]): string {
  return points
    .map(([x, y], n) => `${n === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}

/** Sums from the first value on: 1, 2, 3 becomes 1, 3, 6. */
export function runningTotals(values: number[]): number[] {
  let total = 0;
  return values.map((value) => {
    total += value;
    return total;
  });
}

/**
 * Step of the nine-step heat scale: 1 is a loss of a whole measure, 9 a win of one, 5 neutral.
 * Each step is a quarter of the measure.
 */
export function heatStep(result: number, measure: number): number {
  if (measure <= 0 || result === 0) return 5;
  const quarters = Math.min(4, Math.max(1, Math.ceil((Math.abs(result) / measure) * 4)));
  return result < 0 ? 5 - quarters : 5 + quarters;
}
