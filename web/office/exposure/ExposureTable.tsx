// Games against selections: what each selection does to the house if it wins. Cells are heat, the
// number always printed; the worst outcome of each game stands beside them.

import type { ExposureFixture } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { useBookNow } from '@shared/use-live';
import { Link } from 'wouter';
import { HeatCell } from '../charts/HeatCell';
import { Amount } from '../parts/Amount';
import { dateText, hourText, minutesUntil } from '../parts/office-time';
import { columnsOf, largestResult, selectionAt } from './columns';

type Props = { fixtures: ExposureFixture[]; chosen?: string };

const soonMinutes = 60;
const todayMilliseconds = 20 * 3_600_000;
/** Beyond it a weekday alone does not say which day. */
const weekMilliseconds = 6 * 24 * 3_600_000;

export function ExposureTable({ fixtures, chosen }: Props) {
  const columns = columnsOf(fixtures);
  const measure = largestResult(fixtures);
  const worst = Math.min(0, ...fixtures.map((fixture) => fixture.worst.amount));
  return (
    <div className="heat-scroller">
      <table className="heat-table">
        <thead>
          <tr>
            <th>{t('Game')}</th>
            <th>{t('Start')}</th>
            {columns.map((column) => (
              <th key={column.name} className="n">
                <span aria-hidden="true">{column.name}</span>
                <span className="sr">{column.spoken}</span>
              </th>
            ))}
            <th className="n">{t('Worst')}</th>
            <th>
              <span className="sr">{t('Share of the worst game')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fixtures.map((fixture) => (
            <tr
              key={fixture.fixture_id}
              className={fixture.fixture_id === chosen ? 'chosen' : undefined}
            >
              <td className="heat-game">
                <Link href={`/exposure?fixture=${encodeURIComponent(fixture.fixture_id)}`}>
                  <GameLabel label={fixture.label} />
                </Link>
              </td>
              <td className="heat-start">
                <Start fixture={fixture} />
              </td>
              {columns.map((column) => (
                <td key={column.name} className="heat-at">
                  <HeatCell
                    result={selectionAt(fixture, column)?.house_if_wins ?? null}
                    measure={measure}
                    name={`${fixture.label}, ${column.spoken}`}
                  />
                </td>
              ))}
              <td className="n heat-worst">
                <Amount value={fixture.worst} short />
              </td>
              <td className="heat-share">
                <span className="meter">
                  <i
                    className={fixture.worst.amount === worst ? 'most' : undefined}
                    style={{ width: `${worst < 0 ? (fixture.worst.amount / worst) * 100 : 0}%` }}
                  />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `SF @ LA` with the quiet mark between. */
export function GameLabel({ label }: { label: string }) {
  const [away, mark, home] = label.split(/ (@|v|vs) /);
  if (!home) return <b>{label}</b>;
  return (
    <>
      <b>{away}</b> <span className="t3">{mark}</span> <b>{home}</b>
    </>
  );
}

function Start({ fixture }: { fixture: ExposureFixture }) {
  const { time_zone: zone } = useBook();
  const now = useBookNow();
  if (fixture.status === 'in_play') return <span className="in-play">{t('In play')}</span>;
  if (fixture.status !== 'scheduled') return <>{t('Finished')}</>;
  const minutes = minutesUntil(fixture.starts_at, now);
  const clock = hourText(fixture.starts_at, zone);
  const date = dateText(fixture.starts_at, zone);
  const wait = Date.parse(fixture.starts_at) - now;
  if (wait > weekMilliseconds) return <span title={`${date} ${clock}`}>{date}</span>;
  const day = wait < todayMilliseconds ? '' : `${date.slice(0, 3)} `;
  return (
    <span title={`${date} ${clock}`}>
      {day}
      {clock}
      {minutes > 0 && minutes <= soonMinutes && <em>{t('{minutes} min', { minutes })}</em>}
    </span>
  );
}
