// Asking for a payout on one page: how much, where to, what it leaves, and a button that says it.

import { asIntent } from '@shared/api/as-intent';
import { answer, api, NoAnswer } from '@shared/api/client';
import type { Balance, Jurisdiction, Method, Money, PaymentMethod } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { feeOf, methodLabel, termsText } from '@shared/method-terms';
import { moneyText, readAmount, signClass } from '@shared/money';
import { useBook } from '@shared/session';
import { longZoneText } from '@shared/time';
import { Button, TextField } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { Options } from '@shared/ui/options';
import {
  EmptyState,
  ErrorState,
  errorReference,
  errorText,
  Note,
  Skeleton,
} from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useBalanceQuery } from '../shell/balance-query';
import { balanceKey, methodsKey, statementKey, withdrawalsKey } from '../shell/use-live-updates';
import { useJurisdiction, useMethods } from './methods';

/** What can be asked for now: cash of one's own, never credit. */
export function mostToWithdraw({ cash, available }: Balance): Money {
  return { ...cash, amount: Math.max(0, Math.min(cash.amount, available.amount)) };
}

/** Ways to be paid, those first by which something has to go back. */
export function waysOut(methods: PaymentMethod[]): PaymentMethod[] {
  const open = methods.filter((one) => one.paid.open);
  return [...open].sort((one, other) => other.refund_due.amount - one.refund_due.amount);
}

export function WithdrawPage() {
  const balance = useBalanceQuery();
  const methods = useMethods();
  const rules = useJurisdiction();
  const failed = balance.error ?? methods.error ?? rules.error;
  const again = () => {
    for (const one of [balance, methods, rules]) void one.refetch();
  };
  return (
    <div className="page">
      <div className="page-head">
        <Link href="/wallet" className="back">
          <Icon name="back" />
          {t('Wallet')}
        </Link>
        <h1 tabIndex={-1}>{t('Withdraw')}</h1>
      </div>
      {balance.data && methods.data && rules.data ? (
        <WithdrawForm
          balance={balance.data}
          methods={waysOut(methods.data.items)}
          rules={rules.data.withdrawal}
        />
      ) : failed ? (
        <ErrorState error={failed} onRetry={again} />
      ) : (
        <div className="cards" aria-busy="true">
          <Skeleton height="320px" />
        </div>
      )}
    </div>
  );
}

type WayBackProps = { methods: PaymentMethod[]; chosen: PaymentMethod; amount: Money };

type FormProps = {
  balance: Balance;
  methods: PaymentMethod[];
  rules: Jurisdiction['withdrawal'];
};

function useAsk(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { amount: Money; method: Method; destination: string }) =>
      asIntent('withdrawal', body, (header) =>
        answer(api.POST('/v1/withdrawals', { params: { header }, body })),
      ),
    onSuccess: (done) => {
      client.setQueryData(balanceKey, done.balance);
      for (const queryKey of [withdrawalsKey, statementKey, methodsKey]) {
        void client.invalidateQueries({ queryKey });
      }
      tell(t('Asked for: {amount}.', { amount: moneyText(done.amount) }));
      onDone();
    },
  });
}

