// What follows a placement: fresh balance and bets, and an empty slip once the tickets were read.

import type { Ticket } from '@shared/api/contract';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { balanceKey, wagersKey } from '../shell/use-live-updates';
import {
  currentOutcomes,
  dismissOutcomes,
  followOtherTabs,
  hasUnanswered,
  inDoubt,
  type Outcomes,
  resumePlacements,
} from './placement';
import { clearSlip, openSlip } from './slip-store';

export function bookedTickets(outcomes: Outcomes): Ticket[] {
  return Object.values(outcomes).flatMap((one) => (one.kind === 'booked' ? [one.ticket] : []));
}

/** Every bet that was sent is a ticket now. */
export function allBooked(outcomes: Outcomes): boolean {
  const tickets = bookedTickets(outcomes).length;
  return tickets > 0 && !inDoubt(outcomes) && tickets === Object.keys(outcomes).length;
}

export function readAgainAfter(client: QueryClient, outcomes: Outcomes): void {
  if (bookedTickets(outcomes).length === 0) return;
  void client.invalidateQueries({ queryKey: balanceKey });
  void client.invalidateQueries({ queryKey: wagersKey });
}

/** Leaves the tickets behind; the picks stay on the slip when they are kept. */
export function leaveBooked(keepPicks: boolean): void {
  dismissOutcomes();
  if (keepPicks) return;
  clearSlip();
  openSlip(false);
}

/** Closes the sheet; what is booked is done with. */
export function closeSheet(): void {
  if (allBooked(currentOutcomes())) leaveBooked(false);
  else openSlip(false);
}

/** Goes on asking for what a reload of the page interrupted, and shows it. */
export function useResumedPlacements(): void {
  const client = useQueryClient();
  useEffect(followOtherTabs, []);
  useEffect(() => {
    if (!hasUnanswered()) return;
    openSlip(true);
    void resumePlacements().then((outcomes) => readAgainAfter(client, outcomes));
  }, [client]);
}
