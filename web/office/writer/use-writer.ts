// From words to a booked ticket. Enter reads the words; Enter on what was read books exactly that.
// Whatever is changed or out of time is read anew, and what is on its way takes no second Enter.

import { refusalCode } from '@shared/api/client';
import type { EntryAnswer, Ticket } from '@shared/api/contract';
import { bookClock } from '@shared/time';
import { useBookNow } from '@shared/use-live';
import { useState } from 'react';
import { usePlaceWager, useReadEntry, wagerOf } from '../reading/entries';

/** Most letters that the book reads. */
export const lettersMax = 400;

export type Writer = {
  text: string;
  setText: (text: string) => void;
  /** What the words as they stand were read as, and whether its price has run out. */
  read: EntryAnswer | null;
  isOver: boolean;
  secondsLeft: number;
  isReading: boolean;
  isBooking: boolean;
  /** Why reading or booking did not come through. */
  error: unknown;
  /** The line moved between reading and booking. */
  moved: boolean;
  canBook: boolean;
  /** Only that the same was just written stands in the way. */
  isRepeat: boolean;
  enter: () => void;
  bookAgain: () => void;
  take: (suggestion: string) => void;
  /** Lets go of what was read, else of the words; false where there was nothing to let go of. */
  back: () => boolean;
};

export function useWriter(memberId: string, onBooked: (ticket: Ticket) => void): Writer {
  const [text, setText] = useState('');
  const reading = useReadEntry(memberId);
  const booking = usePlaceWager(memberId);
  const words = text.trim();
  const isAnswered = reading.data !== undefined && reading.variables === words;
  const read = isAnswered && !reading.isPending ? (reading.data ?? null) : null;
  const quote = read?.quote ?? null;
  useBookNow(1_000);
  const secondsLeft = quote ? bookClock.secondsUntil(quote.expires_at) : 0;
  const refusals = quote?.refusals ?? [];
  const isBusy = reading.isPending || booking.isPending;
  const isOver = quote !== null && secondsLeft === 0;
  const isFresh = quote !== null && !isOver && !isBusy;
  const isRepeat = refusals.length > 0 && refusals.every((one) => one.code === 'duplicate_wager');
  const moved = refusalCode(booking.error) === 'price_changed';

  const ask = (wanted: string) => {
    if (wanted === '' || isBusy) return;
    booking.reset();
    reading.mutate(wanted);
  };
  const book = (repeat: boolean) => {
    const wager = read && wagerOf(read, memberId, repeat);
    if (!wager || !isFresh) return;
    booking.mutate(wager, {
      onSuccess: (ticket) => {
        onBooked(ticket);
        setText('');
        reading.reset();
      },
      onError: (error) => {
        // The words stay, and what they mean now is read at once.
        if (refusalCode(error) !== null) reading.mutate(words);
      },
    });
  };
  return {
    text,
    setText: (next) => {
      setText(next.slice(0, lettersMax));
      if (booking.error) booking.reset();
    },
    read,
    isOver,
    secondsLeft,
    isReading: reading.isPending,
    isBooking: booking.isPending,
    error: booking.error ?? (reading.variables === words ? reading.error : null),
    moved,
    canBook: isFresh && refusals.length === 0,
    isRepeat: isFresh && isRepeat,
    enter: () => {
      if (isFresh && refusals.length === 0) book(false);
      else ask(words);
    },
    bookAgain: () => book(true),
    take: (suggestion) => {
      setText(suggestion);
      ask(suggestion);
    },
    back: () => {
      if (booking.isPending) return true;
      if (read || booking.error) {
        reading.reset();
        booking.reset();
        return true;
      }
      if (text === '') return false;
      setText('');
      return true;
    },
  };
}
