// What was booked at this desk since the screen was opened, newest first: the number to be read
// back, and the signed receipt.

import type { Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook, useOddsFormat } from '@shared/session';
import { Tag } from '@shared/ui/controls';
import { ReceiptLink } from '@shared/ui/receipt-link';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { secondText } from '../parts/office-time';
import { ticketText, ticketTypeText } from '../parts/words';
import { TicketDialog } from '../ticker/TicketDialog';
import { readBack } from './read-back';

export function WrittenTickets({ tickets }: { tickets: Ticket[] }) {
  const [open, setOpen] = useState<Ticket | null>(null);
  return (
    <Card title={t('Written here')} className="writer-written">
      <ol>
        {tickets.map((ticket, n) => (
          <Written
            key={ticket.id}
            ticket={ticket}
            newest={n === 0}
            onOpen={() => setOpen(ticket)}
          />
        ))}
      </ol>
      {open && <TicketDialog ticket={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}

type WrittenProps = { ticket: Ticket; newest: boolean; onOpen: () => void };

function Written({ ticket, newest, onOpen }: WrittenProps) {
  const { time_zone: zone } = useBook();
  const format = useOddsFormat();
  return (
    <li className={newest ? 'newest' : undefined}>
      <div className="writer-ticket">
        <button type="button" className="link num" onClick={onOpen}>
          <b>{ticket.number}</b>
        </button>
        <Tag tone="ok" icon="check">
          {t('booked')} {secondText(ticket.accepted_at, zone)}
        </Tag>
        <span className="t2">{ticket.member.login}</span>
        <span className="push">
          <ReceiptLink id={ticket.id} number={ticket.number} />
        </span>
      </div>
      <p>
        {ticketTypeText(ticket)}: {ticketText(ticket, format)}.{' '}
        {t('Risk {risk} to win {win}.', {
          risk: moneyText(ticket.risk),
          win: moneyText(ticket.win),
        })}
      </p>
      {newest && (
        <p className="t2" role="status">
          {t('Read back: {words}', { words: readBack(ticket.number) })}
        </p>
      )}
    </li>
  );
}
