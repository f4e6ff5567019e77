// How a player and the house settle: weekly, running, or money first; and the balance at which
// they settle, either way.

import type { AccountType, MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import { TextField } from '@shared/ui/controls';
import { Options } from '@shared/ui/options';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { useReplaceAccount } from '../reading/credit-writes';
import { accountWords } from './AccountCard';
import { amountInput, typedAmount } from './amount-field';

const about: Record<AccountType, string> = {
  weekly: t('On credit; settled when the week closes.'),
  running: t('On credit until it is used up or the settle limit is reached.'),
  post_up: t('Money first, no credit.'),
};
const kinds: AccountType[] = ['weekly', 'running', 'post_up'];

export function AccountDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const { currency } = useBook();
  const replace = useReplaceAccount(member.id);
  const [kind, setKind] = useState<AccountType>(member.account.account_type);
  const [text, setText] = useState(amountInput(member.account.settle_limit));
  const settle = typedAmount(text, currency);
  const { login } = member;
  const confirm = () =>
    replace.mutate(
      { account_type: kind, settle_limit: settle.value },
      {
        onSuccess: () => {
          tell(t('{login} settles anew.', { login }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Account of {login}', { login })}
      confirm={
        settle.value
          ? t('{kind}, settle at {amount}', {
              kind: accountWords[kind],
              amount: moneyText(settle.value),
            })
          : t('{kind}, no settle limit', { kind: accountWords[kind] })
      }
      confirming={t('Setting')}
      busy={replace.isPending}
      blocked={Boolean(settle.wrong)}
      error={replace.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Options<AccountType>
        title={t('Settles')}
        options={kinds.map((value) => ({
          value,
          name: accountWords[value],
          about: about[value],
        }))}
        value={kind}
        onChange={setKind}
      />
      <TextField
        label={t('Settle limit')}
        inputMode="decimal"
        unit={currency}
        placeholder={t('none')}
        value={text}
        hint={t('the balance, either way, at which they settle')}
        wrong={settle.wrong ?? fieldErrors(replace.error).settle_limit}
        onChange={(event) => setText(event.target.value)}
      />
    </EffectDialog>
  );
}
