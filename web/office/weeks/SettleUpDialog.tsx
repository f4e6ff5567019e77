// The one question before every due of a week is collected or paid.

import type { Method, SettleUp } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodLabel } from '@shared/method-terms';
import { moneyText } from '@shared/money';
import { SelectField, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Amount } from '../parts/Amount';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { calendarText } from '../parts/office-time';
import { counted } from '../parts/words';
import { useMethods } from '../reading/rule-queries';
import { useConfirmSettleUp } from '../reading/week-queries';

export function SettleUpDialog({ found, onClose }: { found: SettleUp; onClose: () => void }) {
  const send = useConfirmSettleUp();
  const [method, setMethod] = useState<Method>('cash');
  const [reference, setReference] = useState('');
  const methods = (useMethods().data?.items ?? []).filter((one) => one.taken.open || one.paid.open);
  const refused = fieldErrors(send.error);
  const { week, players, collect, pay } = found;
  const confirm = () =>
    send.mutate(
      { week, method, reference: reference.trim() || null, players, collect, pay },
      {
        onSuccess: () => {
          tell(t('The week of {week} is being settled up.', { week: calendarText(found.week) }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Settle up the week of {week}', { week: calendarText(week) })}
      confirm={t('Collect {collect}, pay {pay}', {
        collect: moneyText(collect),
        pay: moneyText(pay),
      })}
      confirming={t('Settling up')}
      busy={send.isPending}
      error={send.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="effect-sums">
        <div>
          <span className="small t2">{t('To collect')}</span>
          <b>
            <Amount value={collect} style="plain" />
          </b>
        </div>
        <div>
          <span className="small t2">{t('To pay')}</span>
          <b>
            <Amount value={pay} style="plain" />
          </b>
        </div>
      </div>
      <div className="fields">
        <SelectField
          label={t('Method')}
          value={method}
          wrong={refused.method}
          data-first-focus
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
      <ul className="effects">
        <li>
          {t('One payment is recorded for each of {players}, less what was paid since the close.', {
            players: counted(players, 'player'),
          })}
        </li>
        <li>
          {t('A payout takes no more than the cash of the player. A week is settled up once.')}
        </li>
      </ul>
    </EffectDialog>
  );
}
