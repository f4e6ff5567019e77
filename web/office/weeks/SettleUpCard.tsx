// What is due of a closed week: reviewed player by player, then collected and paid at once.

import type { SettleUp, SettleUpLine, SettleUpState } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { usePermission } from '@shared/session';
import { Button, Tag, type Tone } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { DownloadLink } from '../parts/DownloadLink';
import { Loaded } from '../parts/Loaded';
import { calendarText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { countText } from '../parts/words';
import { useSettleUp } from '../reading/week-queries';
import { SettleUpDialog } from './SettleUpDialog';

const stateWords: Record<SettleUpState, { word: string; tone: Tone }> = {
  open: { word: t('Not settled up'), tone: 'warn' },
  under_way: { word: t('Under way'), tone: 'info' },
  finished: { word: t('Settled up'), tone: 'ok' },
};

export function SettleUpCard({ week }: { week: string }) {
  const review = useSettleUp(week);
  const [asking, setAsking] = useState(false);
  const mayClose = usePermission('close_week');
  const found = review.data;
  const canSettle = mayClose && found?.state === 'open' && found.players > 0;
  return (
    <Card
      title={t('Settle up the week of {week}', { week: calendarText(week) })}
      beside={
        found && <Tag tone={stateWords[found.state].tone}>{stateWords[found.state].word}</Tag>
      }
      right={
        <>
          <DownloadLink path="/v1/settle-ups" query={{ week }} name={t('Settle up')} />
          {canSettle && (
            <Button look="primary" onClick={() => setAsking(true)}>
              {t('Settle up')}
            </Button>
          )}
        </>
      }
    >
      <Loaded question={review} rows={8}>
        {(one) => (
          <>
            <Sums found={one} />
            {one.lines.length === 0 ? (
              <EmptyState icon="check" title={t('Nothing is due')}>
                {t('Every balance of the week is below the settle limit of its player.')}
              </EmptyState>
            ) : (
              <Scroller label={t('Settle up')}>
                <DueTable lines={one.lines} />
              </Scroller>
            )}
            {asking && <SettleUpDialog found={one} onClose={() => setAsking(false)} />}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Sums({ found }: { found: SettleUp }) {
  const begun = found.state !== 'open';
  return (
    <div className="report-totals week-sums">
      <div>
        <span className="small t2">{t('Players with something due')}</span>
        <b className="num">{countText(found.players)}</b>
      </div>
      <div>
        <span className="small t2">{t('To collect')}</span>
        <b>
          <Amount value={found.collect} style="plain" />
        </b>
        {begun && (
          <span className="small t3">
            {t('collected')} <Amount value={found.collected} style="plain" />
          </span>
        )}
      </div>
      <div>
        <span className="small t2">{t('To pay')}</span>
        <b>
          <Amount value={found.pay} style="plain" />
        </b>
        {begun && (
          <span className="small t3">
            {t('paid')} <Amount value={found.paid} style="plain" />
          </span>
        )}
      </div>
      {begun && (
        <div>
          <span className="small t2">{t('Left out')}</span>
          <b className="num">{countText(found.skipped)}</b>
          <span className="small t3">{t('nothing open any more, or refused')}</span>
        </div>
      )}
    </div>
  );
}

function DueTable({ lines }: { lines: SettleUpLine[] }) {
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Player')}</th>
          <th>{t('Name')}</th>
          <th className="n">{t('Due')}</th>
          <th className="n">{t('Still open')}</th>
          <th className="n">{t('Cash now')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.member_id}>
            <td data-name={t('Player')}>
              <Link className="link" href={`/players/${encodeURIComponent(line.member_id)}`}>
                <bdi>{line.login}</bdi>
              </Link>
            </td>
            <td data-name={t('Name')} className="t2">
              <bdi>{line.name}</bdi>
            </td>
            <td data-name={t('Due')} className="n">
              <Amount value={line.due} />
            </td>
            <td data-name={t('Still open')} className="n">
              <b>
                <Amount value={line.open} dotZero />
              </b>
            </td>
            <td data-name={t('Cash now')} className="n t2">
              <Amount value={line.cash} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
