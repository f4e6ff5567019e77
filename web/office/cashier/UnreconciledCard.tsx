// Payments of a method that no provider's record has named, oldest first.

import type { Method, UnreconciledPayment } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodWords } from '@shared/method-terms';
import { EmptyState } from '@shared/ui/states';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { Scroller } from '../parts/Scroller';
import { itemsOf } from '../reading/pages';
import { useUnreconciled } from '../reading/reconcile';
import { directionWords } from './outcome-words';

export function UnreconciledCard({ method }: { method: Method }) {
  const payments = useUnreconciled(method);
  const found = itemsOf(payments.data);
  return (
    <Card className="fill" label={t('Payments no file has named')}>
      <Loaded question={payments} rows={6}>
        {() =>
          found.length === 0 ? (
            <EmptyState icon="check" title={t('Every payment was named')}>
              {t('No payment by {method} with a reference waits for its provider.', {
                method: methodWords[method],
              })}
            </EmptyState>
          ) : (
            <>
              <Scroller label={t('Payments no file has named')}>
                <PaymentTable payments={found} />
              </Scroller>
              <More pages={payments} shown={found.length} what="payment" />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

function PaymentTable({ payments }: { payments: UnreconciledPayment[] }) {
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Player')}</th>
          <th>{t('Reference')}</th>
          <th>{t('Direction')}</th>
          <th className="n">{t('Amount')}</th>
        </tr>
      </thead>
      <tbody>
        {payments.map((one) => (
          <tr key={one.payment_id}>
            <td data-name={t('Player')}>
              <Link className="link" href={`/players/${encodeURIComponent(one.member_id)}`}>
                <bdi>{one.login}</bdi>
              </Link>
            </td>
            <td data-name={t('Reference')}>
              <bdi>{one.reference}</bdi>
            </td>
            <td data-name={t('Direction')}>{directionWords[one.direction]}</td>
            <td data-name={t('Amount')} className="n">
              <Amount value={one.amount} style="plain" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
