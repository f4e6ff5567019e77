// How money comes in and goes out: each method with its bounds and fees in both directions.

import type { MethodDirection, PaymentMethod } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodLabel, termsText } from '@shared/method-terms';
import { Button, Tag } from '@shared/ui/controls';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { Scroller } from '../parts/Scroller';
import { useMethods } from '../reading/rule-queries';
import { MethodDialog } from './MethodDialog';

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
                      <b>{methodLabel(one)}</b>
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
                          method: methodLabel(one),
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

function Direction({ terms }: { terms: MethodDirection }) {
  if (!terms.open) return <Tag>{t('Closed')}</Tag>;
  return <span className="num">{termsText(terms)}</span>;
}
