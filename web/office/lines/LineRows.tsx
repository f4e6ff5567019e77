// One game as two rows (three where a draw is sold): its main lines, the house's result beside
// each, and the state of its offer.

import type {
  BoardMarket,
  ExposureFixture,
  MarketKind,
  OfficeFixture,
  Side,
} from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { oddsText, pointsText, totalLetter } from '@shared/odds';
import { sideOf } from '@shared/price-store';
import { useBook, useOddsFormat } from '@shared/session';
import { Glyph } from '@shared/ui/icon';
import { usePrice } from '@shared/use-price';
import { HeatCell } from '../charts/HeatCell';
import { hourText } from '../parts/office-time';
import { offerOf } from '../settlement/OfferControl';

type Props = {
  game: OfficeFixture;
  exposure: ExposureFixture | undefined;
  measure: number;
  chosen: boolean;
  onChoose: () => void;
};

const offerWords = {
  open: t('Open'),
  circled: t('Circled'),
  suspended: t('Suspended'),
  off_board: t('Off the board'),
};

export function mainOf(game: OfficeFixture, kind: MarketKind): BoardMarket | undefined {
  return game.markets.find((market) => market.kind === kind && market.group === 'main');
}

function moneyOf(game: OfficeFixture): BoardMarket | undefined {
  return mainOf(game, 'moneyline3') ?? mainOf(game, 'moneyline');
}

function LineCell({ market, side }: { market: BoardMarket | undefined; side: Side }) {
  const format = useOddsFormat();
  const entry = usePrice(market?.id ?? '');
  const current = entry?.market ?? market;
  const selection = current && sideOf(current, side);
  if (!current || !selection || current.status === 'closed') {
    return <td className="n line-cell t3">—</td>;
  }
  const move = entry?.moves[side];
  const locked = current.status === 'suspended';
  const names = ['n line-cell num', locked && 'locked', move?.move, move?.flashing && 'flashing'];
  return (
    <td className={names.filter(Boolean).join(' ')}>
      {locked ? <Glyph name="lock" /> : move && <Glyph name={move.move} />}
      {locked && <span className="sr">{t('Suspended')}</span>}
      {selection.points !== null && (
        <b>{[totalLetter(side), pointsText(selection.points, current.kind)].join(' ').trim()}</b>
      )}{' '}
      <span className={selection.points === null ? '' : 't2'}>
        {oddsText(selection.odds, format)}
      </span>
    </td>
  );
}

function ExposureCell({
  game,
  exposure,
  market,
  side,
  measure,
}: Pick<Props, 'game' | 'exposure' | 'measure'> & {
  market: BoardMarket | undefined;
  side: Side;
}) {
  const held = exposure?.markets.find((one) => one.market_id === market?.id);
  const result = held?.selections.find((one) => one.side === side)?.house_if_wins ?? null;
  return (
    <td className="heat-at">
      <HeatCell
        result={result}
        measure={measure}
        name={`${game.away.code} @ ${game.home.code}, ${side}`}
      />
    </td>
  );
}

type Row = { side: 'home' | 'away' | 'draw'; total: Side | null };

export function LineRows({ game, exposure, measure, chosen, onChoose }: Props) {
  const { time_zone: zone } = useBook();
  const money = moneyOf(game);
  const order: ('home' | 'away')[] = game.home_first ? ['home', 'away'] : ['away', 'home'];
  const rows: Row[] = order.map((side, n) => ({ side, total: n === 0 ? 'over' : 'under' }));
  if (money?.kind === 'moneyline3') rows.push({ side: 'draw', total: null });
  const spread = mainOf(game, 'spread');
  const total = mainOf(game, 'total');
  const offer = offerOf(game);
  const held = { game, exposure, measure };
  return rows.map(({ side, total: totalSide }, n) => (
    <tr
      key={side}
      data-game={n === 0 ? game.id : undefined}
      className={['opens', chosen && 'chosen', n === 0 && 'game-first'].filter(Boolean).join(' ')}
      onClick={onChoose}
    >
      <td className="num t2">{n === 0 && hourText(game.starts_at, zone)}</td>
      <td className="num t3">{side === 'home' ? game.rotation_home : game.rotation_away}</td>
      <td className="line-team">
        {n === 0 ? (
          <button type="button" className="row-button" aria-expanded={chosen}>
            <bdi>{side === 'draw' ? t('Draw') : game[side].name}</bdi>
          </button>
        ) : (
          <>
            {side === 'home' && !game.neutral && <span className="t3">@ </span>}
            <bdi>{side === 'draw' ? t('Draw') : game[side].name}</bdi>
          </>
        )}
      </td>
      {side === 'draw' ? <td /> : <LineCell market={spread} side={side} />}
      {side === 'draw' ? <td /> : <ExposureCell {...held} market={spread} side={side} />}
      {totalSide ? <LineCell market={total} side={totalSide} /> : <td />}
      {totalSide ? <ExposureCell {...held} market={total} side={totalSide} /> : <td />}
      <LineCell market={money} side={side} />
      <ExposureCell {...held} market={money} side={side} />
      <td className="small">
        {n === 0 ? (
          <b className={`offer-${offer}`}>{offerWords[offer]}</b>
        ) : (
          n === 1 && (
            <span className="t3">{t('{count} markets', { count: game.markets.length })}</span>
          )
        )}
      </td>
    </tr>
  ));
}
