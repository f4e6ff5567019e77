// How money comes in and goes out: each method with its bounds and fees in both directions.

import type { MethodDirection, PaymentMethod } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { Button, Tag } from '@shared/ui/controls';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { Scroller } from '../parts/Scroller';
import { methodWords } from '../parts/words';
import { useMethods } from '../reading/rule-queries';
import { MethodDialog } from './MethodDialog';
import { percentText } from './percent';

export function MethodRules() {
  const methods = useMethods();
  const [changing, setChanging] = useState<PaymentMethod | null>(null);
  return (
    <Card label={t('Payment methods')}>
      <Loaded question={methods}>
        {({ items }) => (
          <Scroller label={t('Payment methods')}>
            <table className="list-table stacks method-table">
              <thead>
                <tr>
                  <th>{t('Method')}</th>
                  <th>{t('Paid in')}</th>
                  <th>{t('Paid out')}</th>
                  <th>{t('References')}</th>
                  <th>{t('Account')}</th>
                  <th>
                    <span className="sr">{t('Change')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.method}>
                    <td data-name={t('Method')}>
                      <b>{one.label || methodWords[one.method]}</b>
                    </td>
                    <td data-name={t('Paid in')}>
                      <Direction terms={one.taken} />
                    </td>
                    <td data-name={t('Paid out')}>
                      <Direction terms={one.paid} />
                    </td>
                    <td data-name={t('References')} className="t2">
                      {one.references_are_unique ? t('used once') : t('may repeat')}
                    </td>
                    <td data-name={t('Account')} className="id t3">
                      {one.clearing_account}
                    </td>
                    <td className="n">
                      <Button
                        compact
                        aria-label={t('Change {method}', {
                          method: one.label || methodWords[one.method],
                        })}
                        onClick={() => setChanging(one)}
                      >
                        {t('Change')}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroller>
        )}
      </Loaded>
      {changing && <MethodDialog method={changing} onClose={() => setChanging(null)} />}
    </Card>
  );
}

/** The terms of one direction in a line: `10.00 to 500.00, fee 2.00 + 1.5 %, 3 a day`. */
export function directionText(terms: MethodDirection): string {
  const { least, most, fee_fixed: fixed, fee_basis_points: points, daily_max: daily } = terms;
  const bounds =
    least && most
      ? t('{least} to {most}', { least: moneyText(least), most: moneyText(most) })
      : least
        ? t('from {least}', { least: moneyText(least) })
        : most
          ? t('up to {most}', { most: moneyText(most) })
          : t('any amount');
  const fees = [
    fixed.amount > 0 ? moneyText(fixed) : '',
    points > 0 ? `${percentText(points)} %` : '',
  ].filter(Boolean);
  const fee = fees.length > 0 ? t('fee {fee}', { fee: fees.join(' + ') }) : t('no fee');
  return [bounds, fee, daily === null ? '' : t('{daily} a day', { daily: daily ?? 0 })]
    .filter(Boolean)
    .join(', ');
}

function Direction({ terms }: { terms: MethodDirection }) {
  if (!terms.open) return <Tag>{t('Closed')}</Tag>;
  return <span className="num">{directionText(terms)}</span>;
}
