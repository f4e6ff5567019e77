// Payouts by where they stand: those to approve, those to pay, and the rest for reference.

import type { Withdrawal, WithdrawalState } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Segmented } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { WithdrawalTable } from '../approvals/WithdrawalTable';
import { Card } from '../parts/Card';
import type { Cell } from '../parts/csv';
import { ExportButton } from '../parts/ExportButton';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { Scroller } from '../parts/Scroller';
import { itemsOf } from '../reading/pages';
import { useWithdrawals } from '../reading/rule-queries';
import { useFilter } from '../reading/search-params';

const stateChoices: { value: string; label: string }[] = [
  { value: '', label: t('To pay') },
  { value: 'requested', label: t('To approve') },
  { value: 'paid', label: t('Paid') },
  { value: 'denied', label: t('Denied') },
  { value: 'cancelled', label: t('Cancelled') },
];

const headings = ['requested_at', 'login', 'amount', 'fee', 'method', 'destination', 'state'];

function exportRow(one: Withdrawal): Cell[] {
  const { requested, login, amount, fee, method, destination, state } = one;
  return [requested.at, login, amount, fee, method, destination, state];
}

export function Payouts() {
  const [word, setWord] = useFilter('state');
  const withdrawals = useWithdrawals({ state: (word || 'approved') as WithdrawalState });
  const found = itemsOf(withdrawals.data);
  return (
    <>
      <div className="bar">
        <Segmented label={t('State')} choices={stateChoices} value={word} onChange={setWord} />
        <span className="spring" />
        <ExportButton
          name={t('Withdrawals')}
          headings={headings}
          rows={() => found.map(exportRow)}
        />
      </div>
      <Card className="fill" label={t('Withdrawals')}>
        <Loaded question={withdrawals} rows={8}>
          {() =>
            found.length === 0 ? (
              <EmptyState icon="wallet" title={t('No withdrawal here')}>
                {t('Payouts that players ask for move through here until they are paid.')}
              </EmptyState>
            ) : (
              <>
                <Scroller label={t('Withdrawals')}>
                  <WithdrawalTable withdrawals={found} />
                </Scroller>
                <More pages={withdrawals} shown={found.length} what="withdrawal" />
              </>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}
