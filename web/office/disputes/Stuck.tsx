// Games whose reports differ, and tickets that stay open: after a result that does not decide them,
// or longer than a day after their last game began.

import type { Discrepancy, StuckReason, StuckTicket, WaitingTicket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, useOddsFormat } from '@shared/session';
import { Tag } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { dateText, hourText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { countText, kindText, ticketText } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useDiscrepancies, useStuckTickets, useWaitingTickets } from '../reading/week-queries';

const reasonWords: Record<StuckReason, string> = {
  decided: t('decided, waits for another leg'),
  no_report: t('nobody reported a score'),
  unconfirmed: t('the score is not confirmed'),
  undecided: t('the result does not decide it'),
  fixture_off: t('the game was called off'),
};

/** `27–20 (desk)` */
function reportText(report: Discrepancy['first']): string {
  return report ? `${report.home}–${report.away} (${report.source})` : '—';
}

export function Differing() {
  const { time_zone: zone } = useBook();
  const found = useDiscrepancies();
  return (
    <Card
      title={t('Reports that differ')}
      beside={<span className="t3 num">{found.data?.items.length ?? ''}</span>}
    >
      <Loaded question={found} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="check" title={t('All reports agree')}>
              {t('When two sources tell different scores of a game, both stand here.')}
            </EmptyState>
          ) : (
            <Scroller label={t('Reports that differ')}>
              <table className="list-table stacks">
                <thead>
                  <tr>
                    <th>{t('Since')}</th>
                    <th>{t('Game')}</th>
                    <th>{t('First report')}</th>
                    <th>{t('Second report')}</th>
                    <th className="n">{t('Open tickets')}</th>
                    <th className="n">{t('Settled')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.fixture_id}>
                      <td data-name={t('Since')} className="num t2">
                        {dateText(one.opened_at, zone)} {hourText(one.opened_at, zone)}
                      </td>
                      <td data-name={t('Game')}>
                        <Link
                          className="link"
                          href={`/settlement?fixture=${encodeURIComponent(one.fixture_id)}`}
                        >
                          {one.fixture}
                        </Link>{' '}
                        <span className="t3">{one.league}</span>
                      </td>
                      <td data-name={t('First report')} className="num">
                        {reportText(one.first)}
                      </td>
                      <td data-name={t('Second report')} className="num">
                        {reportText(one.second)}
                      </td>
                      <td data-name={t('Open tickets')} className="n">
                        {countText(one.open_tickets)}
                      </td>
                      <td data-name={t('Settled')} className="n">
                        {countText(one.settled_tickets)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroller>
          )
        }
      </Loaded>
    </Card>
  );
}

export function WaitingTickets() {
  const { time_zone: zone } = useBook();
  const waiting = useWaitingTickets();
  const found: WaitingTicket[] = itemsOf(waiting.data);
  if (found.length === 0 && waiting.data) return null;
  return (
    <Card
      title={t('Results that do not decide a ticket')}
      beside={<span className="t3 num">{found.length}</span>}
    >
      <Loaded question={waiting} rows={3}>
        {() => (
          <>
            <Scroller label={t('Results that do not decide a ticket')}>
              <table className="list-table stacks">
                <thead>
                  <tr>
                    <th>{t('Since')}</th>
                    <th>{t('Ticket')}</th>
                    <th>{t('Game')}</th>
                    <th>{t('Reason')}</th>
                  </tr>
                </thead>
                <tbody>
                  {found.map((one) => (
                    <tr key={`${one.ticket_id} ${one.fixture_id}`}>
                      <td data-name={t('Since')} className="num t2">
                        {dateText(one.since, zone)} {hourText(one.since, zone)}
                      </td>
                      <td data-name={t('Ticket')} className="num">
                        <Link
                          className="link"
                          href={`/ticker?number=${encodeURIComponent(one.number)}`}
                        >
                          {one.number}
                        </Link>
                      </td>
                      <td data-name={t('Game')}>
                        <Link
                          className="link"
                          href={`/settlement?fixture=${encodeURIComponent(one.fixture_id)}`}
                        >
                          {t('Open the game')}
                        </Link>
                      </td>
                      <td data-name={t('Reason')}>{kindText(one.reason)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroller>
            <More pages={waiting} shown={found.length} what="ticket" />
          </>
        )}
      </Loaded>
    </Card>
  );
}

export function StuckTickets() {
  const stuck = useStuckTickets();
  const found = itemsOf(stuck.data);
  return (
    <Card
      title={t('Open for more than a day')}
      beside={<span className="t3 num">{found.length}</span>}
    >
      <Loaded question={stuck} rows={3}>
        {() =>
          found.length === 0 ? (
            <EmptyState icon="check" title={t('No ticket is stuck')}>
              {t(
                'Tickets whose games began more than a day ago and that are still open stand here.',
              )}
            </EmptyState>
          ) : (
            <>
              <Scroller label={t('Open for more than a day')}>
                <StuckTable stuck={found} />
              </Scroller>
              <More pages={stuck} shown={found.length} what="open ticket" />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

function StuckTable({ stuck }: { stuck: StuckTicket[] }) {
  const format = useOddsFormat();
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Ticket')}</th>
          <th>{t('Player')}</th>
          <th>{t('On')}</th>
          <th>{t('Reason')}</th>
          <th className="n">{t('Risk')}</th>
        </tr>
      </thead>
      <tbody>
        {stuck.map(({ ticket, reasons }) => (
          <tr key={ticket.id}>
            <td data-name={t('Ticket')} className="num">
              <Link className="link" href={`/ticker?number=${encodeURIComponent(ticket.number)}`}>
                {ticket.number}
              </Link>
            </td>
            <td data-name={t('Player')}>
              <bdi>{ticket.member.login}</bdi>
            </td>
            <td data-name={t('On')} title={ticketText(ticket, format)}>
              {ticketText(ticket, format)}
            </td>
            <td data-name={t('Reason')}>
              {[...new Set(reasons.filter((reason) => reason !== 'decided'))].map((reason) => (
                <Tag key={reason} tone={reason === 'fixture_off' ? 'neg' : 'warn'}>
                  {reasonWords[reason]}
                </Tag>
              ))}
            </td>
            <td data-name={t('Risk')} className="n">
              <Amount value={ticket.risk} style="plain" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
