// Bets accepted after a game had truly begun, as it was found out later, with the void that ends
// them: each names who, on what, and how long after the start.

import type { Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, useOddsFormat, usePermission } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { dateText, longClockText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { ticketText } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useLateTickets } from '../reading/week-queries';
import { VoidDialog } from '../voids/VoidDialog';

export function LateTickets() {
  const late = useLateTickets();
  const found = itemsOf(late.data);
  const [ending, setEnding] = useState<Ticket | null>(null);
  if (found.length === 0 && late.data) return null;
  return (
    <Card
      title={t('Accepted after the start')}
      beside={<span className="t3 num">{found.length}</span>}
    >
      <Loaded question={late} rows={3}>
        {() => (
          <>
            <Scroller label={t('Accepted after the start')}>
              <LateTable tickets={found} onEnd={setEnding} />
            </Scroller>
            <More pages={late} shown={found.length} what="ticket" />
          </>
        )}
      </Loaded>
      {ending && (
        <VoidDialog
          target={{
            kind: 'ticket',
            id: ending.id,
            name: ending.number,
            legs: ending.legs.length,
          }}
          reason="past_posting"
          onClose={() => setEnding(null)}
        />
      )}
    </Card>
  );
}

function LateTable({ tickets, onEnd }: { tickets: Ticket[]; onEnd: (one: Ticket) => void }) {
  const { time_zone: zone } = useBook();
  const format = useOddsFormat();
  const mayVoid = usePermission('void_wager');
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Ticket')}</th>
          <th>{t('Player')}</th>
          <th>{t('On')}</th>
          <th>{t('Accepted')}</th>
          <th>{t('It had begun')}</th>
          <th className="n">{t('Risk')}</th>
          <th>
            <span className="sr">{t('Void')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tickets.map((ticket) => {
          const begun = ticket.legs.find((leg) => leg.late_since)?.late_since;
          return (
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
              <td data-name={t('Accepted')} className="num">
                {dateText(ticket.accepted_at, zone)} {longClockText(ticket.accepted_at, zone)}
              </td>
              <td data-name={t('It had begun')} className="num t2">
                {begun && longClockText(begun, zone)}
              </td>
              <td data-name={t('Risk')} className="n">
                <Amount value={ticket.risk} style="plain" />
              </td>
              <td className="n">
                {mayVoid && (
                  <Button compact look="danger" onClick={() => onEnd(ticket)}>
                    {t('Void')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
