// Words for the contract's codes, and numbers as the office writes them. One place, so that one
// code has one name on every screen.

import type {
  FixtureStatus,
  LegResult,
  MarketKind,
  MemberStatus,
  OddsFormat,
  PaymentKind,
  Role,
  StatementFact,
  Ticket,
  TicketLeg,
  TicketResult,
} from '@shared/api/contract';
import { withMinus } from '@shared/money';
import { oddsText } from '@shared/odds';
import type { Tone } from '@shared/ui/controls';

export const roleWords: Record<Role, string> = {
  platform: 'Provider',
  operator: 'Operator',
  staff: 'Staff',
  master: 'Master',
  agent: 'Agent',
  player: 'Player',
};

export const statusWords: Record<MemberStatus, { word: string; tone: Tone }> = {
  pending: { word: 'Pending', tone: 'warn' },
  active: { word: 'Active', tone: 'ok' },
  suspended: { word: 'Suspended', tone: 'neg' },
  closed: { word: 'Closed', tone: 'plain' },
};

export const factWords: Record<StatementFact, string> = {
  receipt: 'Receipt',
  disbursement: 'Disbursement',
  adjustment: 'Adjustment',
  wager: 'Wager',
  settlement: 'Settlement',
  reversal: 'Reversal',
};

export const paymentWords: Record<PaymentKind, string> = {
  receipt: 'Receipt',
  disbursement: 'Disbursement',
  adjustment: 'Adjustment',
};

export const kindWords: Record<MarketKind, string> = {
  spread: 'Spread',
  total: 'Total',
  moneyline: 'Moneyline',
  moneyline3: 'Result 1X2',
  home_total: 'Home team total',
  away_total: 'Away team total',
  yes_no: 'Yes or no',
  over_under: 'Over or under',
  multi_way: 'Several answers',
  outright: 'Outright',
};

export const fixtureWords: Record<FixtureStatus, string> = {
  scheduled: 'Scheduled',
  in_play: 'In play',
  finished: 'Finished',
  postponed: 'Postponed',
  cancelled: 'Cancelled',
  abandoned: 'Abandoned',
};

export const resultWords: Record<TicketResult, { word: string; tone: Tone }> = {
  open: { word: 'Open', tone: 'info' },
  win: { word: 'Won', tone: 'ok' },
  loss: { word: 'Lost', tone: 'plain' },
  push: { word: 'Push', tone: 'plain' },
  mixed: { word: 'Part won', tone: 'plain' },
  void: { word: 'Void', tone: 'warn' },
};

export const legWords: Record<LegResult, string> = {
  open: 'Open',
  win: 'Won',
  half_win: 'Half won',
  push: 'Push',
  half_loss: 'Half lost',
  loss: 'Lost',
  void: 'Void',
};

/** `1,204` */
export function countText(count: number): string {
  return new Intl.NumberFormat('en-US').format(count);
}

/** `1 ticket`, `214 tickets` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** Hold in hundredths of a percent as `6.5`; a dash when nothing has settled. */
export function holdText(basisPoints: number | null): string {
  if (basisPoints === null) return '—';
  const text = (Math.abs(basisPoints) / 100).toFixed(1);
  return basisPoints < 0 ? `−${text}` : text;
}

/** A selection with the real minus: `Chiefs −3`. */
export function selectionText(leg: TicketLeg): string {
  return withMinus(leg.selection);
}

/** What a ticket is on, in one line: the selection and price, or all legs of a parlay. */
export function ticketText(ticket: Ticket, format: OddsFormat): string {
  const [first] = ticket.legs;
  if (!first) return '';
  if (ticket.legs.length === 1) return `${selectionText(first)} ${oddsText(first.odds, format)}`;
  return ticket.legs.map(selectionText).join(', ');
}

export function ticketTypeText(ticket: Ticket): string {
  return ticket.type === 'parlay' ? `Parlay ${ticket.legs.length}` : 'Straight';
}

/** `payment_recorded` as `Payment recorded`. */
export function kindText(kind: string): string {
  const text = kind.replaceAll(/[._]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Two letters that stand for a person. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  const text = letters.map((word) => word?.charAt(0) ?? '').join('');
  return (text || '?').toUpperCase();
}
