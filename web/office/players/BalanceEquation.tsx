// Why this much can be bet: the equation, in the book's own numbers. Should a hold stand besides
// the four terms, it is printed as the fifth, so that the line always adds up.

import type { MemberDetail, Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import type { ReactNode } from 'react';
import { Amount, owedText } from '../parts/Amount';

export function BalanceEquation({ member }: { member: MemberDetail }) {
  const { balance, at_risk: risk, credit_limit: credit, available } = member;
  const lent = member.account.temporary_credit?.amount;
  const terms = balance.amount - risk.amount + credit.amount + (lent?.amount ?? 0);
  const held = terms - available.amount;
  return (
    <section className="card equation" aria-label={t('Balance equation')}>
      <Term
        name={t('Available to bet')}
        value={available}
        kind="whole"
        signed={available.amount < 0}
      />
      <Sign>=</Sign>
      <Term name={t('Balance')} value={balance} beside={owedText(balance)} signed />
      <Sign>−</Sign>
      <Term name={t('At risk')} value={risk} beside={t('in open tickets')} />
      <Sign>+</Sign>
      <Term name={t('Credit')} value={credit} beside={t('may owe this much')} />
      {lent && (
        <>
          <Sign>+</Sign>
          <Term name={t('Lent')} value={lent} beside={t('until its time')} />
        </>
      )}
      {held !== 0 && (
        <>
          <Sign>{held > 0 ? '−' : '+'}</Sign>
          <Term
            name={t('Other holds')}
            value={{ amount: Math.abs(held), currency: balance.currency }}
            beside={t('pending withdrawals, free play')}
          />
        </>
      )}
      <span className="equation-gap" />
      <Term
        name={t('Figure this week')}
        value={member.figure_week}
        beside={t('wagering only')}
        signed
      />
    </section>
  );
}

function Sign({ children }: { children: ReactNode }) {
  return <i aria-hidden="true">{children}</i>;
}

type TermProps = {
  name: string;
  value: Money;
  beside?: string;
  kind?: 'whole';
  signed?: boolean;
};

function Term({ name, value, beside, kind, signed }: TermProps) {
  return (
    <div className={kind ? 'term whole' : 'term'}>
      <span>{name}</span>
      <b>
        <Amount value={value} style={signed ? 'signed' : 'plain'} />
      </b>
      {beside && <small>{beside}</small>}
    </div>
  );
}
