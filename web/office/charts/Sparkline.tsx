// The last days of one figure, small enough for a tile. It shows a shape, never a number: the
// number stands above it.

import { linearScale, linePath } from './scale';

type Props = { values: number[]; baseline?: boolean };

export function Sparkline({ values, baseline = false }: Props) {
  if (values.length < 2) return null;
  const least = Math.min(...values, baseline ? 0 : Number.POSITIVE_INFINITY);
  const most = Math.max(...values, baseline ? 0 : Number.NEGATIVE_INFINITY);
  const x = linearScale([0, values.length - 1], [2, 156]);
  const y = linearScale([least, most === least ? least + 1 : most], [21, 3]);
  const points = values.map((value, n): [number, number] => [x(n), y(value)]);
  const end = points.at(-1) ?? [0, 0];
  return (
    <svg className="chart spark" viewBox="0 0 160 24" aria-hidden="true">
      {baseline && least < 0 && <path className="grid-line" d={`M0 ${y(0)}H160`} />}
      <path className="ink-line soft" d={linePath(points)} />
      <circle cx={end[0]} cy={end[1]} r={2.5} className="spark-end" />
    </svg>
  );
}
