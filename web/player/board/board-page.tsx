// The board: one league (or what is live, or what starts soon), grouped by start.

import type { BoardFixture } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import {
  isFar,
  longDayText,
  monthDayText,
  untilText,
  weekdayClockText,
  zoneText,
} from '@shared/time';
import { Icon } from '@shared/ui/icon';
import { EmptyState, ErrorState, Skeleton } from '@shared/ui/states';
import { useBookNow, useConnection } from '@shared/use-live';
import { memo, useState } from 'react';
import { Link } from 'wouter';
import { ConnectionMark } from '../shell/connection-mark';
import { useBoardQuery } from './board-query';
import { FixtureRow } from './fixture-row';
import {
  type BoardView,
  countLive,
  type FixtureGroup,
  type LeagueSection,
  sectionsOf,
} from './grouping';
import { LeagueChooser } from './league-chooser';

function groupTitle(group: FixtureGroup): string {
  if (group.kind === 'in_play') return t('In play');
  if (group.kind === 'over') return t('Finished');
  const start = group.startsAt ?? '';
  return `${weekdayClockText(start)} ${zoneText(start)}`;
}

function groupDetail(group: FixtureGroup, until: string): string {
  if (group.kind === 'in_play') return t('scores may be late');
  return until || (group.startsAt && isFar(group.startsAt) ? monthDayText(group.startsAt) : '');
}

function hasOpening(fixture: BoardFixture): boolean {
  return fixture.markets.some((market) => market.selections.some((one) => one.opened));
}

type GroupProps = {
  group: FixtureGroup;
  homeFirst: boolean;
  until: string;
  started: boolean;
  moneyWord: string;
};

const Group = memo(function Group({ group, homeFirst, until, started, moneyWord }: GroupProps) {
  const detail = groupDetail(group, until);
  return (
    <section
      className={group.fixtures.some(hasOpening) ? 'group with-history' : 'group'}
      aria-label={groupTitle(group)}
    >
      <div className="slot">
        <h3 className="num">
          {groupTitle(group)} <small>{detail && <b>{detail}</b>}</small>
        </h3>
        {group.kind !== 'over' && (
          <>
            <span className="since-open-head">{t('Line since open')}</span>
            <span>{t('Spread')}</span>
            <span>{t('Total')}</span>
            <span>{moneyWord}</span>
            <span className="foot-head" />
          </>
        )}
      </div>
      <ul>
        {group.fixtures.map((fixture) => (
          <FixtureRow key={fixture.id} fixture={fixture} homeFirst={homeFirst} started={started} />
        ))}
      </ul>
    </section>
  );
});

function Section({
  section,
  now,
  titled,
}: {
  section: LeagueSection;
  now: number;
  titled: boolean;
}) {
  const { league, groups } = section;
  const cutoff = useBook().house_rules.cutoff_seconds * 1000;
  const moneyWord = groups.some((group) =>
    group.fixtures.some((one) => one.markets.some((market) => market.kind === 'moneyline3')),
  )
    ? t('Result')
    : t('Money');
  return (
    <>
      {titled && <h2 className="league-title">{league.name}</h2>}
      {groups.map((group) => (
        <Group
          key={group.key}
          group={group}
          homeFirst={league.home_first}
          until={group.startsAt ? untilText(group.startsAt, now) : ''}
          started={group.startsAt !== null && Date.parse(group.startsAt) - cutoff <= now}
          moneyWord={moneyWord}
        />
      ))}
    </>
  );
}

function subtitleOf(sections: LeagueSection[], view: BoardView): string {
  if (view !== 'league') return '';
  const upcoming = sections[0]?.groups.find((group) => group.kind === 'upcoming')?.fixtures[0];
  if (!upcoming) return '';
  const week = upcoming.week ? `${t('Week {week}', { week: upcoming.week })}, ` : '';
  return week + longDayText(upcoming.starts_at);
}

function BoardSkeleton() {
  return (
    <div className="board-skeleton" aria-busy="true">
      <span className="sr">{t('Loading the board')}</span>
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <div className="skeleton-fixture" key={row}>
          <Skeleton height="16px" width="110px" />
          <Skeleton height="99px" />
          <Skeleton height="16px" width="90px" />
        </div>
      ))}
    </div>
  );
}

function nothingHere(view: BoardView) {
  if (view === 'live') {
    return (
      <EmptyState
        icon="pulse"
        title={t('Nothing is in play')}
        action={<Link href="/">{t('Open the board')}</Link>}
      >
        {t('Games appear here from their start until they are over.')}
      </EmptyState>
    );
  }
  if (view === 'soon') {
    return (
      <EmptyState
        icon="clock"
        title={t('Nothing starts within the hour')}
        action={<Link href="/">{t('Open the board')}</Link>}
      >
        {t('The next games are on the board.')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="calendar" title={t('Nothing is offered right now')}>
      {t('New games appear here as soon as the book opens them.')}
    </EmptyState>
  );
}

const viewTitles: Record<BoardView, string> = {
  league: '',
  live: t('Live now'),
  soon: t('Starting soon'),
};

export function BoardPage({ view = 'league', league }: { view?: BoardView; league?: string }) {
  const board = useBoardQuery();
  const now = useBookNow(1_000);
  const stale = useConnection().state === 'offline';
  const [choosing, setChoosing] = useState(false);
  if (board.error && !board.data) {
    return <ErrorState error={board.error} onRetry={() => board.refetch()} />;
  }
  const sections = board.data ? sectionsOf(board.data, view, league, now) : [];
  const known = board.data?.leagues.find((one) => one.code === league);
  const shown = sections[0]?.league ?? known;
  const title = viewTitles[view] || shown?.code || t('Board');
  const live = countLive(board.data);
  return (
    <div className={stale ? 'board dimmed' : 'board'}>
      <div className="filters">
        <h1 tabIndex={-1}>
          <button type="button" className="league-button" onClick={() => setChoosing(true)}>
            {title}
            <Icon name="down" />
          </button>
          <span className="wide-title">{viewTitles[view] || shown?.name || title}</span>
          <small>{subtitleOf(sections, view)}</small>
        </h1>
        <ConnectionMark />
        <Link
          className="live-link"
          href={view === 'live' ? '/' : '/live'}
          aria-current={view === 'live' ? 'page' : undefined}
        >
          <i className={live > 0 ? 'on' : ''} />
          {t('Live')} <b className="num">{live}</b>
        </Link>
      </div>
      {!board.data && <BoardSkeleton />}
      {board.data && sections.length === 0 && nothingHere(view)}
      {sections.map((section) => (
        <Section key={section.league.id} section={section} now={now} titled={sections.length > 1} />
      ))}
      {choosing && board.data && (
        <LeagueChooser board={board.data} now={now} onClose={() => setChoosing(false)} />
      )}
    </div>
  );
}
