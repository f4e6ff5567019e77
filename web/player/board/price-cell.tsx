// One price: its box never moves, whatever the price does. Figures sit right; the left edge is
// the place of the mark (arrow, check, lock, O or U).

import type { BoardFixture, BoardMarket, BoardSelection, Side } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { oddsText, pointsText, totalLetter } from '@shared/odds';
import { type SideMove, sideOf } from '@shared/price-store';
import { useOddsFormat } from '@shared/session';
import { Glyph } from '@shared/ui/icon';
import { usePrice } from '@shared/use-price';
import { memo } from 'react';
import { toggleLeg, usePicked } from '../slip/slip-store';
import { spokenSelection } from './names';

function ClosedCell() {
  return (
    <span className="price closed">
      <span aria-hidden="true">—</span>
      <span className="sr">{t('not offered')}</span>
    </span>
  );
}

function cellClass(move: SideMove | undefined, solo: boolean): string {
  const names = ['price num'];
  if (solo) names.push('solo');
  if (move) names.push(move.move);
  if (move?.flashing) names.push('flashing');
  return names.join(' ');
}

function Mark({ picked, locked, move }: { picked: boolean; locked: boolean; move?: SideMove }) {
  if (locked) return <Glyph name="lock" />;
  if (picked) return <Glyph name="tick" />;
  return move ? <Glyph name={move.move} /> : null;
}

type OfferedProps = {
  fixture: BoardFixture;
  market: BoardMarket;
  selection: BoardSelection;
  side: Side;
  move?: SideMove;
  locked: boolean;
};

function OfferedCell({ fixture, market, selection, side, move, locked }: OfferedProps) {
  const format = useOddsFormat();
  const picked = usePicked(market.id, side);
  const name = spokenSelection(fixture, market, side, format);
  const pick = () => {
    if (locked && !picked) return;
    toggleLeg({ marketId: market.id, fixtureId: fixture.id, side });
  };
  const solo = selection.points === null;
  return (
    <button
      type="button"
      className={cellClass(move, solo)}
      aria-pressed={picked}
      aria-disabled={locked || undefined}
      aria-label={locked ? t('{name}, suspended', { name }) : name}
      onClick={pick}
    >
      <span className="letter">{totalLetter(side)}</span>
      <Mark picked={picked} locked={locked} move={move} />
      {!solo && <span className="points">{pointsText(selection.points, market.kind)}</span>}
      <span className="odds">{oddsText(selection.odds, format)}</span>
    </button>
  );
}

type PriceCellProps = {
  fixture: BoardFixture;
  marketId: string | undefined;
  side: Side;
  /** The fixture has reached its cut-off. */
  started: boolean;
};

export const PriceCell = memo(function PriceCell(props: PriceCellProps) {
  const { fixture, marketId, side, started } = props;
  const entry = usePrice(marketId ?? '');
  const selection = entry && sideOf(entry.market, side);
  if (!selection || entry.market.status === 'closed') return <ClosedCell />;
  const locked = started || entry.market.status === 'suspended' || selection.suspended;
  return (
    <OfferedCell
      fixture={fixture}
      market={entry.market}
      selection={selection}
      side={side}
      move={entry.moves[side]}
      locked={locked}
    />
  );
});
