// An amount that ends after some days, and why: the fields of whatever is granted or lent for a
// time.

import type { Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { bookClock } from '@shared/time';
import { TextField } from '@shared/ui/controls';
import { useState } from 'react';
import { fieldErrors } from '../parts/field-errors';
import { typedAmount } from './amount-field';

const dayMilliseconds = 86_400_000;

type Begin = { amount: string; days: string };
type Body = { amount: Money; expires_at: string; note?: string };

/** What is typed, and the request it makes: none while something is wrong or missing. */
export function useTimedAmount(begin: Begin) {
  const { currency } = useBook();
  const [text, setText] = useState(begin.amount);
  const [days, setDays] = useState(begin.days);
  const [note, setNote] = useState('');
  const [now] = useState(() => bookClock.now());
  const amount = typedAmount(text, currency);
  const whole = /^\d{1,3}$/.test(days.trim()) && Number(days) > 0 ? Number(days) : null;
  const expires = whole === null ? null : new Date(now + whole * dayMilliseconds).toISOString();
  const words = note.trim();
  const terms =
    amount.value && expires !== null ? { amount: amount.value, expires_at: expires } : null;
  const body: Body | null = terms && words ? { ...terms, note: words } : terms;
  return { text, setText, days, setDays, note, setNote, amount, expires, body };
}

type Props = { typed: ReturnType<typeof useTimedAmount>; error: unknown };

export function TimedAmountFields({ typed, error }: Props) {
  const { currency } = useBook();
  const refused = fieldErrors(error);
  return (
    <div className="fields">
      <TextField
        label={t('Amount')}
        inputMode="decimal"
        unit={currency}
        value={typed.text}
        data-first-focus
        wrong={typed.amount.wrong ?? refused.amount}
        onChange={(event) => typed.setText(event.target.value)}
      />
      <TextField
        label={t('Ends after')}
        inputMode="numeric"
        unit={t('days')}
        value={typed.days}
        wrong={typed.expires === null ? t('Write a whole number.') : refused.expires_at}
        onChange={(event) => typed.setDays(event.target.value)}
      />
      <TextField
        label={t('Note')}
        value={typed.note}
        wrong={refused.note}
        onChange={(event) => typed.setNote(event.target.value)}
      />
    </div>
  );
}
