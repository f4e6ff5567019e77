// Tickets that arrived by the live stream since the page was opened, newest first, each ticket
// once in its newest form. Kept beside React so that a burst costs one paint, and bounded so that
// a long night costs no memory.

import type { Ticket } from '@shared/api/contract';
import { useSyncExternalStore } from 'react';

const keptTickets = 500;

export class TicketFeed {
  #tickets: Ticket[] = [];
  #listeners = new Set<() => void>();
  #frame: number | undefined;

  push(ticket: Ticket): void {
    const rest = this.#tickets.filter((before) => before.id !== ticket.id);
    const known = rest.length < this.#tickets.length;
    const at = known ? this.#tickets.findIndex((before) => before.id === ticket.id) : 0;
    rest.splice(at, 0, ticket);
    this.#tickets = rest.slice(0, keptTickets);
    this.#announce();
  }

  clear(): void {
    this.#tickets = [];
    this.#announce();
  }

  tickets = (): Ticket[] => this.#tickets;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #announce(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      for (const listener of this.#listeners) listener();
    });
  }
}

export const ticketFeed = new TicketFeed();

export function useTicketFeed(): Ticket[] {
  return useSyncExternalStore(ticketFeed.subscribe, ticketFeed.tickets);
}
