// One step of a payout: approve, deny or pay, with what it does to the player's money.

import type { Withdrawal } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodWords } from '@shared/method-terms';
import { moneyText } from '@shared/money';
import { TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Amount } from '../parts/Amount';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { useMoveWithdrawal, type WithdrawalStepContent } from '../reading/rule-writes';

export type WithdrawalStep = 'approve' | 'deny' | 'pay';

type Words = { title: string; confirm: string; done: string; effect: string };

function wordsOf(step: WithdrawalStep, { login, amount, method }: Withdrawal): Words {
  const text = moneyText(amount);
  switch (step) {
    case 'approve':
      return {
        title: t('Approve a payout of {login}', { login }),
        confirm: t('Approve {text} for {login}', { text, login }),
        done: t('Approved: {text} for {login}.', { text, login }),
        effect: t('It may then be paid. The amount stays held until it is.'),
      };
    case 'deny':
      return {
        title: t('Deny a payout of {login}', { login }),
        confirm: t('Deny {text} for {login}', { text, login }),
        done: t('Denied: {text} is available to {login} again.', { text, login }),
        effect: t('The amount can be bet or asked for again at once. The player reads the reason.'),
      };
    case 'pay':
      return {
        title: t('Pay {login}', { login }),
        confirm: t('Paid {text} to {login}', { text, login }),
        done: t('Recorded: {text} was paid to {login}.', { text, login }),
        effect: t('Records that the money has left by {method}. It cannot be taken back.', {
          method: methodWords[method].toLowerCase(),
        }),
      };
  }
}

type Props = { withdrawal: Withdrawal; step: WithdrawalStep; onClose: () => void };

export function WithdrawalDialog({ withdrawal, step, onClose }: Props) {
  const move = useMoveWithdrawal(withdrawal.id);
  const [text, setText] = useState('');
  const words = wordsOf(step, withdrawal);
  const content: WithdrawalStepContent =
    step === 'deny'
      ? { step, reason: text.trim() }
      : step === 'pay'
        ? { step, reference: text.trim() }
        : { step };
  const refused = fieldErrors(move.error);
  const confirm = () =>
    move.mutate(content, {
      onSuccess: () => {
        tell(words.done);
        onClose();
      },
    });
  return (
    <EffectDialog
      title={words.title}
      confirm={words.confirm}
      confirming={t('Recording')}
      busy={move.isPending}
      blocked={step === 'deny' && text.trim() === ''}
      error={move.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <dl className="payout-facts">
        <dt>{t('Leaves the account')}</dt>
        <dd>
          <Amount value={withdrawal.amount} style="plain" />
        </dd>
        <dt>{t('Fee')}</dt>
        <dd>
          <Amount value={withdrawal.fee} style="plain" />
        </dd>
        <dt>{t('Reaches the player')}</dt>
        <dd>
          <b>
            <Amount
              value={{
                ...withdrawal.amount,
                amount: withdrawal.amount.amount - withdrawal.fee.amount,
              }}
              style="plain"
            />
          </b>
        </dd>
        <dt>{methodWords[withdrawal.method]}</dt>
        <dd>{withdrawal.destination || '—'}</dd>
      </dl>
      {step !== 'approve' && (
        <TextField
          label={step === 'deny' ? t('Reason, for the player') : t('Reference')}
          placeholder={step === 'pay' ? t('bank or receipt number') : undefined}
          value={text}
          data-first-focus
          wrong={refused.reason ?? refused.reference}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <p className="small t3">{words.effect}</p>
    </EffectDialog>
  );
}
