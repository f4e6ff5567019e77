// What can be used, what is owed, and every movement with the balance after it.

import { answer, api, downloadAddress } from '@shared/api/client';
import type { Balance, Money, StatementLine } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { minusSign, moneyText, signClass, withMinus } from '@shared/money';
import { useBook } from '@shared/session';
import { longZoneText, startText } from '@shared/time';
import { Button } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { EmptyState, ErrorState, Skeleton } from '@shared/ui/states';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useBalanceQuery } from '../shell/balance-query';
import { statementKey } from '../shell/use-live-updates';
import { FreePlays } from './free-plays';
import { HistoryCard } from './history-card';
import { useJurisdiction } from './methods';
import { Withdrawals } from './withdrawals';

type Term = { sign: string; name: string; money: Money; style: 'signed' | 'plain' };

function owed(balance: Money): string {
  if (balance.amount < 0) return t('balance, you owe');
  return balance.amount > 0 ? t('balance, owed to you') : t('balance');
}

/** Credit that ends at its time, where some was lent. */
function lentTerm({ temporary_credit: lent }: Balance): Term[] {
  if (lent.amount === 0) return [];
  return [{ sign: '+', name: t('lent for a time'), money: lent, style: 'plain' }];
}

/** The terms that add up to what is available, in the order they are read. */
export function equation(balance: Balance): Term[] {
  const terms: Term[] = [
    { sign: '=', name: owed(balance.balance), money: balance.balance, style: 'signed' },
    { sign: '+', name: t('credit'), money: balance.credit_limit, style: 'plain' },
    ...lentTerm(balance),
    { sign: minusSign, name: t('at risk'), money: balance.at_risk, style: 'plain' },
  ];
  if (balance.withdrawal.amount !== 0) {
    terms.push({
      sign: minusSign,
      name: t('withdrawal'),
      money: balance.withdrawal,
      style: 'plain',
    });
  }
  return terms;
}

function Equation({ balance }: { balance: Balance }) {
  const { currency } = useBook();
  return (
    <div className="wallet-head">
      <div className="line">
        <h1 tabIndex={-1}>{t('Available to bet')}</h1>
        <span className="num">
          {t('Figure this week')}{' '}
          <b className={signClass(balance.figure_week)}>
            {moneyText(balance.figure_week, 'signed')}
          </b>
        </span>
      </div>
      <p className="big num">
        {moneyText(balance.available)} <small>{currency}</small>
      </p>
      <ul className="equation num">
        {equation(balance).map((term) => (
          <li key={term.name}>
            <i>{term.sign}</i>
            <small>{term.name}</small>
            <b className={term.style === 'signed' ? signClass(term.money) : undefined}>
              {moneyText(term.money, term.style)}
            </b>
          </li>
        ))}
      </ul>
      <p className="wallet-doors">
        <Link className="button" href="/wallet/deposit">
          {t('Deposit')}
        </Link>
        <Link className="button" href="/wallet/withdraw">
          {t('Withdraw')}
        </Link>
      </p>
      <CreditNote balance={balance} />
      <div className="wallet-tiles">
        {balance.free_play.amount > 0 && (
          <a className="free-play num" href="#free-play">
            {t('Free play')} <b>{moneyText(balance.free_play)}</b>
          </a>
        )}
        <Link href="/limits">
          {t('Limits and breaks')}
          <Icon name="next" size="small" />
        </Link>
      </div>
    </div>
  );
}

/** When to settle, and the way to more credit where the law and the account allow it. */
function CreditNote({ balance }: { balance: Balance }) {
  const policy = useJurisdiction().data?.credit.policy;
  const settle = balance.settle_limit;
  const mayAsk = policy && policy !== 'prohibited' && balance.account_type !== 'post_up';
  if (!settle && !mayAsk) return null;
  return (
    <p className="credit-note">
      {settle && (
        <span className="num">
          {t('You settle at {amount}, either way.', { amount: moneyText(settle) })}
        </span>
      )}
      {mayAsk && <Link href="/wallet/credit">{t('Ask for more credit')}</Link>}
    </p>
  );
}

function StatementRow({ line }: { line: StatementLine }) {
  const body = (
    <>
      <span className="a">{withMinus(line.description)}</span>
      <span className={`m num ${signClass(line.amount)}`}>{moneyText(line.amount, 'signed')}</span>
      <span className={`after num ${line.after.amount < 0 ? 'neg' : ''}`}>
        {moneyText(line.after, 'signed')}
      </span>
      <span className="b num">
        {startText(line.at)}
        {line.ticket_number &&
          !line.description.includes(line.ticket_number) &&
          `, ${line.ticket_number}`}
      </span>
    </>
  );
  return (
    <li>
      {line.ticket_id ? <Link href={`/bets/${line.ticket_id}`}>{body}</Link> : <div>{body}</div>}
    </li>
  );
}

function Statement() {
  const { now } = useBook();
  const statement = useInfiniteQuery({
    queryKey: statementKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/v1/statement', { params: { query: { cursor: pageParam } } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  if (statement.error && !statement.data) {
    return <ErrorState error={statement.error} onRetry={statement.refetch} />;
  }
  const lines = statement.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <h2 className="section-head">
        <span>
          {t('Statement')} <small>{longZoneText(now)}</small>
        </span>
        {lines && lines.length > 0 && (
          <a href={downloadAddress('/v1/statement', { format: 'csv' })} download="statement.csv">
            {t('Download CSV')}
          </a>
        )}
      </h2>
      <div className="cards">
        {!lines && <Skeleton height="280px" />}
        {lines?.length === 0 && (
          <div className="card">
            <EmptyState icon="wallet" title={t('No movement yet')}>
              {t('Payments and settled bets appear here, with the balance after each.')}
            </EmptyState>
          </div>
        )}
        {lines && lines.length > 0 && (
          <div className="card statement">
            <p className="statement-head" aria-hidden="true">
              <span>{t('what')}</span>
              <span>{t('amount')}</span>
              <span>{t('balance')}</span>
            </p>
            <ol>
              {lines.map((line) => (
                <StatementRow key={line.id} line={line} />
              ))}
            </ol>
          </div>
        )}
      </div>
      {statement.hasNextPage && (
        <p className="further">
          <Button onClick={() => statement.fetchNextPage()} disabled={statement.isFetchingNextPage}>
            {t('Show older movements')}
          </Button>
        </p>
      )}
    </>
  );
}

export function WalletPage() {
  const { now } = useBook();
  const balance = useBalanceQuery();
  if (balance.error && !balance.data) {
    return <ErrorState error={balance.error} onRetry={balance.refetch} />;
  }
  return (
    <div className="page">
      {balance.data ? (
        <Equation balance={balance.data} />
      ) : (
        <div className="wallet-head">
          <Skeleton height="132px" />
        </div>
      )}
      <Withdrawals />
      <FreePlays />
      <HistoryCard now={now} />
      <Statement />
    </div>
  );
}
