// What was paid and collected, newest first, and the way to record the next payment. Player side.

import type { Payment } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodWords } from '@shared/method-terms';
import { useBook, usePermission } from '@shared/session';
import { Button, Segmented } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { useCallback, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import type { Cell } from '../parts/csv';
import { ExportButton } from '../parts/ExportButton';
import { Loaded } from '../parts/Loaded';
import { MemberPicker } from '../parts/MemberPicker';
import { More } from '../parts/More';
import { dateText, secondText } from '../parts/office-time';
import { useWindow } from '../parts/use-window';
import { factWords } from '../parts/words';
import { PaymentDialog } from '../players/PaymentDialog';
import { itemsOf } from '../reading/pages';
import { useMember, usePayments } from '../reading/queries';
import { useFilter } from '../reading/search-params';
import { ScreenFrame } from '../shell/ScreenFrame';
import { Payouts } from './Payouts';
import { Reconciliations } from './Reconciliations';

const headings = ['at', 'login', 'kind', 'method', 'amount', 'fee', 'reference', 'note', 'by'];

function exportRow(payment: Payment): Cell[] {
  const { at, login, kind, method, amount, fee, reference, note, by } = payment;
  return [at, login, kind, method ?? '', amount, fee, reference, note, by ?? ''];
}

type View = 'payments' | 'withdrawals' | 'reconciliation';

const viewWords: Record<View, string> = {
  payments: t('Payments'),
  withdrawals: t('Withdrawals'),
  reconciliation: t('Reconciliation'),
};

export default function Cashier() {
  const [word, setWord] = useFilter('view');
  const mayReconcile = usePermission('adjust');
  const views: View[] = ['payments', 'withdrawals'];
  if (mayReconcile) views.push('reconciliation');
  const view = views.find((one) => one === word) ?? 'payments';
  return (
    <ScreenFrame title={t('Cashier')} perspective="player" fixed>
      <div className="bar">
        <Segmented<View>
          label={t('Shown')}
          choices={views.map((value) => ({ value, label: viewWords[value] }))}
          value={view}
          onChange={(next) => setWord(next === 'payments' ? '' : next)}
        />
      </div>
      {view === 'payments' && <Payments />}
      {view === 'withdrawals' && <Payouts />}
      {view === 'reconciliation' && <Reconciliations />}
    </ScreenFrame>
  );
}

function Payments() {
  const [memberId, setMemberId] = useFilter('member');
  const payments = usePayments(memberId || undefined);
  const found = itemsOf(payments.data);
  return (
    <>
      <div className="bar">
        <MemberPicker memberId={memberId} onChoose={setMemberId} label={t('Player')} />
        {memberId && <PayFor memberId={memberId} />}
        <span className="spring" />
        {!memberId && (
          <span className="small t3">{t('Choose a player to collect from or pay.')}</span>
        )}
        <ExportButton name={t('Payments')} headings={headings} rows={() => found.map(exportRow)} />
      </div>
      <Card className="fill ticker-list" label={t('Payments')}>
        <Loaded question={payments} rows={14}>
          {() =>
            found.length === 0 ? (
              <EmptyState icon="wallet" title={t('No payment recorded yet.')}>
                {t('What is collected and paid out stands here, with its reference.')}
              </EmptyState>
            ) : (
              <PaymentList payments={payments} found={found} />
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

function PayFor({ memberId }: { memberId: string }) {
  const member = useMember(memberId).data;
  const mayPay = usePermission('record_payment');
  const [paying, setPaying] = useState(false);
  if (!member || !mayPay) return null;
  return (
    <>
      <Button look="primary" compact onClick={() => setPaying(true)}>
        {t('Record payment')}
      </Button>
      {paying && <PaymentDialog member={member} onClose={() => setPaying(false)} />}
    </>
  );
}

type ListProps = { payments: ReturnType<typeof usePayments>; found: Payment[] };

function PaymentList({ payments, found }: ListProps) {
  const { time_zone: zone } = useBook();
  const scroller = useRef<HTMLElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = payments;
  const further = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const drawn = useWindow(scroller, found.length, 'tbody tr.payment', further);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by key */}
      <section className="scroller" ref={scroller} tabIndex={0} aria-label={t('Payments')}>
        <table className="list-table payments-table" aria-rowcount={found.length + 1}>
          <thead>
            <tr>
              <th>{t('Time')}</th>
              <th>{t('Player')}</th>
              <th>{t('Kind')}</th>
              <th>{t('Method')}</th>
              <th className="n">{t('Amount')}</th>
              <th className="n">{t('Fee')}</th>
              <th>{t('Reference')}</th>
              <th>{t('By')}</th>
            </tr>
          </thead>
          <tbody>
            {drawn.above > 0 && <tr style={{ height: drawn.above }} />}
            {found.slice(drawn.first, drawn.last).map((payment) => (
              <tr className="payment" key={payment.id}>
                <td className="num t2">
                  <span className="t3">{dateText(payment.at, zone)}</span>{' '}
                  {secondText(payment.at, zone)}
                </td>
                <td>
                  <Link className="link" href={`/players/${encodeURIComponent(payment.member_id)}`}>
                    <bdi>{payment.login}</bdi>
                  </Link>
                </td>
                <td>{factWords[payment.kind]}</td>
                <td className="t2">{payment.method ? methodWords[payment.method] : ''}</td>
                <td className="n">
                  <Amount value={payment.amount} style="plain" />
                </td>
                <td className="n t2">
                  {payment.fee.amount > 0 && <Amount value={payment.fee} style="plain" />}
                </td>
                <td title={payment.note}>{payment.reference || payment.note}</td>
                <td className="t2">{payment.by}</td>
              </tr>
            ))}
            {drawn.below > 0 && <tr style={{ height: drawn.below }} />}
          </tbody>
        </table>
      </section>
      <More pages={payments} shown={found.length} what="payment" />
    </>
  );
}
