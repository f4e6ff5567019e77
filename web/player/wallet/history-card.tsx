// What one won or lost in a time, and what one paid in since the account exists.

import { answer, api } from '@shared/api/client';
import { t } from '@shared/i18n/language';
import { moneyText, signClass } from '@shared/money';
import { dayText } from '@shared/time';
import { Segmented } from '@shared/ui/controls';
import { ErrorState, Skeleton } from '@shared/ui/states';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

type Span = '1' | '3' | '12';

const dayMs = 86_400_000;

/** The instant so many months, of 31 days each, before `now`. */
export function monthsBefore(now: string, months: number): string {
  return new Date(Date.parse(now) - months * 31 * dayMs).toISOString();
}

export function HistoryCard({ now }: { now: string }) {
  const [months, setMonths] = useState<Span>('3');
  const from = monthsBefore(now, Number(months));
  const history = useQuery({
    queryKey: ['history', months],
    queryFn: () => answer(api.GET('/v1/history', { params: { query: { from } } })),
  });
  if (history.error && !history.data) {
    return <ErrorState error={history.error} onRetry={history.refetch} />;
  }
  const found = history.data;
  return (
    <>
      <h2 className="section-head">{t('Won and lost')}</h2>
      <div className="cards">
        <div className="card history">
          <Segmented<Span>
            label={t('Time')}
            choices={[
              { value: '1', label: t('1 month') },
              { value: '3', label: t('3 months') },
              { value: '12', label: t('12 months') },
            ]}
            value={months}
            onChange={setMonths}
          />
          {found ? (
            <dl className="facts num">
              <div>
                <dt>{t('Won or lost since {day}', { day: dayText(found.from) })}</dt>
                <dd className={signClass(found.result)}>{moneyText(found.result, 'signed')}</dd>
              </div>
              <div>
                <dt>{t('Staked')}</dt>
                <dd>{moneyText(found.staked)}</dd>
              </div>
              <div>
                <dt>{t('Paid in, taken out')}</dt>
                <dd>
                  {moneyText(found.deposits)}, {moneyText(found.withdrawals)}
                </dd>
              </div>
              <div>
                <dt>{t('Net deposits ever')}</dt>
                <dd>{moneyText(found.net_deposits_ever, 'signed')}</dd>
              </div>
            </dl>
          ) : (
            <Skeleton height="120px" />
          )}
        </div>
      </div>
    </>
  );
}
