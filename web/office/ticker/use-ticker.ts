// The ticker's rows: what the book lists, with what arrived since on top. While it is held, by
// the pause key or because somebody scrolled down to read, nothing moves and arrivals are counted.

import type { Ticket } from '@shared/api/contract';
import { useMemo, useRef } from 'react';
import { useTicketFeed } from '../live/ticket-feed';
import { itemsOf } from '../reading/pages';
import { type TicketFilter, useTickets } from '../reading/queries';

/** Whether a live ticket belongs to a filtered list. */
export function matchesFilter(ticket: Ticket, filter: TicketFilter): boolean {
  return (
    (!filter.state || ticket.state === filter.state) &&
    (!filter.member_id || ticket.member.id === filter.member_id) &&
    (!filter.fixture_id || ticket.legs.some((leg) => leg.fixture_id === filter.fixture_id)) &&
    (!filter.min_risk || ticket.risk.amount >= filter.min_risk)
  );
}

/** Listed and live tickets as one list, each once in its newest form, newest first. */
export function mergeTickets(live: Ticket[], listed: Ticket[], filter: TicketFilter): Ticket[] {
  const newest = new Map<string, Ticket>();
  for (const ticket of listed) newest.set(ticket.id, ticket);
  for (const ticket of live) newest.set(ticket.id, ticket);
  return [...newest.values()]
    .filter((ticket) => matchesFilter(ticket, filter))
    .sort((a, b) => Date.parse(b.accepted_at) - Date.parse(a.accepted_at));
}

export function useTicker(filter: TicketFilter, held: boolean) {
  const listed = useTickets(filter);
  const live = useTicketFeed();
  const current = useMemo(
    () => mergeTickets(live, itemsOf(listed.data), filter),
    [live, listed.data, filter],
  );
  const frozen = useRef({ filter, tickets: current });
  const first = useRef<{ filter: TicketFilter; ids: Set<string> } | null>(null);
  const still = held && frozen.current.filter === filter && frozen.current.tickets.length > 0;
  if (!still) frozen.current = { filter, tickets: current };
  if (listed.data && first.current?.filter !== filter) {
    first.current = { filter, ids: new Set(current.map((ticket) => ticket.id)) };
  }
  const shown = frozen.current.tickets;
  const shownIds = new Set(shown.map((ticket) => ticket.id));
  const waiting = held ? current.filter((ticket) => !shownIds.has(ticket.id)).length : 0;
  const seenAtFirst = first.current?.ids;
  const fresh = new Set(
    shown.filter((ticket) => seenAtFirst && !seenAtFirst.has(ticket.id)).map((one) => one.id),
  );
  return { listed, tickets: shown, waiting, fresh };
}
