// The end of a placement: the ticket's number, what it holds, and what it did to the balance.

import type { Money, Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { oddsText } from '@shared/odds';
import { useOddsFormat } from '@shared/session';
import { startText } from '@shared/time';
import { Button, IconButton } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { tell } from '@shared/ui/toast';
import { wagerName } from '@shared/wager';
import { ticketSelection } from '../bets/leg-story';
import { useFollowed } from '../bets/wagers-query';
import { Sent } from './sent';

export type Availability = { before: Money; after: Money };

async function copyNumber(number: string): Promise<void> {
  await navigator.clipboard.writeText(number);
  tell(t('Ticket {number} copied.', { number }));
}

async function share(tickets: Ticket[]): Promise<void> {
  const text = tickets
    .map((ticket) => {
      const legs = ticket.legs.map((leg) => ticketSelection(leg)).join(', ');
      const stake = t('Risk {risk} to win {win}.', {
        risk: moneyText(ticket.risk),
        win: moneyText(ticket.win),
      });
      return `${ticket.number}: ${legs}. ${stake}`;
    })
    .join('\n');
  if (navigator.share) await navigator.share({ text }).catch(() => undefined);
  else {
    await navigator.clipboard.writeText(text);
    tell(t('Copied, ready to paste.'));
  }
}

function BookedTicket({ ticket }: { ticket: Ticket }) {
  const format = useOddsFormat();
  return (
    <>
      <div className="ticket-number">
        <div>
          <small>{t('Ticket')}</small>
          <span className="id">{ticket.number}</span>
        </div>
        <IconButton
          icon="copy"
          name={t('Copy the ticket number')}
          onClick={() => copyNumber(ticket.number)}
        />
      </div>
      <ul className="legs booked-legs">
        {ticket.legs.map((leg) => (
          <li className="leg" key={leg.n}>
            <div className="what">
              <span className="selection">{ticketSelection(leg)}</span>
              <span className="where">
                {leg.fixture.replace(' @ ', ' at ')}, {startText(leg.starts_at)}
              </span>
            </div>
            <div className="at num">{oddsText(leg.odds, format)}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Booked({
  tickets: sent,
  available,
  onKeep,
  onDone,
}: {
  tickets: Ticket[];
  available: Availability | null;
  onKeep: () => void;
  onDone: () => void;
}) {
  const tickets = useFollowed(sent);
  const first = tickets[0];
  if (!first) return null;
  const several = tickets.length > 1;
  const refused = tickets.some((ticket) => ticket.state === 'refused');
  const name = several
    ? t('{length} bets', { length: tickets.length })
    : wagerName({ type: first.type, legs: first.legs.length, terms: first.terms });
  const stake = t('Risk {risk} to win {win}.', {
    risk: moneyText(first.risk),
    win: moneyText(first.win),
  });
  return (
    <div className="booked">
      <div className="booked-head">
        <span className="done-mark">
          <Icon name={refused ? 'close' : 'check'} />
        </span>
        <IconButton icon="close" name={t('Close')} onClick={onDone} />
      </div>
      <div role="status">
        <Sent tickets={tickets} />
        <p>{several ? t('{name}, each with its own ticket.', { name }) : `${name}. ${stake}`}</p>
      </div>
      {tickets.map((ticket) => (
        <BookedTicket ticket={ticket} key={ticket.id} />
      ))}
      {available && (
        <p className="available-change num">
          <span>{t('Available')}</span>
          <span>{moneyText(available.before)}</span>
          <Icon name="arrow" size="small" />
          <b>{moneyText(available.after)}</b>
        </p>
      )}
      <div className="two">
        <Button onClick={onKeep}>{t('Keep picks')}</Button>
        <Button onClick={() => share(tickets)}>{t('Share')}</Button>
      </div>
      <Button look="primary" big wide onClick={onDone}>
        {t('Done')}
      </Button>
    </div>
  );
}
