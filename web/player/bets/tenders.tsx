// Wagers that wait for the house's word, and those that lately got one: accepted for less, refused,
// or lapsed. What was accepted as a whole stands among the open bets and needs no word here.

import type { Tender } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { exactClockText } from '@shared/time';
import { Tag } from '@shared/ui/controls';
import { useBookNow } from '@shared/use-live';
import { Link } from 'wouter';
import { ticketName, ticketSelection } from './leg-story';
import { useTenders } from './wagers-query';

/** A decision is told for a day. */
const toldMilliseconds = 86_400_000;

/** What is still worth telling at `now`. */
export function toldTenders(tenders: Tender[], now: number): Tender[] {
  return tenders.filter((one) => {
    if (one.state === 'waiting') return true;
    const whole = one.accepted_risk?.amount === one.ticket.risk.amount;
    const decided = one.decided_at ? Date.parse(one.decided_at) : 0;
    return !whole && now - decided < toldMilliseconds;
  });
}

function wordOf(tender: Tender): string {
  switch (tender.state) {
    case 'waiting':
      return tender.waits_for === 'delay' ? t('In play, waits') : t('Waits for the house');
    case 'accepted':
      return t('Accepted for less');
    case 'refused':
      return t('Not accepted');
    case 'lapsed':
      return tender.waits_for === 'delay' ? t('Not accepted') : t('Not decided in time');
  }
}

/** What happens to the money. */
export function tenderText(tender: Tender): string {
  const risk = moneyText(tender.ticket.risk);
  if (tender.state === 'waiting' && tender.waits_for === 'delay') {
    return t('In play: looked at again after its delay. Your price is held; it is no bet yet.');
  }
  if (tender.state === 'waiting') {
    const until = exactClockText(tender.lapses_at);
    return t('{risk} is held. No bet yet: the house decides by {until}.', { risk, until });
  }
  if (tender.state === 'accepted' && tender.accepted_risk) {
    const accepted = moneyText(tender.accepted_risk);
    return t('You asked for {risk}; {accepted} was accepted.', { risk, accepted });
  }
  return t('No bet. {risk} is yours again.', { risk });
}

function TenderCard({ tender }: { tender: Tender }) {
  const { ticket } = tender;
  return (
    <article className="card ticket">
      <header>
        <b>{ticketName(ticket)}</b>
        <span className="id">{ticket.number}</span>
        <span className="side">
          <Tag tone={tender.state === 'waiting' ? 'warn' : 'plain'}>{wordOf(tender)}</Tag>
        </span>
      </header>
      <ol className="ticket-legs">
        {ticket.legs.map((leg) => (
          <li key={leg.n}>
            <span className="dot event" />
            <span className="selection num">{ticketSelection(leg)}</span>
          </li>
        ))}
      </ol>
      <p className="card-foot">
        <span>
          {tenderText(tender)} {tender.note && <q>{tender.note}</q>}
        </span>
        {tender.state === 'accepted' && <Link href={`/bets/${ticket.id}`}>{t('See the bet')}</Link>}
      </p>
    </article>
  );
}

export function Tenders() {
  const tenders = useTenders();
  const now = useBookNow(60_000);
  const told = toldTenders(tenders.data ?? [], now);
  if (told.length === 0) return null;
  return (
    <section aria-label={t('Waiting for the house')} className="cards" aria-live="polite">
      {told.map((one) => (
        <TenderCard key={one.id} tender={one} />
      ))}
    </section>
  );
}
