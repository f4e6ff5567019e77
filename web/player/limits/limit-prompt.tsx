// Asks for a limit of one's own before the first deposit. The amount is one's own free text: the
// field is empty, nothing is suggested.

import { t } from '@shared/i18n/language';
import { moneyText, readAmount } from '@shared/money';
import { useBook } from '@shared/session';
import { Button, TextField } from '@shared/ui/controls';
import { errorText, Note } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useProtection, useSetLimit } from './protection-query';

export function LimitPrompt() {
  const due = useProtection().data?.prompt_due;
  return due ? <Prompt /> : null;
}

function Prompt() {
  const { currency } = useBook();
  const set = useSetLimit();
  const [text, setText] = useState('');
  const [skipped, setSkipped] = useState(false);
  if (skipped) return null;
  const read = text.trim() === '' ? null : readAmount(text, currency);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (read === null || set.isPending) return;
    const amount = { amount: read, currency };
    set.mutate(
      { measure: 'deposit', span: 'week', amount },
      { onSuccess: () => tell(t('At most {amount} a week.', { amount: moneyText(amount) })) },
    );
  };
  return (
    <form className="card limit-prompt" onSubmit={submit} noValidate>
      <h2>{t('How much do you want to pay in at most?')}</h2>
      <TextField
        label={t('At most a week')}
        inputMode="decimal"
        unit={currency}
        autoComplete="off"
        value={text}
        wrong={text.trim() !== '' && read === null ? t('This amount cannot be read') : undefined}
        hint={t('A lower limit holds at once, a higher one only later.')}
        onChange={(event) => setText(event.target.value)}
      />
      {set.error && <Note tone="error">{errorText(set.error)}</Note>}
      <p className="limit-prompt-acts">
        <Button type="submit" look="primary" disabled={read === null || set.isPending}>
          {t('Set the limit')}
        </Button>
        <Button onClick={() => setSkipped(true)}>{t('Not now')}</Button>
        <Link href="/limits">{t('Other limits')}</Link>
      </p>
    </form>
  );
}
