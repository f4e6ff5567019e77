// One fixture: who plays, its price matrix, and a line of circumstances below.

import type { BoardFixture, BoardMarket, MarketKind, Side, Team } from '@shared/api/contract';
import { plural, t } from '@shared/i18n/language';
import { startText } from '@shared/time';
import { Tag } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { memo } from 'react';
import { Link } from 'wouter';
import { kindOf } from './grouping';
import { LineSinceOpen, openedText } from './line-since-open';
import { cityOf } from './names';
import { countMore } from './periods';
import { PriceCell } from './price-cell';

type RowSide = 'home' | 'away' | 'draw';
const totalSides: Partial<Record<number, Side>> = { 0: 'over', 1: 'under' };

function marketOf(fixture: BoardFixture, kind: MarketKind): BoardMarket | undefined {
  return fixture.markets.find((market) => market.kind === kind && market.group === 'main');
}

function TeamLine({
  team,
  home,
  rotation,
  score,
  neutral,
}: {
  team: Team;
  home: boolean;
  rotation: number | null;
  score: number | null;
  neutral: boolean;
}) {
  const city = cityOf(team);
  const at = home && !neutral ? '@ ' : '';
  return (
    <div className="team" title={team.name}>
      <b>
        <em className="full">
          {at && <i>@ </i>}
          {city && `${city} `}
        </em>
        <bdi>{team.short}</bdi>
      </b>
      <small className="num">
        {rotation !== null && <span className="rotation">{rotation}</span>}
        <span className="city">{at + (city || (home ? 'home' : ''))}</span>
      </small>
      {score !== null && <span className="score num">{score}</span>}
    </div>
  );
}

function statusWord(fixture: BoardFixture): string {
  const words = {
    scheduled: '',
    in_play: t('Live'),
    finished: t('Final'),
    postponed: t('Postponed'),
    cancelled: t('Cancelled'),
    abandoned: t('Abandoned'),
  };
  return words[fixture.status];
}

function Circumstances({ fixture }: { fixture: BoardFixture }) {
  const word = statusWord(fixture);
  const more = countMore(fixture);
  const opened = openedText(marketOf(fixture, 'spread'), marketOf(fixture, 'total'));
  return (
    <div className="foot">
      <span className="venue">{fixture.venue}</span>
      {word && <Tag tone={fixture.status === 'in_play' ? 'info' : 'plain'}>{word}</Tag>}
      {fixture.circled && (
        <span title={t('Reduced limits, straight bets only')}>
          <Tag tone="warn" icon="info">
            {t('Circled')}
          </Tag>
        </span>
      )}
      <span className="opened num">{opened}</span>
      {more > 0 && (
        <Link className="more num" href={`/game/${encodeURIComponent(fixture.id)}`}>
          {t('+{more} more', { more })}
          <Icon name="next" size="tiny" />
        </Link>
      )}
    </div>
  );
}

/** A game that is over offers nothing: who played, the score, and how it ended. */
function OverRow({ fixture, teams }: { fixture: BoardFixture; teams: ('home' | 'away')[] }) {
  return (
    <li className="fixture over">
      <div className="teams">
        {teams.map((side) => (
          <TeamLine
            key={side}
            team={fixture[side]}
            home={side === 'home'}
            neutral={fixture.neutral || teams[0] === 'home'}
            rotation={side === 'home' ? fixture.rotation_home : fixture.rotation_away}
            score={fixture.score ? fixture.score[side] : null}
          />
        ))}
      </div>
      <div className="foot">
        <Tag tone="plain">{statusWord(fixture)}</Tag>
        <span className="num">{startText(fixture.starts_at)}</span>
      </div>
    </li>
  );
}

/** An event of a field has runners, not sides: its prices are a page of their own. */
function FieldRow({ fixture }: { fixture: BoardFixture }) {
  const [market] = fixture.markets;
  return (
    <li className="fixture field">
      <div className="team" title={fixture.home.name}>
        <b>{market?.title ?? fixture.home.name}</b>
        <small className="num">{startText(fixture.starts_at)}</small>
      </div>
      <Link className="more num" href={`/game/${encodeURIComponent(fixture.id)}`}>
        {plural(market?.selections.length ?? 0, '1 runner', '{count} runners')}
        <Icon name="next" size="tiny" />
      </Link>
    </li>
  );
}

type FixtureRowProps = { fixture: BoardFixture; homeFirst: boolean; started: boolean };

export const FixtureRow = memo(function FixtureRow(props: FixtureRowProps) {
  const { fixture, homeFirst, started } = props;
  const sides: ('home' | 'away')[] = homeFirst ? ['home', 'away'] : ['away', 'home'];
  if (kindOf(fixture) === 'over') return <OverRow fixture={fixture} teams={sides} />;
  if (fixture.field) return <FieldRow fixture={fixture} />;
  const threeWay = marketOf(fixture, 'moneyline3');
  const money = threeWay ?? marketOf(fixture, 'moneyline');
  const spread = marketOf(fixture, 'spread');
  const total = marketOf(fixture, 'total');
  const rows: RowSide[] = threeWay ? [...sides, 'draw'] : sides;
  const cell = (market: BoardMarket | undefined, side: Side) => (
    <PriceCell fixture={fixture} marketId={market?.id} side={side} started={started} />
  );
  return (
    <li className={threeWay ? 'fixture three-way' : 'fixture'}>
      <div className="teams">
        {sides.map((side) => (
          <TeamLine
            key={side}
            team={fixture[side]}
            home={side === 'home'}
            neutral={fixture.neutral || homeFirst}
            rotation={side === 'home' ? fixture.rotation_home : fixture.rotation_away}
            score={fixture.score ? fixture.score[side] : null}
          />
        ))}
        {threeWay && (
          <div className="team">
            <b className="draw">{t('Draw')}</b>
          </div>
        )}
      </div>
      <LineSinceOpen spreadId={spread?.id} totalId={total?.id} />
      <div className="matrix">
        {rows.map((side, index) => (
          <div className="matrix-row" key={side}>
            {side === 'draw' ? <span className="blank" /> : cell(spread, side)}
            {side === 'draw' ? (
              <span className="blank" />
            ) : (
              cell(total, totalSides[index] ?? 'over')
            )}
            {cell(money, side)}
          </div>
        ))}
      </div>
      <Circumstances fixture={fixture} />
    </li>
  );
});
