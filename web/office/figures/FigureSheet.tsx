// The sheet itself: members as a tree, days as columns, every row ending in its balance.

import type { FigureRow, Figures, Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { Icon } from '@shared/ui/icon';
import { useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { useBusinessDay } from '../parts/business-day';
import { calendarDay, shiftDay } from '../parts/office-time';
import { useWindow } from '../parts/use-window';
import { countText, roleWords } from '../parts/words';
import { hasChildren, paymentsOf, type SheetFilter, shownRows } from './figure-tree';

type Props = { figures: Figures; filter: SheetFilter; name: string };

/** From so many rows on, agents start folded so that the first view fits. */
const foldFrom = 60;

function firstFold(rows: FigureRow[]): Set<string> {
  if (rows.length < foldFrom) return new Set();
  const agents = rows.filter((row) => row.role === 'agent').map((row) => row.member_id);
  return new Set(agents.slice(1));
}

export function FigureSheet({ figures, filter, name }: Props) {
  const [folded, setFolded] = useState(() => firstFold(figures.rows));
  const today = useBusinessDay();
  const parents = useMemo(() => hasChildren(figures.rows), [figures.rows]);
  const rows = shownRows(figures.rows, folded, filter, name);
  const days = figures.total.days.map((_, n) => shiftDay(figures.week_start, n));
  const base = Math.min(...figures.rows.map((row) => row.depth));
  const fold = (id: string) =>
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const scroller = useRef<HTMLElement>(null);
  const drawn = useWindow(scroller, rows.length, 'tbody tr.sheet-row');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
    <section className="scroller" aria-label={t('Figures')} tabIndex={0} ref={scroller}>
      <table className="figures" aria-rowcount={rows.length + 2}>
        <thead>
          <tr>
            <th className="col-member">{t('Member')}</th>
            <th className="n col-heads">{t('Active')}</th>
            <th className="n edge">{t('Carry')}</th>
            {days.map((day) => (
              <th key={day} className={day === today ? 'n now' : 'n'}>
                {calendarDay(day).weekday} <span>{calendarDay(day).number}</span>
              </th>
            ))}
            <th className="n edge">{t('Week')}</th>
            <th className="n">{t('Adjust')}</th>
            <th className="n">{t('Payments')}</th>
            <th className="n">{t('Balance')}</th>
            <th className="n">{t('Pending')}</th>
            {figures.frozen && <th className="n">{t('Due')}</th>}
          </tr>
        </thead>
        <tbody>
          {drawn.above > 0 && <tr className="unseen" style={{ height: drawn.above }} />}
          {rows.slice(drawn.first, drawn.last).map((row) => (
            <SheetRow
              key={row.member_id}
              row={row}
              level={row.depth - base}
              today={days.indexOf(today)}
              folds={parents.has(row.member_id)}
              folded={folded.has(row.member_id) && name === ''}
              onFold={() => fold(row.member_id)}
            />
          ))}
          {drawn.below > 0 && <tr className="unseen" style={{ height: drawn.below }} />}
          {rows.length === 0 && (
            <tr>
              <td colSpan={figures.frozen ? 16 : 15} className="t3">
                {t('Nobody matches this filter.')}
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <td className="col-member">{t('All players')}</td>
            <Cells row={figures.total} today={days.indexOf(today)} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

type RowProps = {
  row: FigureRow;
  level: number;
  today: number;
  folds: boolean;
  folded: boolean;
  onFold: () => void;
};

function SheetRow({ row, level, today, folds, folded, onFold }: RowProps) {
  const branch = row.role !== 'player';
  const look = branch ? (level === 0 ? 'sheet-row branch first' : 'sheet-row branch') : 'sheet-row';
  return (
    <tr className={look}>
      <td className="col-member">
        <span style={{ paddingInlineStart: `${level * 14}px` }}>
          {folds ? (
            <button
              type="button"
              className="fold"
              aria-expanded={!folded}
              aria-label={t('{name}, members below', { name: row.name })}
              onClick={onFold}
            >
              <Icon name={folded ? 'next' : 'down'} size="tiny" />
            </button>
          ) : (
            <span className="fold" />
          )}
          <Link href={`/players/${encodeURIComponent(row.member_id)}`} title={row.name}>
            <b>
              <bdi>{branch ? row.name : row.login}</bdi>
            </b>
            <i>{branch ? roleWords[row.role].toLowerCase() : row.name}</i>
          </Link>
        </span>
      </td>
      <Cells row={row} today={today} headless={!branch} />
    </tr>
  );
}

function Cells({ row, today, headless }: { row: FigureRow; today: number; headless?: boolean }) {
  return (
    <>
      <td className="n t3 col-heads">{headless ? '' : countText(row.active)}</td>
      <td className="n edge">
        <Amount value={row.carry} dotZero />
      </td>
      {row.days.map((day, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a week has seven days in order
        <td key={n} className={n === today ? 'n now' : 'n'}>
          <Amount value={day} dotZero />
        </td>
      ))}
      <td className="n edge col-week">
        {row.regraded.amount !== 0 && <Regraded value={row.regraded} />}
        <Amount value={row.week} dotZero />
      </td>
      <td className="n">
        <Amount value={row.adjustments} dotZero />
      </td>
      <td className="n">
        <Amount value={paymentsOf(row)} dotZero />
      </td>
      <td className="n col-balance">
        <Amount value={row.balance} dotZero />
      </td>
      <td className="n t2">
        <Amount value={row.pending} style="plain" dotZero />
      </td>
      {row.due && (
        <td className="n">
          <Amount value={row.due} dotZero />
        </td>
      )}
    </>
  );
}

/** The part of the week that corrects settlements of earlier ones. */
function Regraded({ value }: { value: Money }) {
  const words = t('{regraded} corrects earlier weeks', { regraded: moneyText(value, 'signed') });
  return (
    <span className="regraded" title={words}>
      <span aria-hidden="true">↺</span>
      <span className="sr">{words}</span>
    </span>
  );
}
