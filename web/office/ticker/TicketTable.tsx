// Tickets as rows: when, who, on what, for how much, and what became of it. Opens the ticket's
// story. Used by the ticker, a game's drill-down and a player's card.

import type { Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, useOddsFormat } from '@shared/session';
import { Tag } from '@shared/ui/controls';
import { type RefObject, useState } from 'react';
import { Amount } from '../parts/Amount';
import { dateText, secondText } from '../parts/office-time';
import { useWindow } from '../parts/use-window';
import { resultWords, ticketText, ticketTypeText } from '../parts/words';
import { TicketDialog } from './TicketDialog';

type Props = {
  tickets: Ticket[];
  /** Dates too, for lists longer than a night. */
  dated?: boolean;
  /** The player is known from the page. */
  ownerless?: boolean;
  /** Little room: the result as a word, its amount in the ticket's story. */
  brief?: boolean;
  /** Tickets that arrived while the list was looked at. */
  fresh?: ReadonlySet<string>;
  /** The box a long list scrolls in; only what is seen of it is drawn. */
  scroller?: RefObject<HTMLElement | null>;
  /** The last rows come near. */
  onEnd?: () => void;
  /** The row that keys act on, and the rows that were marked. */
  at?: string | null;
  marked?: ReadonlySet<string>;
};

export function TicketTable(props: Props) {
  const { tickets, dated, ownerless, brief, fresh, scroller, onEnd, at, marked } = props;
  const [openId, setOpenId] = useState<string | null>(null);
  const open = openId ? tickets.find((ticket) => ticket.id === openId) : undefined;
  const drawn = useWindow(scroller, tickets.length, 'tbody tr.opens', onEnd);
  return (
    <>
      <table
        className={`list-table ticket-table ${brief ? 'brief' : ''}`}
        aria-rowcount={tickets.length + 1}
      >
        <thead>
          <tr>
            <th className="col-time">{t('Time')}</th>
            <th className="col-number">{t('Ticket')}</th>
            {!ownerless && <th className="col-owner">{t('Player')}</th>}
            <th className="col-type">{t('Type')}</th>
            <th className="col-what">{t('Selection')}</th>
            <th className="n col-money">{t('Risk')}</th>
            <th className="n col-money col-win">{t('Win')}</th>
            <th className="n col-state">{t('Result')}</th>
          </tr>
        </thead>
        <tbody>
          {drawn.above > 0 && <tr className="unseen" style={{ height: drawn.above }} />}
          {tickets.slice(drawn.first, drawn.last).map((ticket, n) => (
            <TicketRow
              key={ticket.id}
              place={drawn.first + n + 2}
              ticket={ticket}
              dated={dated}
              ownerless={ownerless}
              brief={brief}
              isFresh={fresh?.has(ticket.id) ?? false}
              isAt={at === ticket.id}
              isMarked={marked?.has(ticket.id)}
              onOpen={() => setOpenId(ticket.id)}
            />
          ))}
          {drawn.below > 0 && <tr className="unseen" style={{ height: drawn.below }} />}
        </tbody>
      </table>
      {open && <TicketDialog ticket={open} onClose={() => setOpenId(null)} />}
    </>
  );
}

type RowProps = Pick<Props, 'dated' | 'ownerless' | 'brief'> & {
  ticket: Ticket;
  /** Its number among all rows, the head's included. */
  place: number;
  isFresh: boolean;
  isAt: boolean;
  isMarked: boolean | undefined;
  onOpen: () => void;
};

/** From here on a risk is printed strong, in minor units: one hundred times a hundred. */
const bigRisk = 50_000;

function TicketRow(props: RowProps) {
  const { ticket, place, dated, ownerless, brief, isFresh, isAt, isMarked, onOpen } = props;
  const { time_zone: zone } = useBook();
  const format = useOddsFormat();
  const what = ticketText(ticket, format);
  const big = ticket.risk.amount >= bigRisk;
  return (
    // The number inside is the button; the row only widens where it can be clicked.
    <tr
      className={['opens', isFresh && 'fresh', isAt && 'at', isMarked && 'marked']
        .filter(Boolean)
        .join(' ')}
      aria-rowindex={place}
      aria-selected={isMarked}
      data-ticket={ticket.id}
      onClick={onOpen}
    >
      <td className="t2 num col-time">
        {dated && <span className="t3">{dateText(ticket.accepted_at, zone)} </span>}
        {secondText(ticket.accepted_at, zone)}
      </td>
      <td className="id col-number">
        <button type="button" className="row-button" aria-haspopup="dialog">
          {ticket.number}
        </button>
      </td>
      {!ownerless && (
        <td className="col-owner">
          <b>
            <bdi>{ticket.member.login}</bdi>
          </b>{' '}
          <span className="t3">{ticket.agents.at(-1) ?? t('direct')}</span>
        </td>
      )}
      <td className="t2 col-type">{ticketTypeText(ticket)}</td>
      <td className="col-what" title={what}>
        {what}
      </td>
      <td className="n col-money col-risk">
        {big ? (
          <b>
            <Amount value={ticket.risk} style="plain" />
          </b>
        ) : (
          <Amount value={ticket.risk} style="plain" />
        )}
      </td>
      <td className="n t2 col-money col-win">
        <Amount value={ticket.win} style="plain" />
      </td>
      <td className="n col-state">
        <TicketState ticket={ticket} brief={brief} />
      </td>
    </tr>
  );
}

export function TicketState({ ticket, brief }: { ticket: Ticket; brief?: boolean }) {
  if (ticket.state === 'open') return <span className="t3 small">{t('open')}</span>;
  const { word, tone } = resultWords[ticket.result];
  return (
    <Tag tone={tone}>
      {word}
      {!brief && ticket.net && ticket.net.amount !== 0 && <Amount value={ticket.net} />}
    </Tag>
  );
}
