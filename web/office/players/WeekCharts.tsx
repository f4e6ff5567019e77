// A player's week as a waterfall from the carry to now, and the results of the weeks before it.
// Player side. The numbers are those of the weekly sheet; every bar prints its own.

import type { FigureRow, Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText, shortMoneyText, signClass } from '@shared/money';
import { Link } from 'wouter';
import { linearScale } from '../charts/scale';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { calendarDay, shiftDay } from '../parts/office-time';
import { useMemberWeek, useMemberWeeks } from '../reading/member-weeks';

const weeksShown = 8;
const [width, height, top, bottom] = [300, 132, 14, 32];

type Step = { name: string; value: Money; from: number; to: number; whole?: boolean };

/** Carry, each day with a result, money paid, and what stands now. */
export function stepsOf(row: FigureRow, weekStart: string): Step[] {
  const paid = row.receipts.amount - row.disbursements.amount;
  const terms: [string, number][] = [
    [t('Carry'), row.carry.amount],
    ...row.days.map((day, n): [string, number] => [
      calendarDay(shiftDay(weekStart, n)).weekday,
      day.amount,
    ]),
    [t('Adjust'), row.adjustments.amount],
    [t('Paid'), paid],
  ];
  let at = 0;
  const steps = terms.map(([name, amount], n) => {
    const step = { name, value: { ...row.carry, amount }, from: at, to: at + amount };
    at = step.to;
    // A week without corrections needs no place for them.
    return n === terms.length - 2 && amount === 0 ? null : step;
  });
  const now = { name: t('Now'), value: row.balance, from: 0, to: row.balance.amount, whole: true };
  return [...steps.filter((step) => step !== null), now];
}

export function WeekCharts({ memberId }: { memberId: string }) {
  const week = useMemberWeek(memberId, undefined);
  if (!week.data) return null;
  const { total, week_start: start, weeks } = week.data;
  return (
    <div className="week-charts">
      <Card
        title={t('This week')}
        right={
          <Link className="link small" href={`/figures?name=${encodeURIComponent(total.login)}`}>
            {t('Open the sheet')}
          </Link>
        }
      >
        <Waterfall steps={stepsOf(total, start)} />
      </Card>
      <WeeksBefore memberId={memberId} weeks={weeks.slice(0, weeksShown)} />
    </div>
  );
}

function Waterfall({ steps }: { steps: Step[] }) {
  const ends = steps.flatMap((step) => [step.from, step.to, 0]);
  const y = linearScale([Math.max(...ends), Math.min(...ends)], [top, height - bottom]);
  const place = width / steps.length;
  return (
    <svg className="chart dense week-chart" viewBox={`0 0 ${width} ${height}`} role="img">
      <title>
        {steps.map((step) => `${step.name} ${moneyText(step.value, 'signed')}`).join(', ')}
      </title>
      <path className="zero-line" d={`M0 ${y(0)}H${width}`} />
      {steps.map((step, n) => {
        const [high, low] = [Math.max(step.from, step.to), Math.min(step.from, step.to)];
        const look = step.whole ? 'bar-whole' : step.value.amount < 0 ? 'bar-minus' : 'bar-plus';
        const middle = (n + 0.5) * place;
        return (
          <g key={step.name} textAnchor="middle">
            {step.value.amount !== 0 && (
              <>
                <rect
                  className={look}
                  x={n * place + 5}
                  y={y(high)}
                  width={place - 10}
                  height={Math.max(1.5, y(low) - y(high))}
                  rx="1.5"
                />
                <text
                  className={step.value.amount < 0 ? 'minus' : 'mid'}
                  x={middle}
                  y={height - 18}
                >
                  {shortMoneyText(step.value, 'signed')}
                </text>
              </>
            )}
            <text className={step.whole ? 'key' : undefined} x={middle} y={height - 4}>
              {step.name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function WeeksBefore({ memberId, weeks }: { memberId: string; weeks: string[] }) {
  const found = useMemberWeeks(memberId, weeks);
  const rows = found.filter((one) => one !== undefined).reverse();
  if (rows.length === 0) return null;
  const most = Math.max(1, ...rows.map(({ total }) => Math.abs(total.week.amount)));
  const y = linearScale([most, -most], [top, height - bottom]);
  const place = width / Math.max(rows.length, weeksShown / 2);
  const sum = rows.reduce((all, { total }) => all + total.week.amount, 0);
  const [first] = rows;
  const whole = first && { ...first.total.week, amount: sum };
  return (
    <Card
      title={t('Result by week')}
      beside={<span className="t3 small">{t('{weeks} weeks', { weeks: rows.length })}</span>}
      right={
        whole && (
          <b className={signClass(whole)}>
            <Amount value={whole} />
          </b>
        )
      }
    >
      <svg className="chart dense week-chart" viewBox={`0 0 ${width} ${height}`} role="img">
        <title>
          {rows
            .map(({ week_start: day, total }) => `${day} ${moneyText(total.week, 'signed')}`)
            .join(', ')}
        </title>
        <path className="zero-line" d={`M0 ${y(0)}H${width}`} />
        {rows.map(({ week_start: day, total: { week } }, n) => (
          <g key={day} textAnchor="middle">
            <rect
              className={week.amount < 0 ? 'bar-minus' : 'bar-plus'}
              x={n * place + 6}
              y={Math.min(y(0), y(week.amount))}
              width={place - 12}
              height={Math.max(1, Math.abs(y(week.amount) - y(0)))}
              rx="1.5"
            />
            <text
              className={week.amount < 0 ? 'minus' : 'mid'}
              x={(n + 0.5) * place}
              y={height - 18}
            >
              {week.amount === 0 ? '·' : shortMoneyText(week, 'signed')}
            </text>
            <text x={(n + 0.5) * place} y={height - 4}>
              {calendarDay(day).number}
            </text>
          </g>
        ))}
      </svg>
    </Card>
  );
}
