// Did we earn, and where: handle, win and hold by day, sport or type. House side, totals as the
// ledger has them.

import type { DailyReport, Grain, Money, ReportRow } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, useSession } from '@shared/session';
import { Button, Segmented } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { useEffect } from 'react';
import { DayResultChart, DayResultKey } from '../charts/DayResultChart';
import { ResultBars } from '../charts/ResultBars';
import { weekStartOf } from '../dashboard/week';
import { sawSequence } from '../live/sequence';
import { Amount } from '../parts/Amount';
import { useBusinessDay } from '../parts/business-day';
import { Card } from '../parts/Card';
import { DownloadLink } from '../parts/DownloadLink';
import { Loaded } from '../parts/Loaded';
import { NextStep } from '../parts/NextStep';
import { calendarText, shiftDay } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { countText, holdText, kindText, sportWords, typeWords } from '../parts/words';
import { useDaily } from '../reading/queries';
import { useFilter } from '../reading/search-params';
import { seesWholeBook } from '../shell/navigation';
import { ScreenFrame } from '../shell/ScreenFrame';

const defaultDays = 14;
const byChoices: { value: Grain; label: string }[] = [
  { value: 'day', label: t('By day') },
  { value: 'sport', label: t('By sport') },
  { value: 'type', label: t('By type') },
];

function readBy(word: string): Grain {
  return word === 'sport' || word === 'type' ? word : 'day';
}

export default function Reports() {
  const book = useBook();
  const { member } = useSession();
  const today = useBusinessDay();
  // Types of wagers are counted for the whole book only.
  const choices = byChoices.filter(({ value }) => value !== 'type' || seesWholeBook(member.role));
  const [fromWord, setFrom] = useFilter('from');
  const [toWord, setTo] = useFilter('to');
  const [byWord, setBy] = useFilter('by');
  const to = toWord || today;
  const from = fromWord || shiftDay(to, 1 - defaultDays);
  const by = readBy(byWord);
  const report = useDaily(from, to, by);
  useEffect(() => sawSequence(report.data?.sequence), [report.data]);
  const range = (start: string) => () => {
    setFrom(start);
    setTo('');
  };
  return (
    <ScreenFrame title={t('Reports')} perspective="house" refetching={report.isPlaceholderData}>
      <div className="bar">
        <Segmented
          label={t('Rows')}
          choices={choices}
          value={by}
          onChange={(next) => setBy(next === 'day' ? '' : next)}
        />
        <label className="dates">
          <span className="small t2">{t('From')}</span>
          <input
            type="date"
            className="filter-input"
            value={from}
            max={to}
            onChange={(event) => setFrom(event.target.value)}
          />
        </label>
        <label className="dates">
          <span className="small t2">{t('To')}</span>
          <input
            type="date"
            className="filter-input"
            value={to}
            min={from}
            onChange={(event) => setTo(event.target.value)}
          />
        </label>
        <Button compact onClick={range(weekStartOf(today, book.week_starts))}>
          {t('This week')}
        </Button>
        <Button compact onClick={range(shiftDay(today, -29))}>
          {t('30 days')}
        </Button>
        <span className="spring" />
        <DownloadLink path="/v1/reports/daily" query={{ from, to, by }} name={t('Report')} />
      </div>
      <Loaded question={report} rows={12}>
        {(found) => <Sheet report={found} by={by} today={today} />}
      </Loaded>
    </ScreenFrame>
  );
}

type SheetProps = { report: DailyReport; by: Grain; today: string };

