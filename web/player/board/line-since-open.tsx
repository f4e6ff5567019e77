// Where the first side's points stood when the line opened, and where they stand now.

import type { BoardMarket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { pointsText } from '@shared/odds';
import { usePrice } from '@shared/use-price';

function firstSelection(market: BoardMarket | undefined) {
  return market?.selections[0];
}

/** `opened +8.5 / 47.5`; empty when the book kept no opening line. */
export function openedText(spread: BoardMarket | undefined, total: BoardMarket | undefined) {
  const points = firstSelection(spread)?.opened?.points ?? null;
  const over = firstSelection(total)?.opened?.points ?? null;
  const parts = [
    points === null ? null : pointsText(points, 'spread'),
    over === null ? null : pointsText(over, 'total'),
  ].filter((part) => part !== null);
  return parts.length > 0 ? t('opened {value}', { value: parts.join(' / ') }) : '';
}

const width = 112;
const middle = 15;
const unitsForHalfPoint = 3;

/** A step from the opening points to the points of now, up when the first side got more. */
export function LineSinceOpen({ spreadId, totalId }: { spreadId?: string; totalId?: string }) {
  const spread = usePrice(spreadId ?? '')?.market;
  const total = usePrice(totalId ?? '')?.market;
  const text = openedText(spread, total);
  const first = firstSelection(spread);
  if (!text) return <div className="since-open" />;
  const moved = Number(first?.points ?? 0) - Number(first?.opened?.points ?? first?.points ?? 0);
  const rise = Math.max(-13, Math.min(13, moved * 2 * unitsForHalfPoint));
  const now = middle - rise;
  return (
    <div className="since-open">
      <svg viewBox={`0 0 ${width} 30`} aria-hidden="true">
        <path d={`M0 ${middle}H${width}`} className="base" />
        <path d={`M0 ${middle}H${width / 2}V${now}H${width - 3}`} className="step" />
        <circle cx={width - 3} cy={now} r="2.5" />
      </svg>
      <small className="num">{text}</small>
    </div>
  );
}
