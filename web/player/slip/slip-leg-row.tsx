// One picked selection: its name and price as of now, and what it was when a price was refused.

import type { BoardLeague, Problem, QuoteLeg, WagerLeg } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { decimalFromAmerican, oddsText, pointsText } from '@shared/odds';
import { sideOf } from '@shared/price-store';
import { problemText } from '@shared/problem';
import { useOddsFormat } from '@shared/session';
import { startText } from '@shared/time';
import { IconButton } from '@shared/ui/controls';
import { Glyph, Icon } from '@shared/ui/icon';
import { Note } from '@shared/ui/states';
import { usePrice } from '@shared/use-price';
import { useBoardQuery } from '../board/board-query';
import { fixtureName, rotationOf, selectionName } from '../board/names';
import { PointStepper } from './point-stepper';
import { moveLegUp, removeLeg, type SlipLeg } from './slip-store';

/** What was sent and what the book offers instead. */
export type LegChange = { sent: WagerLeg; now: QuoteLeg };

function findFixture(leagues: BoardLeague[], fixtureId: string) {
  for (const league of leagues) {
    const fixture = league.fixtures.find((one) => one.id === fixtureId);
    if (fixture) return { league, fixture };
  }
  return null;
}

function whereAndWhen({ league, fixture }: NonNullable<ReturnType<typeof findFixture>>): string {
  return `${fixtureName(fixture, league.home_first)}, ${startText(fixture.starts_at)}`;
}

function ChangedPrice({ change }: { change: LegChange }) {
  const format = useOddsFormat();
  const { sent, now } = change;
  const samePoints = (sent.points ?? null) === now.points;
  const american = sent.odds?.american;
  if (!samePoints || american === undefined) {
    return <span className="now">{oddsText(now.odds, format)}</span>;
  }
  const decimal = decimalFromAmerican(american);
  const before = { american, decimal: decimal.toFixed(4), fractional: '' };
  const worse = Number(now.odds.decimal) < decimal;
  return (
    <span className="changed">
      <s>{oddsText(before, format === 'fractional' ? 'american' : format)}</s>
      <Icon name="arrow" size="small" />
      <b className={worse ? 'worse' : 'better'}>
        <Glyph name={worse ? 'worse' : 'better'} />
        {oddsText(now.odds, format)}
      </b>
    </span>
  );
}

export function SlipLegRow({
  leg,
  change,
  moved: byCard,
  quoted,
  problem,
  locked,
  movable,
}: {
  leg: SlipLeg;
  change?: LegChange;
  /** The selection as a card takes it, its line moved. */
  moved?: QuoteLeg;
  /** The selection as the book quotes it. */
  quoted?: QuoteLeg;
  problem?: Problem;
  /** The slip is being sent. */
  locked: boolean;
  /** In an if-bet, it may run one place earlier. */
  movable: boolean;
}) {
  const format = useOddsFormat();
  const leagues = useBoardQuery().data?.leagues ?? [];
  const market = usePrice(leg.marketId)?.market;
  const found = findFixture(leagues, leg.fixtureId);
  const selection = market && sideOf(market, leg.side);
  const offered = selection && (market.status === 'open' || market.status === 'circled');
  const plain =
    found && market ? selectionName(found.fixture, market, leg.side) : t('No longer offered');
  const bought = leg.bought ? quoted : undefined;
  const name = (offered && (byCard ?? bought)?.description) || plain;
  const moved = change && (change.sent.points ?? null) !== change.now.points && market;
  return (
    <li className={offered ? 'leg' : 'leg gone'}>
      <div className="what">
        <span className="selection">
          {found && <span className="rotation num">{rotationOf(found.fixture, leg.side)}</span>}{' '}
          {name}
          {moved && <s className="num">{pointsText(change.sent.points ?? null, market.kind)}</s>}
        </span>
        <span className="where">
          {found ? whereAndWhen(found) : t('This market has left the board.')}
        </span>
      </div>
      <div className="at num">
        {change ? (
          <ChangedPrice change={change} />
        ) : byCard ? (
          <span title={t('Points by the card')}>{byCard.gained}</span>
        ) : (
          selection && oddsText((bought ?? selection).odds, format)
        )}
      </div>
      {movable && (
        <IconButton
          icon="up"
          name={t('Run {name} earlier', { name })}
          disabled={locked}
          onClick={() => moveLegUp(leg.marketId)}
        />
      )}
      <button
        type="button"
        className="remove"
        aria-label={t('Remove {name}', { name })}
        disabled={locked}
        onClick={() => removeLeg(leg.marketId)}
      >
        <Icon name="close" size="small" />
      </button>
      {offered && quoted && (quoted.for_sale.length > 0 || leg.bought) && !byCard && (
        <PointStepper leg={leg} quoted={quoted} kind={market.kind} name={plain} locked={locked} />
      )}
      {!offered && market && (
        <div className="leg-note">
          <Note>
            {market.status === 'suspended'
              ? t('Suspended for the moment. Wait, or remove it.')
              : t('Not offered any more. Remove it to go on.')}
          </Note>
        </div>
      )}
      {problem && (
        <div className="leg-note">
          <Note tone="error" code={problem.code}>
            {problemText(problem)}
          </Note>
        </div>
      )}
    </li>
  );
}
