// Sending bets. Each bet ends as booked, refused or "price changed"; until the book has said
// which, it is asked again with the same request key, also after the page was reloaded. Nothing
// here can make two tickets of one intent.

import { answer, api, NoAnswer, Refusal } from '@shared/api/client';
import type { Problem, Quote, Ticket, WagerRequest } from '@shared/api/contract';
import { forgetIntent, keptKey, keyHeader, requestKey, unansweredIntent } from '@shared/api/intent';
import { useSyncExternalStore } from 'react';
import { betsOf } from './bets';
import { currentSlip, type SlipLeg } from './slip-store';

export type Outcome =
  | { kind: 'sending' }
  /** Sent, no answer yet; `tries` counts how often it was asked. */
  | { kind: 'unknown'; tries: number }
  | { kind: 'changed'; request: WagerRequest; quote: Quote; problem: Problem }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'booked'; ticket: Ticket };

export type Outcomes = Record<string, Outcome>;

const intentPrefix = 'perhead.intent.wager.';
const bookingsPlace = 'perhead.bookings';
const longestWaitMilliseconds = 10_000;
const listeners = new Set<() => void>();
let outcomes: Outcomes = storedBookings();

/** Bookings that were not read yet survive a reload, so that nobody places them again. */
function storedBookings(): Outcomes {
  try {
    return JSON.parse(sessionStorage.getItem(bookingsPlace) ?? '{}') as Outcomes;
  } catch {
    return {};
  }
}

function storeBookings(all: Outcomes): void {
  const booked = Object.entries(all).filter(([, one]) => one.kind === 'booked');
  if (booked.length === 0) sessionStorage.removeItem(bookingsPlace);
  else sessionStorage.setItem(bookingsPlace, JSON.stringify(Object.fromEntries(booked)));
}

function set(next: Outcomes): void {
  outcomes = next;
  storeBookings(next);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function currentOutcomes(): Outcomes {
  return outcomes;
}

export function useOutcomes(): Outcomes {
  return useSyncExternalStore(subscribe, currentOutcomes);
}

/** Forgets outcomes that were read: booked ones on Done, refusals when the slip changed. */
export function dismissOutcomes(kinds: Outcome['kind'][] = ['booked', 'refused', 'changed']): void {
  set(Object.fromEntries(Object.entries(outcomes).filter(([, one]) => !kinds.includes(one.kind))));
}

export function inDoubt(all: Outcomes): boolean {
  return Object.values(all).some((one) => one.kind === 'sending' || one.kind === 'unknown');
}

function pause(tries: number): Promise<void> {
  const milliseconds = Math.min(longestWaitMilliseconds, 1_000 * 2 ** (tries - 1));
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Refusals that say nothing of the wager: an earlier attempt under the key may have booked it. */
const undecided = ['key_in_flight', 'too_many_requests', 'not_signed_in', 'csrf_failed'];

/** One attempt; null means that nobody knows. */
async function ask(key: string, request: WagerRequest): Promise<Outcome | null> {
  try {
    const options = { params: { header: keyHeader(key) }, body: request };
    return { kind: 'booked', ticket: await answer(api.POST('/v1/wagers', options)) };
  } catch (error) {
    if (error instanceof NoAnswer) return null;
    if (!(error instanceof Refusal)) throw error;
    const { problem } = error;
    if (undecided.includes(problem.code)) return null;
    if (problem.code === 'price_changed' && problem.quote) {
      return { kind: 'changed', request, quote: problem.quote, problem };
    }
    return { kind: 'refused', problem };
  }
}

function drop(betKey: string): void {
  const { [betKey]: _, ...rest } = outcomes;
  set(rest);
}

/** Told to the other tabs of this browser, where the same picks may wait to be placed again. */
type Booking = { betKey: string; request: WagerRequest; ticket: Ticket };
const otherTabs =
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('perhead.booked');

function samePicks(request: WagerRequest, legs: SlipLeg[]): boolean {
  const picked = new Set(legs.map((leg) => `${leg.marketId} ${leg.side}`));
  const sent = request.legs.map((leg) => `${leg.market_id} ${leg.side}`);
  return sent.length === picked.size && sent.every((one) => picked.has(one));
}

/** The same picks were just booked in another tab: this one shows the ticket instead. */
export function followOtherTabs(): () => void {
  const hear = ({ data }: MessageEvent<Booking>) => {
    if (inDoubt(outcomes) || data.betKey in outcomes) return;
    const bet = betsOf(currentSlip()).find((one) => one.key === data.betKey);
    if (!bet || !samePicks(data.request, bet.legs)) return;
    set({ ...outcomes, [data.betKey]: { kind: 'booked', ticket: data.ticket } });
  };
  otherTabs?.addEventListener('message', hear);
  return () => otherTabs?.removeEventListener('message', hear);
}

/** Asks until the book has said what became of it, or another person has taken over this tab. */
async function decide(betKey: string, request: WagerRequest): Promise<void> {
  const purpose = `wager.${betKey}`;
  const key = requestKey(purpose, request);
  for (let tries = 1; keptKey(purpose) === key; tries += 1) {
    const outcome = await ask(key, request);
    if (outcome) {
      forgetIntent(purpose);
      set({ ...outcomes, [betKey]: outcome });
      if (outcome.kind === 'booked') {
        otherTabs?.postMessage({ betKey, request, ticket: outcome.ticket } satisfies Booking);
      }
      return;
    }
    set({ ...outcomes, [betKey]: { kind: 'unknown', tries } });
    await pause(tries);
  }
  drop(betKey);
}

export type Placement = { betKey: string; request: WagerRequest };

/** Sends the bets one after the other. Ignored while another sending is in doubt. */
export async function placeBets(placements: Placement[]): Promise<Outcomes> {
  if (inDoubt(outcomes)) return outcomes;
  set(Object.fromEntries(placements.map(({ betKey }) => [betKey, { kind: 'sending' }])));
  for (const { betKey, request } of placements) await decide(betKey, request);
  return outcomes;
}

function unansweredPlaces(): string[] {
  return Object.keys(sessionStorage).filter((place) => place.startsWith(intentPrefix));
}

/** Whether anything was sent before a reload and has no outcome. */
export function hasUnanswered(): boolean {
  return unansweredPlaces().length > 0;
}

/** After a reload: asks again for every bet that was sent and has no outcome. */
export async function resumePlacements(): Promise<Outcomes> {
  if (inDoubt(outcomes)) return outcomes;
  const placements = unansweredPlaces()
    .map((place) => place.slice(intentPrefix.length))
    .map((betKey) => ({ betKey, request: unansweredIntent<WagerRequest>(`wager.${betKey}`) }))
    .filter((one): one is Placement => one.request !== null);
  if (placements.length === 0) return outcomes;
  set(Object.fromEntries(placements.map(({ betKey }) => [betKey, { kind: 'unknown', tries: 1 }])));
  for (const { betKey, request } of placements) await decide(betKey, request);
  return outcomes;
}
