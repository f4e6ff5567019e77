// Asking for more credit: how much and why, and what became of it. Somebody else decides.

import { asIntent } from '@shared/api/as-intent';
import { answer, api } from '@shared/api/client';
import type { ApplicationState, CreditApplication, Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText, readAmount } from '@shared/money';
import { useBook } from '@shared/session';
import { startText } from '@shared/time';
import { Button, Tag, TextField, type Tone } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { errorReference, errorText, Note } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { useBalanceQuery } from '../shell/balance-query';

const applicationsKey = ['credit-applications'] as const;
const shown = 10;

const stateWords: Record<ApplicationState, { word: string; tone: Tone }> = {
  asked: { word: t('Waits'), tone: 'warn' },
  granted: { word: t('Granted'), tone: 'ok' },
  refused: { word: t('Refused'), tone: 'neg' },
};

export function CreditPage() {
  const applications = useQuery({
    queryKey: applicationsKey,
    queryFn: () =>
      answer(api.GET('/v1/credit-applications', { params: { query: { limit: shown } } })),
  });
  const found = applications.data?.items ?? [];
  const waits = found.some((one) => one.state === 'asked');
  return (
    <div className="page">
      <div className="page-head">
        <Link href="/wallet" className="back">
          <Icon name="back" />
          {t('Wallet')}
        </Link>
        <h1 tabIndex={-1}>{t('Credit')}</h1>
        <p className="page-about">
          {t('How far your balance may go below zero. Your book decides; it may take a while.')}
        </p>
      </div>
      {!waits && <AskForm />}
      {found.length > 0 && (
        <>
          <h2 className="section-head">{t('What you asked for')}</h2>
          <div className="cards">
            {found.map((one) => (
              <Application key={one.id} application={one} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

function Application({ application }: { application: CreditApplication }) {
  const { amount, state, asked_at: at, assessment, note } = application;
  const { word, tone } = stateWords[state];
  return (
    <article className="card payout">
      <p className="payout-head">
        <b className="num">{moneyText(amount)}</b>
        <Tag tone={tone}>{word}</Tag>
        <span className="payout-state num">{startText(at)}</span>
      </p>
      {note && <p className="payout-reason">{note}</p>}
      {assessment && (
        <p className="payout-reason">
          {assessment.granted && (
            <b className="num">
              {t('{amount} granted', { amount: moneyText(assessment.granted) })}
              {assessment.effective_at &&
                `, ${t('from {time}', { time: startText(assessment.effective_at) })}`}
              .{' '}
            </b>
          )}
          {assessment.assessment}
        </p>
      )}
    </article>
  );
}

function AskForm() {
  const { currency } = useBook();
  const now = useBalanceQuery().data?.credit_limit;
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const ask = useMutation({
    mutationFn: (body: { amount: Money; note: string }) =>
      asIntent('credit', body, (header) =>
        answer(api.POST('/v1/credit-applications', { params: { header }, body })),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: applicationsKey });
      tell(t('Your book has your request.'));
    },
  });
  const read = text.trim() === '' ? 0 : readAmount(text, currency);
  const amount: Money = { amount: read ?? 0, currency };
  return (
    <form
      className="withdraw"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (amount.amount > 0 && !ask.isPending) ask.mutate({ amount, note: note.trim() });
      }}
    >
      <TextField
        label={t('Credit you want in all')}
        inputMode="decimal"
        unit={currency}
        autoComplete="off"
        value={text}
        wrong={read === null ? t('This amount cannot be read') : undefined}
        hint={now && t('You have {amount} now.', { amount: moneyText(now) })}
        onChange={(event) => setText(event.target.value)}
      />
      <TextField label={t('Why')} value={note} onChange={(event) => setNote(event.target.value)} />
      {ask.error !== null && (
        <Note tone="error" title={t('Nothing was asked for.')} code={errorReference(ask.error)}>
          {errorText(ask.error)}
        </Note>
      )}
      <Button look="primary" big wide type="submit" disabled={amount.amount <= 0 || ask.isPending}>
        {amount.amount > 0
          ? t('Ask for credit of {amount}', { amount: moneyText(amount) })
          : t('Enter an amount')}
      </Button>
    </form>
  );
}
