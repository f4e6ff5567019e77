// How a deal is said in words.

import type { Deal, DealKind } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { percentText } from '@shared/method-terms';
import { moneyText, readAmount } from '@shared/money';

export const dealWords: Record<DealKind, { word: string; says: string }> = {
  split: {
    word: t('Split'),
    says: t('The agent earns the share of what players lose, and owes it of what they win.'),
  },
  red_figure: {
    word: t('Red figure'),
    says: t('The agent earns the share once earlier wins of players are made up, and never pays.'),
  },
  reverse_red: {
    word: t('Reverse red'),
    says: t(
      'The agent bears what players win; the level above earns the share once it is made up.',
    ),
  },
  profit: {
    word: t('Profit'),
    says: t('The agent earns the share of each week in which players lose. Nothing is carried.'),
  },
};

export function shareText(basisPoints: number): string {
  return `${percentText(basisPoints)} %`;
}

/** `5.00 a head, 0.10 a ticket`; empty without fees. */
export function feesText({ head_fee: head, ticket_fee: ticket }: Deal): string {
  const parts: string[] = [];
  if (head.amount > 0) parts.push(t('{head} a head', { head: moneyText(head) }));
  if (ticket.amount > 0) parts.push(t('{ticket} a ticket', { ticket: moneyText(ticket) }));
  return parts.join(', ');
}

/** Hundredths of a percent a person typed; null when it is no percentage. */
export function readShare(text: string): number | null {
  // A percentage has two digits behind the point, as cents have.
  const hundredths = text.trim() === '' ? null : readAmount(text, 'USD');
  return hundredths !== null && hundredths <= 10_000 ? hundredths : null;
}
