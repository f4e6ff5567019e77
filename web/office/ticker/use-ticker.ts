// The ticker's rows: what the book lists, with what arrived since on top. While it is held, by
// the pause key or because somebody scrolled down to read, nothing moves and arrivals are counted.

import type { Ticket } from '@shared/api/contract';
import { useMemo, useRef } from 'react';
import { useTicketFeed } from '../live/ticket-feed';
import { itemsOf } from '../reading/pages';
import { type TicketFilter, useTickets } from '../reading/queries';

/** Before the agent's login is known, nothing that arrives can be told to be of the branch. */
function isBelow(ticket: Ticket, agent: string | undefined): boolean {
  return agent !== undefined && (ticket.agents.includes(agent) || ticket.member.login === agent);
}

/** Whether a live ticket belongs to a filtered list. */
export function matchesFilter(ticket: Ticket, filter: TicketFilter): boolean {
  return (
    (!filter.state || ticket.state === filter.state) &&
    (!filter.member_id || ticket.member.id === filter.member_id) &&
    (!filter.fixture_id || ticket.legs.some((leg) => leg.fixture_id === filter.fixture_id)) &&
    (!filter.min_risk || ticket.risk.amount >= filter.min_risk) &&
    (!filter.number || ticket.number === filter.number) &&
    (!filter.sport || ticket.sport === filter.sport) &&
    (!filter.type || ticket.type === filter.type) &&
    (!filter.agent_id || isBelow(ticket, filter.agent))
  );
}

function newestFirst(one: Ticket, other: Ticket): number {
  return Date.parse(other.accepted_at) - Date.parse(one.accepted_at);
}

/** Two lists in order as one; the long one is walked once and never sorted again. */
function interleaved(arrived: Ticket[], older: Ticket[]): Ticket[] {
  const merged: Ticket[] = [];
  let at = 0;
  for (const ticket of arrived) {
    for (let next = older[at]; next && newestFirst(next, ticket) < 0; next = older[at]) {
      merged.push(next);
      at += 1;
    }
    merged.push(ticket);
  }
  return merged.concat(older.slice(at));
}

/** Listed and live tickets as one list, each once in its newest form, newest first. */
export function mergeTickets(live: Ticket[], listed: Ticket[], filter: TicketFilter): Ticket[] {
  const changed = new Map(live.map((ticket) => [ticket.id, ticket]));
  const older: Ticket[] = [];
  for (const ticket of listed) {
    const current = changed.get(ticket.id) ?? ticket;
    changed.delete(ticket.id);
    if (current === ticket || matchesFilter(current, filter)) older.push(current);
  }
  const arrived = [...changed.values()]
    .filter((ticket) => matchesFilter(ticket, filter))
    .sort(newestFirst);
  return interleaved(arrived, older);
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
  const waiting = useMemo(() => {
    if (shown === current) return 0;
    const ids = new Set(shown.map((ticket) => ticket.id));
    return current.reduce((sum, ticket) => sum + (ids.has(ticket.id) ? 0 : 1), 0);
  }, [shown, current]);
  const seenAtFirst = first.current?.ids;
  const fresh = useMemo(() => {
    const unseen = live.filter((ticket) => seenAtFirst && !seenAtFirst.has(ticket.id));
    return new Set(unseen.map((ticket) => ticket.id));
  }, [live, seenAtFirst]);
  return { listed, tickets: shown, waiting, fresh };
}
