// Records commission that was paid to an agent, or what an agent owed and paid in.

import type { Deal, Method } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodLabel } from '@shared/method-terms';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import { SelectField, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Amount } from '../parts/Amount';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { amountInput, typedAmount } from '../players/amount-field';
import { useMethods } from '../reading/rule-queries';
import { usePayCommission } from '../reading/week-queries';

export function CommissionDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { currency } = useBook();
  const send = usePayCommission();
  const { agent_id: agent, login, payable } = deal;
  const owes = payable.amount < 0;
  const [text, setText] = useState(amountInput({ ...payable, amount: Math.abs(payable.amount) }));
  const [method, setMethod] = useState<Method>('cash');
  const [reference, setReference] = useState('');
  const methods = useMethods().data?.items ?? [];
  const typed = typedAmount(text, currency);
  const amount = typed.value ?? { amount: 0, currency };
  const refused = fieldErrors(send.error);
  const words = { text: moneyText(amount), login };
  const sentence = owes
    ? t('Collect {text} from {login}', words)
    : t('Pay {text} to {login}', words);
  const confirm = () =>
    send.mutate(
      {
        agent_id: agent,
        method,
        amount: { ...amount, amount: owes ? -amount.amount : amount.amount },
        reference: reference.trim() || null,
      },
      {
        onSuccess: () => {
          tell(t('Recorded: {sentence}.', { sentence }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Commission of {login}', { login })}
      confirm={sentence}
      confirming={t('Recording')}
      busy={send.isPending}
      blocked={typed.value === null || amount.amount === 0}
      error={send.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <dl className="payout-facts">
        <dt>{owes ? t('Owed by the agent') : t('Payable to the agent')}</dt>
        <dd>
          <Amount value={{ ...payable, amount: Math.abs(payable.amount) }} style="plain" />
        </dd>
      </dl>
      <div className="fields">
        <TextField
          label={t('Amount')}
          inputMode="decimal"
          value={text}
          wrong={typed.wrong ?? refused.amount}
          data-first-focus
          onChange={(event) => setText(event.target.value)}
        />
        <SelectField
          label={t('Method')}
          value={method}
          wrong={refused.method}
          onChange={(event) => setMethod(event.target.value as Method)}
        >
          {methods.map((one) => (
            <option key={one.method} value={one.method}>
              {methodLabel(one)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('Reference')}
          value={reference}
          wrong={refused.reference}
          onChange={(event) => setReference(event.target.value)}
        />
      </div>
    </EffectDialog>
  );
}
