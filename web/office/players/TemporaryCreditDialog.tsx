// Credit lent on top until a time, or taken back before it. It counts no longer than its time.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { Amount, Available } from '../parts/Amount';
import { BeforeAfter } from '../parts/BeforeAfter';
import { EffectDialog } from '../parts/EffectDialog';
import { dateText, hourText } from '../parts/office-time';
import { useEndTemporaryCredit, useLendCredit } from '../reading/credit-writes';
import { amountInput } from './amount-field';
import { TimedAmountFields, useTimedAmount } from './TimedAmount';

type Props = { member: MemberDetail; onClose: () => void };

export function TemporaryCreditDialog({ member, onClose }: Props) {
  const { time_zone: zone } = useBook();
  const lend = useLendCredit(member.id);
  const end = useEndTemporaryCredit(member.id);
  const before = member.account.temporary_credit;
  const typed = useTimedAmount({ amount: before ? amountInput(before.amount) : '', days: '3' });
  const { amount, body, expires } = typed;
  const until = expires ? `${dateText(expires, zone)} ${hourText(expires, zone)}` : '—';
  const { login } = member;
  const done = (words: string) => ({
    onSuccess: () => {
      tell(words);
      onClose();
    },
  });
  return (
    <EffectDialog
      title={t('Lend credit to {login}', { login })}
      confirm={t('Lend {amount} until {until}', {
        amount: amount.value ? moneyText(amount.value) : '—',
        until,
      })}
      confirming={t('Lending')}
      busy={lend.isPending || end.isPending}
      blocked={!body}
      error={lend.error ?? end.error}
      onConfirm={() => body && lend.mutate(body, done(t('Credit lent to {login}.', { login })))}
      onClose={onClose}
    >
      <TimedAmountFields typed={typed} error={lend.error} />
      <LoanEffect member={member} lent={amount.value?.amount ?? 0} />
      {before && (
        <div>
          <Button
            look="danger"
            disabled={lend.isPending || end.isPending}
            onClick={() =>
              end.mutate({ end: true }, done(t('Lent credit of {login} taken back.', { login })))
            }
          >
            {t('Take back {amount} now', { amount: moneyText(before.amount) })}
          </Button>
        </div>
      )}
    </EffectDialog>
  );
}

/** What was lent before is replaced, not added to. */
function LoanEffect({ member, lent }: { member: MemberDetail; lent: number }) {
  const { available } = member;
  const before = member.account.temporary_credit?.amount ?? { ...available, amount: 0 };
  const after = { ...available, amount: available.amount - before.amount + lent };
  return (
    <BeforeAfter
      changes={[
        {
          what: t('Lent'),
          before: <Amount value={before} style="plain" />,
          after: <Amount value={{ ...before, amount: lent }} style="plain" />,
        },
        {
          what: t('Available to bet'),
          before: <Available value={available} />,
          after: <Available value={after} />,
        },
      ]}
    />
  );
}
