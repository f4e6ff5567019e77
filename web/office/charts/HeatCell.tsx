// One cell of a heat table: what one selection does to the house if it wins. The number is always
// printed; colour only says how near it is to the largest loss the table measures by.

import type { Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText, shortMoneyText } from '@shared/money';
import { heatStep } from './scale';

type Props = { result: Money | null; measure: number; name: string };

export function HeatCell({ result, measure, name }: Props) {
  if (!result) return <i className="heat-cell none">—</i>;
  const step = heatStep(result.amount, measure);
  const exact = t('{name}: house {result}', { name, result: moneyText(result, 'signed') });
  return (
    <i className={`heat-cell heat-${step}`} title={exact}>
      <span aria-hidden="true">{shortMoneyText(result)}</span>
      <span className="sr">{exact}</span>
    </i>
  );
}

/** What the colours mean, in words at both ends. */
export function HeatLegend() {
  return (
    <span className="heat-legend wide-only">
      <span className="small t3">{t('house loses')}</span>
      {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => (
        <i key={step} className={`heat-${step}`} />
      ))}
      <span className="small t3">{t('house wins')}</span>
    </span>
  );
}
