// Payouts this player asked for, newest first, with the next step of each.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { WithdrawalTable } from '../approvals/WithdrawalTable';
import { Card } from '../parts/Card';
import { Scroller } from '../parts/Scroller';
import { itemsOf } from '../reading/pages';
import { useWithdrawals } from '../reading/rule-queries';

/** Nothing where none was ever asked for. */
export function PayoutsCard({ member }: { member: MemberDetail }) {
  const found = itemsOf(useWithdrawals({ member_id: member.id }).data);
  if (found.length === 0) return null;
  return (
    <Card title={t('Withdrawals')} className="payouts">
      <Scroller label={t('Withdrawals')}>
        <WithdrawalTable withdrawals={found} />
      </Scroller>
    </Card>
  );
}