function WithdrawForm({ balance, methods, rules }: FormProps) {
  const { currency } = useBook();
  const [, go] = useLocation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Method | undefined>(methods[0]?.method);
  const [destination, setDestination] = useState('');
  const ask = useAsk(() => go('/wallet'));
  const way = methods.find((one) => one.method === chosen);
  if (!way) {
    return (
      <EmptyState icon="wallet" title={t('No way to be paid here')}>
        {t('Ask your agent: your book pays by hand.')}
      </EmptyState>
    );
  }
  const read = text.trim() === '' ? 0 : readAmount(text, currency);
  const amount: Money = { amount: read ?? 0, currency };
  const send = () => ask.mutate({ amount, method: way.method, destination: destination.trim() });
  const label = methodLabel(way);
  return (
    <form
      className="withdraw"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (amount.amount > 0 && !ask.isPending) send();
      }}
    >
      <TextField
        label={t('Amount')}
        inputMode="decimal"
        unit={currency}
        autoComplete="off"
        value={text}
        wrong={read === null ? t('This amount cannot be read') : undefined}
        hint={<BoundsText rules={rules} most={mostToWithdraw(balance)} />}
        onChange={(event) => setText(event.target.value)}
      />
      <Options<Method>
        title={t('To')}
        options={methods.map((one) => ({
          value: one.method,
          name: methodLabel(one),
          about: termsText(one.paid),
        }))}
        value={way.method}
        onChange={setChosen}
      />
      <WayBack methods={methods} chosen={way} amount={amount} />
      <TextField
        label={t('Account or place')}
        value={destination}
        hint={t('where it is to be paid, such as the end of an account number')}
        onChange={(event) => setDestination(event.target.value)}
      />
      <Effect balance={balance} amount={amount} fee={feeOf(way.paid, amount)} />
      {ask.error !== null && <AskError error={ask.error} />}
      <Button look="primary" big wide type="submit" disabled={amount.amount <= 0 || ask.isPending}>
        {amount.amount > 0
          ? t('Withdraw {amount} to {method}', { amount: moneyText(amount), method: label })
          : t('Enter an amount')}
      </Button>
      <p className="withdraw-note">{t('You can take it back until it is approved.')}</p>
    </form>
  );
}

/** What has to go back the way it came before another way is free. */
function WayBack({ methods, chosen, amount }: WayBackProps) {
  const due = methods.filter((one) => one.refund_due.amount > 0);
  const others = due.filter((one) => one.method !== chosen.method);
  if (due.length === 0) return null;
  const blocked = others.length > 0 && amount.amount > chosen.refund_due.amount;
  const ways = due.map((one) => `${moneyText(one.refund_due)} (${methodLabel(one)})`).join(', ');
  return (
    <Note tone={blocked ? 'warn' : 'info'} title={t('The way it came in')}>
      {t('What was paid in goes back the same way first: {ways}.', { ways })}
    </Note>
  );
}

function BoundsText({ rules, most }: { rules: FormProps['rules']; most: Money }) {
  const { now } = useBook();
  const { minimum, cutoff, rollover_percent: rollover } = rules;
  const nextDay = t('After {cutoff} ({zone}) it counts as the next day.', {
    cutoff: cutoff ?? '',
    zone: longZoneText(now),
  });
  return (
    <>
      {t('From {minimum}. You can withdraw up to {most} now.', {
        minimum: moneyText(minimum),
        most: moneyText(most),
      })}
      {cutoff && ` ${nextDay}`}
      {rollover > 0 &&
        ` ${t('Deposits must have been wagered first: {rollover} percent of them.', { rollover })}`}
    </>
  );
}

function AskError({ error }: { error: unknown }) {
  if (error instanceof NoAnswer) {
    return (
      <Note tone="warn" title={t('No answer yet.')}>
        {t('It is not known whether your book has it. Send it again: it cannot be asked twice.')}
      </Note>
    );
  }
  return (
    <Note tone="error" title={t('Nothing was asked for.')} code={errorReference(error)}>
      {errorText(error)}
    </Note>
  );
}

function Effect({ balance, amount, fee }: { balance: Balance; amount: Money; fee: Money }) {
  const held = { ...amount, amount: -amount.amount };
  const after = { ...balance.available, amount: balance.available.amount - amount.amount };
  const reaches = { ...amount, amount: amount.amount - fee.amount };
  return (
    <>
      <h2 className="section-head">{t('What happens')}</h2>
      <dl className="card effect num">
        <div>
          <dt>{t('Available now')}</dt>
          <dd>{moneyText(balance.available)}</dd>
        </div>
        <div>
          <dt>{t('Held for this withdrawal')}</dt>
          <dd className={signClass(held)}>{moneyText(held, 'signed')}</dd>
        </div>
        <div>
          <dt>
            <b>{t('Available after')}</b>
          </dt>
          <dd className={after.amount < 0 ? 'neg' : undefined}>
            <b>{moneyText(after, after.amount < 0 ? 'signed' : 'plain')}</b>
          </dd>
        </div>
        {fee.amount > 0 && (
          <div>
            <dt>{t('Reaches you after the fee of {fee}', { fee: moneyText(fee) })}</dt>
            <dd>{moneyText(reaches)}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
