// The games by what they wait for: a result, their end, their start; then the settled ones.

import type { FixtureState, OfficeFixture } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { Button, Tag } from '@shared/ui/controls';
import { Card } from '../parts/Card';
import type { Cell } from '../parts/csv';
import { ExportButton } from '../parts/ExportButton';
import { Bones } from '../parts/Loaded';
import { dateText, hourText } from '../parts/office-time';
import { countText } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useFixtures } from '../reading/queries';
import { gameCodes, scoreText, sourcesDiffer } from './game-words';

type Props = { chosen: string | null; onChoose: (id: string) => void };

const groups: { state: FixtureState; name: string }[] = [
  { state: 'to_settle', name: t('To settle') },
  { state: 'in_play', name: t('In play') },
  { state: 'upcoming', name: t('Upcoming') },
  { state: 'settled', name: t('Settled') },
];

export function Queue({ chosen, onChoose }: Props) {
  return (
    <Card
      title={t('Games')}
      className="queue wide-only"
      right={
        <>
          <span className="small t3">{t('away first')}</span>
          <QueueExport />
        </>
      }
    >
      <div className="scroller">
        {groups.map((group) => (
          <Group key={group.state} {...group} chosen={chosen} onChoose={onChoose} />
        ))}
      </div>
    </Card>
  );
}

const headings = [
  'state',
  'starts_at',
  'league',
  'away',
  'home',
  'away_score',
  'home_score',
  'open_tickets',
  'settled_tickets',
  'at_risk',
];

function queueRow(state: FixtureState, fixture: OfficeFixture): Cell[] {
  const score = fixture.result ?? fixture.reports.at(-1) ?? fixture.score;
  const { starts_at: starts, league, away, home } = fixture;
  const scores = [score?.away ?? '', score?.home ?? ''];
  const tickets = [fixture.open_tickets, fixture.settled_tickets];
  return [state, starts, league, away.name, home.name, ...scores, ...tickets, fixture.at_risk];
}

/** The games of all four groups, as far as they are loaded. */
function QueueExport() {
  const lists = [
    useFixtures('to_settle'),
    useFixtures('in_play'),
    useFixtures('upcoming'),
    useFixtures('settled'),
  ];
  const rows = () =>
    groups.flatMap(({ state }, n) =>
      itemsOf(lists[n]?.data)
        .filter((one) => state !== 'in_play' || isPlaying(one))
        .map((one) => queueRow(state, one)),
    );
  return <ExportButton name={t('Games')} headings={headings} rows={rows} />;
}

/** A game with a score on the desk waits among those to settle, though it may not be over. */
function isPlaying(fixture: OfficeFixture): boolean {
  const scored = fixture.reports.some((report) => report.by !== null);
  return fixture.result === null && !(scored && fixture.open_tickets > 0);
}

function Group({ state, name, chosen, onChoose }: Props & (typeof groups)[number]) {
  const fixtures = useFixtures(state);
  const found = itemsOf(fixtures.data).filter((one) => state !== 'in_play' || isPlaying(one));
  return (
    <section aria-label={name}>
      <h3 className="queue-group">
        {name} <b className="num">{found.length}</b>
      </h3>
      {fixtures.isPending && <Bones rows={2} />}
      {fixtures.error && !fixtures.data && (
        <p className="slim-state">
          {t('Not loaded.')}{' '}
          <Button compact onClick={() => fixtures.refetch()}>
            {t('Load again')}
          </Button>
        </p>
      )}
      {found.map((fixture) => (
        <QueueRow
          key={fixture.id}
          fixture={fixture}
          chosen={fixture.id === chosen}
          onChoose={() => onChoose(fixture.id)}
        />
      ))}
      {fixtures.hasNextPage && (
        <Button compact className="queue-more" onClick={() => fixtures.fetchNextPage()}>
          {t('More games')}
        </Button>
      )}
    </section>
  );
}

type RowProps = { fixture: OfficeFixture; chosen: boolean; onChoose: () => void };

function QueueRow({ fixture, chosen, onChoose }: RowProps) {
  const { time_zone: zone } = useBook();
  const score = fixture.result ?? fixture.reports.at(-1) ?? fixture.score;
  const day = dateText(fixture.starts_at, zone).slice(0, 3);
  const starts = `${day} ${hourText(fixture.starts_at, zone)}`;
  const tickets = fixture.open_tickets + fixture.settled_tickets;
  const leads = (own: number, other: number) => (own > other ? 'leads' : undefined);
  const differ = fixture.result === null && sourcesDiffer(fixture.reports);
  return (
    <button type="button" className="queue-row" aria-pressed={chosen} onClick={onChoose}>
      <span className="queue-score num">
        <span className={score ? leads(score.away, score.home) : undefined}>
          {fixture.away.code} <b>{score?.away ?? ''}</b>
        </span>
        <span className={score ? leads(score.home, score.away) : undefined}>
          {fixture.home.code} <b>{score?.home ?? ''}</b>
        </span>
      </span>
      <span className="queue-beside num">
        <span>{fixture.settling ? 'settling' : starts}</span>
        <span className="t3 small">{t('{tickets} tickets', { tickets: countText(tickets) })}</span>
      </span>
      {differ && (
        <span className="queue-flag">
          <Tag tone="neg">{t('Sources differ')}</Tag>
        </span>
      )}
    </button>
  );
}

/** The same games as one select, for a phone. */
export function QueueSelect({ chosen, onChoose }: Props) {
  const waiting = useFixtures('to_settle');
  const playing = useFixtures('in_play');
  const upcoming = useFixtures('upcoming');
  const settled = useFixtures('settled');
  const lists = [
    itemsOf(waiting.data),
    itemsOf(playing.data).filter(isPlaying),
    itemsOf(upcoming.data),
    itemsOf(settled.data),
  ];
  return (
    <select
      className="filter-input phone-only queue-select"
      aria-label={t('Game')}
      value={chosen ?? ''}
      onChange={(event) => onChoose(event.target.value)}
    >
      {!chosen && <option value="">{t('Choose a game')}</option>}
      {groups.map((group, n) => (
        <optgroup key={group.state} label={group.name}>
          {(lists[n] ?? []).map((fixture) => (
            <option key={fixture.id} value={fixture.id}>
              {fixture.result
                ? `${gameCodes(fixture)} ${scoreText(fixture.result)}`
                : gameCodes(fixture)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
