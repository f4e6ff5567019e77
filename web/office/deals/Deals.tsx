// Agents' deals with the level above: what is agreed, what is carried, what is payable, and every
// settled week of them.

import type { Deal, DealWeek } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { usePermission, useSession } from '@shared/session';
import { Button } from '@shared/ui/controls';
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
import { useFilter } from '../reading/search-params';
import { useDeals, useDealWeeks } from '../reading/week-queries';
import { ScreenFrame } from '../shell/ScreenFrame';
import { CommissionDialog } from './CommissionDialog';
import { DealDialog } from './DealDialog';
import { dealWords, feesText, shareText } from './deal-words';

type Asked = { deed: 'change'; deal: Deal | null } | { deed: 'pay'; deal: Deal };

export default function Deals() {
  const deals = useDeals();
  const mayAgree = usePermission('manage_deals');
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <ScreenFrame title={t('Agent deals')} perspective="player">
      <Card
        title={t('Deals')}
        beside={<span className="small t3">{t("On the agent's side")}</span>}
        right={
          mayAgree && (
            <Button look="primary" onClick={() => setAsked({ deed: 'change', deal: null })}>
              {t('New deal')}
            </Button>
          )
        }
      >
        <Loaded question={deals} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon="people" title={t('No deal is agreed')}>
                {t('Agents without a deal earn nothing and owe nothing for their players.')}
              </EmptyState>
            ) : (
              <Scroller label={t('Deals')}>
                <DealTable deals={items} onAsk={setAsked} />
              </Scroller>
            )
          }
        </Loaded>
      </Card>
      <SettledWeeks />
      {asked?.deed === 'change' && (
        <DealDialog
          deal={asked.deal}
          taken={(deals.data?.items ?? []).map((one) => one.agent_id)}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.deed === 'pay' && (
        <CommissionDialog deal={asked.deal} onClose={() => setAsked(null)} />
      )}
    </ScreenFrame>
  );
}

type TableProps = { deals: Deal[]; onAsk: (asked: Asked) => void };

function DealTable({ deals, onAsk }: TableProps) {
  const mayAgree = usePermission('manage_deals');
  const mayPay = usePermission('record_payment');
  const { member: me } = useSession();
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Agent')}</th>
          <th>{t('Name')}</th>
          <th>{t('Deal')}</th>
          <th className="n">{t('Share')}</th>
          <th>{t('Fees')}</th>
          <th className="n">{t('Makeup')}</th>
          <th className="n">{t('Payable')}</th>
          <th>
            <span className="sr">{t('Next step')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {deals.map((deal) => (
          <tr key={deal.agent_id}>
            <td data-name={t('Agent')}>
              <Link className="link" href={`/players/${encodeURIComponent(deal.agent_id)}`}>
                <bdi>{deal.login}</bdi>
              </Link>
            </td>
            <td data-name={t('Name')} className="t2">
              <bdi>{deal.name}</bdi>
            </td>
            <td data-name={t('Deal')} title={dealWords[deal.kind].says}>
              {dealWords[deal.kind].word}
            </td>
            <td data-name={t('Share')} className="n">
              {shareText(deal.share_bp)}
            </td>
            <td data-name={t('Fees')} className="num t2">
              {feesText(deal) || '—'}
            </td>
            <td data-name={t('Makeup')} className="n">
              <Amount value={deal.makeup} style="plain" dotZero />
            </td>
            <td data-name={t('Payable')} className="n">
              <b>
                <Amount value={deal.payable} dotZero />
              </b>
            </td>
            <td className="n">
              {deal.agent_id !== me.id && (
                <span className="row-deeds">
                  {mayAgree && (
                    <Button compact onClick={() => onAsk({ deed: 'change', deal })}>
                      {t('Change')}
                    </Button>
                  )}
                  {mayPay && (
                    <Button
                      compact
                      disabled={deal.payable.amount === 0}
                      onClick={() => onAsk({ deed: 'pay', deal })}
                    >
                      {deal.payable.amount < 0 ? t('Collect') : t('Pay')}
                    </Button>
                  )}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SettledWeeks() {
  const [week, setWeek] = useFilter('week');
  const weeks = useDealWeeks(undefined);
  const all = weeks.data?.items ?? [];
  const known = [...new Set(all.map((one) => one.week))];
  const shown = week || known[0] || '';
  return (
    <Card
      title={t('Settled weeks')}
      right={
        <>
          {known.length > 0 && (
            <select
              className="filter-input"
              aria-label={t('Week')}
              value={shown}
              onChange={(event) => setWeek(event.target.value)}
            >
              {known.map((one) => (
                <option key={one} value={one}>
                  {t('Week of {week} {value}', { week: calendarText(one), value: one.slice(0, 4) })}
                </option>
              ))}
            </select>
          )}
          <DownloadLink path="/v1/deals/weeks" query={{ week: shown }} name={t('Settled weeks')} />
        </>
      }
    >
      <Loaded question={weeks} rows={5}>
        {() =>
          known.length === 0 ? (
            <EmptyState icon="calendar" title={t('No week is settled yet')}>
              {t('Each closed week settles every deal that stands then.')}
            </EmptyState>
          ) : (
            <Scroller label={t('Settled weeks')}>
              <WeekTable weeks={all.filter((one) => one.week === shown)} />
            </Scroller>
          )
        }
      </Loaded>
    </Card>
  );
}

function WeekTable({ weeks }: { weeks: DealWeek[] }) {
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Agent')}</th>
          <th>{t('Deal')}</th>
          <th className="n">{t('Players lost')}</th>
          <th className="n">{t('Makeup before')}</th>
          <th className="n">{t('Commission')}</th>
          <th className="n">{t('Active')}</th>
          <th className="n">{t('Tickets')}</th>
          <th className="n">{t('Fees')}</th>
          <th className="n">{t('To the agent')}</th>
          <th className="n">{t('Makeup after')}</th>
        </tr>
      </thead>
      <tbody>
        {weeks.map((one) => (
          <tr key={one.agent_id}>
            <td data-name={t('Agent')}>
              <Link className="link" href={`/players/${encodeURIComponent(one.agent_id)}`}>
                <bdi>{one.login}</bdi>
              </Link>
            </td>
            <td data-name={t('Deal')}>
              {dealWords[one.kind].word} <span className="num t2">{shareText(one.share_bp)}</span>
            </td>
            <td data-name={t('Players lost')} className="n">
              <Amount value={one.loss} />
            </td>
            <td data-name={t('Makeup before')} className="n t2">
              <Amount value={one.makeup_before} style="plain" dotZero />
            </td>
            <td data-name={t('Commission')} className="n">
              <Amount value={one.commission} dotZero />
            </td>
            <td data-name={t('Active')} className="n t2">
              {countText(one.heads)}
            </td>
            <td data-name={t('Tickets')} className="n t2">
              {countText(one.tickets)}
            </td>
            <td data-name={t('Fees')} className="n">
              <Amount value={one.fees} style="plain" dotZero />
            </td>
            <td data-name={t('To the agent')} className="n">
              <b>
                <Amount value={one.net} dotZero />
              </b>
            </td>
            <td data-name={t('Makeup after')} className="n t2">
              <Amount value={one.makeup_after} style="plain" dotZero />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
