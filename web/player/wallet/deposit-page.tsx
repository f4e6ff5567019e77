// How money is paid in: every way the book takes, with its bounds and fee. The book records what
// arrived; nothing is sent from here.

import { t } from '@shared/i18n/language';
import { methodLabel, termsText } from '@shared/method-terms';
import { Icon } from '@shared/ui/icon';
import { EmptyState, ErrorState, Skeleton } from '@shared/ui/states';
import { Link } from 'wouter';
import { LimitPrompt } from '../limits/limit-prompt';
import { useMethods } from './methods';

export function DepositPage() {
  const methods = useMethods();
  const open = methods.data?.items.filter((one) => one.taken.open);
  return (
    <div className="page">
      <div className="page-head">
        <Link href="/wallet" className="back">
          <Icon name="back" />
          {t('Wallet')}
        </Link>
        <h1 tabIndex={-1}>{t('Deposit')}</h1>
        <p className="page-about">
          {t(
            'Pay your agent or the cashier of your book. It is on your balance once ' +
              'they record it.',
          )}
        </p>
      </div>
      <div className="cards">
        <LimitPrompt />
        {methods.error && !methods.data && (
          <ErrorState error={methods.error} onRetry={methods.refetch} />
        )}
        {methods.isPending && <Skeleton height="200px" />}
        {open?.length === 0 && (
          <EmptyState icon="wallet" title={t('No way to pay in here')}>
            {t('Ask your agent: your book takes deposits by hand.')}
          </EmptyState>
        )}
        {open && open.length > 0 && (
          <ul className="card ways">
            {open.map((one) => (
              <li key={one.method}>
                <b>{methodLabel(one)}</b>
                <small className="num">{termsText(one.taken)}</small>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
