// Won or lost per day: bars around zero, the running total as a line. House side. The exact
// values stand below the bars, so the chart never is the only place of a number.

import type { Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { minorDigits, moneyText } from '@shared/money';
import { calendarDay } from '../parts/office-time';
import { linearScale, linePath, roundTicks, runningTotals } from './scale';

export type DayResult = { day: string; win: Money };
type Props = {
  days: DayResult[];
  /** First day of the current week: the running total starts again there. */
  weekStart: string | null;
  width?: number;
  height?: number;
  /** The last day is still open. */
  lastIsOpen?: boolean;
};

const left = 40;
/** Below this width a day's figure needs the smaller face. */
const roomySlot = 27;

export function DayResultChart({ days, weekStart, width = 404, height = 282, lastIsOpen }: Props) {
  const wins = days.map((day) => day.win.amount);
  const cut = Math.max(
    0,
    days.findIndex((day) => weekStart !== null && day.day >= weekStart),
  );
  const totals = [...runningTotals(wins.slice(0, cut)), ...runningTotals(wins.slice(cut))];
  const currency = days[0]?.win.currency ?? 'USD';
  const floor = Math.min(0, ...wins, ...totals);
  const ceiling = Math.max(0, ...wins, ...totals, floor === 0 ? 1 : 0);
  const y = linearScale([floor, ceiling], [height - 64, 24]);
  const slot = (width - left) / Math.max(days.length, 1);
  const middle = (n: number) => left + slot * (n + 0.5);
  const points = totals.map((total, n): [number, number] => [middle(n), y(total)]);
  const line = linePath(points.slice(0, cut)) + linePath(points.slice(cut));
  const label = t('House result by day, {length} days, running total this week {moneyText}', {
    length: days.length,
    moneyText: moneyText({ amount: totals.at(-1) ?? 0, currency }, 'signed'),
  });
  return (
    <svg
      className={slot < roomySlot ? 'chart dense' : 'chart'}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {roundTicks(floor, ceiling, 4).map((tick) => (
        <g key={tick}>
          <path
            className={tick === 0 ? 'zero-line' : 'grid-line'}
            d={`M${left} ${y(tick)}H${width}`}
          />
          <text x={left - 6} y={y(tick) + 4} textAnchor="end">
            {axisText(tick, currency)}
          </text>
        </g>
      ))}
      <WeekCut x={left + slot * cut} height={height} shown={cut > 0} />
      {days.map((day, n) => (
        <DayBar
          key={day.day}
          day={day}
          x={middle(n)}
          barWidth={Math.min(slot * 0.75, 28)}
          zero={y(0)}
          top={y(day.win.amount)}
          height={height}
          open={lastIsOpen === true && n === days.length - 1}
        />
      ))}
      <path className="ink-line halo" d={line} />
      <path className="ink-line" d={line} />
      {points.slice(-1).map(([x, at]) => (
        <circle key="end" cx={x} cy={at} r={3} className="chart-end" />
      ))}
    </svg>
  );
}

function axisText(tick: number, currency: string): string {
  if (tick === 0) return '0';
  const units = Math.abs(tick) / 10 ** minorDigits(currency);
  const sign = tick < 0 ? '−' : '+';
  return units >= 1000 ? `${sign}${units / 1000}K` : `${sign}${units}`;
}

/** `+4.3`, `−21`: thousands, short enough to stand under a bar without touching its neighbour. */
function thousandsText({ amount, currency }: Money): string {
  if (amount === 0) return '0';
  const thousands = Math.abs(amount) / 10 ** minorDigits(currency) / 1000;
  const sign = amount < 0 ? '−' : '+';
  return sign + (thousands >= 10 ? Math.round(thousands) : thousands.toFixed(1));
}

function WeekCut({ x, height, shown }: { x: number; height: number; shown: boolean }) {
  if (!shown) return null;
  return (
    <g>
      <path className="grid-line" strokeDasharray="2 3" d={`M${x} 4V${height - 36}`} />
      <text x={x + 6} y={14} className="mid">
        {t('This week')}
      </text>
      <text x={left + 4} y={14}>
        {t('Before')}
      </text>
    </g>
  );
}

type BarProps = {
  day: DayResult;
  x: number;
  barWidth: number;
  zero: number;
  top: number;
  height: number;
  open: boolean;
};

function DayBar({ day, x, barWidth, zero, top, height, open }: BarProps) {
  const name = calendarDay(day.day);
  const win = day.win.amount;
  const box = {
    x: x - barWidth / 2,
    y: Math.min(zero, top),
    width: barWidth,
    height: Math.max(Math.abs(zero - top), win === 0 ? 0 : 1),
    rx: 1.5,
  };
  return (
    <g>
      <title>{`${name.weekday} ${name.number}: ${moneyText(day.win, 'signed')}`}</title>
      <rect {...box} className={win < 0 ? 'bar-minus' : 'bar-plus'} fillOpacity={open ? 0.45 : 1} />
      {open && win !== 0 && <rect {...box} className={win < 0 ? 'bar-edge minus' : 'bar-edge'} />}
      <text x={x} y={height - 42} textAnchor="middle" className={open ? 'key' : 'mid'}>
        {name.letter}
      </text>
      <text x={x} y={height - 28} textAnchor="middle">
        {name.number}
      </text>
      <text
        x={x}
        y={height - 10}
        textAnchor="middle"
        className={win < 0 ? 'minus' : open ? 'key' : 'mid'}
      >
        {thousandsText(day.win)}
      </text>
    </g>
  );
}

/** What the bars and the line are. */
export function DayResultKey() {
  return (
    <span className="small t3 chart-key wide-only">
      <i />
      {t('day')} <u />
      {t('running total')}
    </span>
  );
}
