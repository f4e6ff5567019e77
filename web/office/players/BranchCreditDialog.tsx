// The most credit all players below an agent may have together, raises that wait and loans
// included.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import { TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { useReplaceBranchCredit } from '../reading/credit-writes';
import { amountInput, typedAmount } from './amount-field';

type Props = { member: MemberDetail; onClose: () => void };

export function BranchCreditDialog({ member, onClose }: Props) {
  const { currency } = useBook();
  const replace = useReplaceBranchCredit(member.id);
  const [text, setText] = useState(amountInput(member.account.branch_credit));
  const most = typedAmount(text, currency);
  const { login } = member;
  const confirm = () =>
    replace.mutate(most.value, {
      onSuccess: () => {
        tell(t('Credit of the branch of {login} is bound anew.', { login }));
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Credit of the branch of {login}', { login })}
      confirm={
        most.value
          ? t('Bound the branch at {amount}', { amount: moneyText(most.value) })
          : t('Take the bound away')
      }
      confirming={t('Setting')}
      busy={replace.isPending}
      blocked={Boolean(most.wrong)}
      error={replace.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TextField
        label={t('Most credit of all players')}
        inputMode="decimal"
        unit={currency}
        placeholder={t('no bound')}
        value={text}
        data-first-focus
        hint={t('raises that wait and lent credit count too')}
        wrong={most.wrong ?? fieldErrors(replace.error).branch_credit}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="small t3">
        {t('Credit that was given stays. Who gives more than is left is told what is possible.')}
      </p>
    </EffectDialog>
  );
}
