// One game as two rows (three where a draw is sold): its main lines, the house's result beside
// each, and the state of its offer.

import type {
  BoardMarket,
  ExposureFixture,
  MarketKind,
  OfficeFixture,
  ReplacedLine,
  Side,
} from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { oddsText, pointsText, totalLetter } from '@shared/odds';
import { sideOf } from '@shared/price-store';
import { useBook, useOddsFormat } from '@shared/session';
import { Glyph } from '@shared/ui/icon';
import { usePrice } from '@shared/use-price';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { HeatCell } from '../charts/HeatCell';
import { hourText } from '../parts/office-time';
import { kindWords } from '../parts/words';
import { offerOf } from '../settlement/OfferControl';
import { LineEditor } from './LineEditor';
import { type Column, columns, marketAt, rowsOf } from './line-places';
import { ownLineOf, type Place, useDesk } from './use-line-desk';

type Props = {
  game: OfficeFixture;
  exposure: ExposureFixture | undefined;
  measure: number;
  chosen: boolean;
  onChoose: () => void;
};

export const offerWords = {
  open: t('Open'),
  circled: t('Circled'),
  suspended: t('Suspended'),
  off_board: t('Off the board'),
};

type CellProps = { game: OfficeFixture; row: number; column: Column };

function LineCell({ game, row, column }: CellProps) {
  const format = useOddsFormat();
  const desk = useDesk();
  const market = marketAt(game, column);
  const side = rowsOf(game)[row]?.[column] ?? 'home';
  const entry = usePrice(market?.id ?? '');
  const current = entry?.market ?? market;
  const selection = current && sideOf(current, side);
  const editing = isAt(desk.editing?.place, { game: game.id, row, column }) ? desk.editing : null;
  if (!current || !selection || current.status === 'closed') {
    return <td className="n line-cell t3">—</td>;
  }
  const move = entry?.moves[side];
  const locked = current.status === 'suspended';
  const own = ownLineOf(game, current.id);
  const names = [
    'n line-cell num',
    locked && 'locked',
    own && 'own',
    move?.move,
    move?.flashing && 'flashing',
  ];
  const teams = `${game.away.code} @ ${game.home.code}`;
  const name = `${teams} ${kindWords[current.kind]}, ${sideName(game, side)}`;
  const price = (
    <>
      {selection.points !== null && (
        <b>{[totalLetter(side), pointsText(selection.points, current.kind)].join(' ').trim()}</b>
      )}{' '}
      <span className={selection.points === null ? '' : 't2'}>
        {oddsText(selection.odds, format)}
      </span>
    </>
  );
  return (
    <td className={names.filter(Boolean).join(' ')}>
      {locked ? <Glyph name="lock" /> : move && <Glyph name={move.move} />}
      {locked && <span className="sr">{t('Suspended')}</span>}
      {own && <OwnMark own={own} side={side} kind={current.kind} />}
      {editing ? (
        <LineEditor market={current} side={side} editing={editing} name={name} />
      ) : desk.mayMove ? (
        <PriceButton place={{ game: game.id, row, column }} name={name}>
          {price}
        </PriceButton>
      ) : (
        price
      )}
    </td>
  );
}

/** Tells a line of the book's own from the catalogue's, which stands beside it for whoever asks. */
function OwnMark({ own, side, kind }: { own: ReplacedLine; side: Side; kind: MarketKind }) {
  const format = useOddsFormat();
  const theirs = own.catalogue.find((one) => one.side === side);
  const points = theirs?.points ? `${pointsText(theirs.points, kind)} ` : '';
  const line = theirs ? `${points}${oddsText(theirs.odds, format)}` : '—';
  const words = t('Own line, the catalogue has {line}', { line });
  return (
    <span className="own-mark" title={words}>
      <span className="sr">{words}</span>
    </span>
  );
}

function isAt(one: Place | null | undefined, other: Place): boolean {
  return one?.game === other.game && one.row === other.row && one.column === other.column;
}

function sideName(game: OfficeFixture, side: Side): string {
  if (side === 'home' || side === 'away') return game[side].name;
  return { over: t('Over'), under: t('Under'), draw: t('Draw') }[side as string] ?? side;
}

type PriceButtonProps = { place: Place; name: string; children: ReactNode };

/** One stop for all prices: arrows move, Enter or typing begins to edit. */
function PriceButton({ place, name, children }: PriceButtonProps) {
  const desk = useDesk();
  const here = isAt(desk.place, place);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (here) button.current?.focus({ preventScroll: false });
  }, [here]);
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, [number, number]> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
    };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) {
      event.preventDefault();
      desk.walk(...step);
    } else if (/^[0-9.]$/.test(event.key)) {
      event.preventDefault();
      desk.edit(event.key);
    } else if (/^[-+=_]$/.test(event.key)) {
      event.preventDefault();
      desk.edit(/[+=]/.test(event.key) ? '+' : '-', event.shiftKey);
    }
  };
  return (
    <button
      ref={button}
      type="button"
      className="line-price"
      tabIndex={here || (desk.place === null && place.row === 0) ? 0 : -1}
      onFocus={() => !here && desk.stand(place)}
      onKeyDown={press}
      onClick={(event) => {
        event.stopPropagation();
        if (here) desk.edit('');
        else desk.stand(place);
      }}
    >
      <span className="sr">{name} </span>
      {children}
    </button>
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

export function LineRows({ game, exposure, measure, chosen, onChoose }: Props) {
  const { time_zone: zone } = useBook();
  const [spread, total, money] = columns.map((column) => marketAt(game, column));
  const offer = offerOf(game);
  const held = { game, exposure, measure };
  return rowsOf(game).map(({ side, total: totalSide }, n) => (
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
      {side === 'draw' ? <td /> : <LineCell game={game} row={n} column="spread" />}
      {side === 'draw' ? <td /> : <ExposureCell {...held} market={spread} side={side} />}
      {totalSide ? <LineCell game={game} row={n} column="total" /> : <td />}
      {totalSide ? <ExposureCell {...held} market={total} side={totalSide} /> : <td />}
      <LineCell game={game} row={n} column="money" />
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