function Sheet({ report, by, today }: SheetProps) {
  const book = useBook();
  // A sheet of paper has no frame that says whose it is and of when.
  const head = (
    <p className="print-only">
      {t(
        '{book}. {from} to {to}, {zone}. {by}. House side: plus = the house won. Seq {sequence}.',
        {
          book: book.brand.name,
          from: calendarText(report.from),
          to: calendarText(report.to),
          zone: book.time_zone,
          by: byChoices.find((one) => one.value === by)?.label ?? by,
          sequence: countText(report.sequence),
        },
      )}
    </p>
  );
  if (report.rows.length === 0) {
    return (
      <>
        {head}
        <EmptyState icon="chart" title={t('No activity')} action={<NextStep />}>
          {t('{name}, {from} to {to}: no ticket was accepted or settled.', {
            name: book.brand.name,
            from: calendarText(report.from),
            to: calendarText(report.to),
          })}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {head}
      <Totals total={report.total} />
      <div className="report-panes">
        <Card
          title={by === 'day' ? t('Result by day') : t('Win by {by}', { by })}
          className="report-chart"
          beside={by === 'day' && <DayResultKey />}
          right={
            <span className="small t3">
              {t('{from} to {to}', {
                from: calendarText(report.from),
                to: calendarText(report.to),
              })}
            </span>
          }
        >
          <div className="chart-box">
            {by === 'day' ? (
              <DayResultChart
                days={report.rows.flatMap((row) =>
                  row.day === null ? [] : [{ day: row.day, win: row.win }],
                )}
                weekStart={null}
                width={540}
                height={300}
                lastIsOpen={report.rows.at(-1)?.day === today}
              />
            ) : (
              <ResultBars bars={barsOf(report.rows, by)} />
            )}
          </div>
        </Card>
        <Card
          title={t('Handle, win and hold')}
          className="report-table"
          foot={
            <span>
              {t('As of seq {sequence}. House side.', { sequence: countText(report.sequence) })}
            </span>
          }
        >
          <Scroller label={t('Report')}>
            <ReportTable report={report} by={by} />
          </Scroller>
        </Card>
      </div>
    </>
  );
}

function rowName(row: ReportRow, by: Grain): string {
  if (by === 'day') return row.day === null ? '' : calendarText(row.day);
  if (by === 'sport') return row.sport ? sportWords[row.sport] : t('Other');
  return row.type ? typeWords[row.type] : t('Other');
}

/** Wins of rows with one name together, for reports that also split by day. */
function barsOf(rows: ReportRow[], by: Grain): { name: string; win: Money; hold: string }[] {
  const sums = new Map<string, { win: number; settled: number; currency: string }>();
  for (const row of rows) {
    const name = rowName(row, by);
    const sum = sums.get(name) ?? { win: 0, settled: 0, currency: row.win.currency };
    sum.win += row.win.amount;
    sum.settled += row.settled_risk.amount;
    sums.set(name, sum);
  }
  return [...sums]
    .map(([name, { win, settled, currency }]) => ({
      name,
      win: { amount: win, currency },
      hold: settled === 0 ? '—' : `${holdText(Math.round((win / settled) * 10_000))} %`,
    }))
    .sort((a, b) => b.win.amount - a.win.amount);
}

function Totals({ total }: { total: ReportRow }) {
  return (
    <section className="card report-totals" aria-label={t('Totals')}>
      <div>
        <span className="small t2">{t('Handle')}</span>
        <b>
          <Amount value={total.handle} style="plain" />
        </b>
      </div>
      <div>
        <span className="small t2">{t('Settled risk')}</span>
        <b>
          <Amount value={total.settled_risk} style="plain" />
        </b>
      </div>
      <div>
        <span className="small t2">{t('Win')}</span>
        <b>
          <Amount value={total.win} />
        </b>
      </div>
      <div>
        <span className="small t2">{t('Hold')}</span>
        <b className="num">
          {holdText(total.hold_bp)}
          {total.hold_bp !== null && ' %'}
        </b>
      </div>
      <div>
        <span className="small t2">{t('Tickets')}</span>
        <b className="num">{countText(total.tickets)}</b>
      </div>
    </section>
  );
}

function ReportTable({ report, by }: { report: DailyReport; by: Grain }) {
  const split = by !== 'day' && report.rows.some((row) => row.day !== null);
  const numbers = (row: ReportRow) => (
    <>
      <td className="n">{countText(row.tickets)}</td>
      <td className="n">
        <Amount value={row.handle} style="plain" />
      </td>
      <td className="n t2">{countText(row.settled_tickets)}</td>
      <td className="n t2">
        <Amount value={row.settled_risk} style="plain" />
      </td>
      <td className="n">
        <Amount value={row.win} />
      </td>
      <td className="n">{holdText(row.hold_bp)}</td>
    </>
  );
  return (
    <table className="list-table">
      <thead>
        <tr>
          {split && <th>{t('Day')}</th>}
          <th>{by === 'day' ? t('Day') : kindText(by)}</th>
          <th className="n">{t('Tickets')}</th>
          <th className="n">{t('Handle')}</th>
          <th className="n">{t('Settled')}</th>
          <th className="n">{t('Settled risk')}</th>
          <th className="n">{t('Win')}</th>
          <th className="n">{t('Hold %')}</th>
        </tr>
      </thead>
      <tbody>
        {report.rows.map((row) => (
          <tr key={`${row.day}-${row.sport}-${row.type}`}>
            {split && <td className="t2">{row.day === null ? '' : calendarText(row.day)}</td>}
            <td>{rowName(row, by)}</td>
            {numbers(row)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={split ? 2 : 1}>{t('Total')}</td>
          {numbers(report.total)}
        </tr>
      </tfoot>
    </table>
  );
}
