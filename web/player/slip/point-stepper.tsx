// Half points of a leg, bought one by one: the line and the price that each leads to.

import type { MarketKind, QuoteLeg } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { oddsText, pointsText } from '@shared/odds';
import { useOddsFormat } from '@shared/session';
import { IconButton } from '@shared/ui/controls';
import { buyPoints, type SlipLeg } from './slip-store';

export function PointStepper({
  leg,
  quoted,
  kind,
  name,
  locked,
}: {
  leg: SlipLeg;
  quoted: QuoteLeg;
  kind: MarketKind;
  /** The selection without any points bought. */
  name: string;
  locked: boolean;
}) {
  const format = useOddsFormat();
  const at = quoted.for_sale.findIndex((one) => one.buy === leg.bought);
  const chosen = quoted.for_sale[at];
  const next = quoted.for_sale[at + 1];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this row
    <div className="point-stepper num" role="group" aria-label={t('Points of {name}', { name })}>
      <span>{t('Buy points')}</span>
      <IconButton
        icon="minus"
        name={t('Half a point less')}
        disabled={locked || !leg.bought}
        onClick={() => buyPoints(leg.marketId, quoted.for_sale[at - 1]?.buy)}
      />
      <b aria-live="polite">
        {chosen ? `${pointsText(chosen.points, kind)} ${oddsText(chosen.odds, format)}` : t('None')}
      </b>
      <IconButton
        icon="plus"
        name={
          next
            ? t('Half a point more: {points} at {price}', {
                points: pointsText(next.points, kind),
                price: oddsText(next.odds, format),
              })
            : t('No more points')
        }
        disabled={locked || !next}
        onClick={() => next && buyPoints(leg.marketId, next.buy)}
      />
    </div>
  );
}
