// Credit lent on top until a time, or taken back before it. It counts no longer than its time.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import { bookClock } from '@shared/time';
import { Button, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Amount, Available } from '../parts/Amount';
import { BeforeAfter } from '../parts/BeforeAfter';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { dateText, hourText } from '../parts/office-time';
import { useEndTemporaryCredit, useLendCredit } from '../reading/credit-writes';
import { amountInput, typedAmount } from './amount-field';

const dayMilliseconds = 86_400_000;
type Props = { member: MemberDetail; onClose: () => void };

export function TemporaryCreditDialog({ member, onClose }: Props) {
  const { currency, time_zone: zone } = useBook();
  const lend = useLendCredit(member.id);
  const end = useEndTemporaryCredit(member.id);
  const before = member.account.temporary_credit;
  const [text, setText] = useState(before ? amountInput(before.amount) : '');
  const [days, setDays] = useState('3');
  const [note, setNote] = useState('');
  const [now] = useState(() => bookClock.now());
  const amount = typedAmount(text, currency);
  const whole = /^\d{1,3}$/.test(days.trim()) && Number(days) > 0 ? Number(days) : null;
  const expires = new Date(now + (whole ?? 0) * dayMilliseconds).toISOString();
  const until = `${dateText(expires, zone)} ${hourText(expires, zone)}`;
  const { login } = member;
  const done = (words: string) => ({
    onSuccess: () => {
      tell(words);
      onClose();
    },
  });
  const confirm = () => {
    if (!amount.value || whole === null) return;
    const words = note.trim();
    const loan = { amount: amount.value, expires_at: expires };
    lend.mutate(
      words ? { ...loan, note: words } : loan,
      done(t('Credit lent to {login}.', { login })),
    );
  };
  const refused = fieldErrors(lend.error);
  return (
    <EffectDialog
      title={t('Lend credit to {login}', { login })}
      confirm={t('Lend {amount} until {until}', {
        amount: amount.value ? moneyText(amount.value) : '—',
        until: whole === null ? '—' : until,
      })}
      confirming={t('Lending')}
      busy={lend.isPending || end.isPending}
      blocked={!amount.value || whole === null}
      error={lend.error ?? end.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="fields">
        <TextField
          label={t('Amount')}
          inputMode="decimal"
          unit={currency}
          value={text}
          data-first-focus
          wrong={amount.wrong ?? refused.amount}
          onChange={(event) => setText(event.target.value)}
        />
        <TextField
          label={t('Ends after')}
          inputMode="numeric"
          unit={t('days')}
          value={days}
          wrong={whole === null ? t('Write a whole number.') : refused.expires_at}
          onChange={(event) => setDays(event.target.value)}
        />
        <TextField
          label={t('Note')}
          value={note}
          wrong={refused.note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
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
