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
  Sport,
  StatementFact,
  Ticket,
  TicketLeg,
  TicketResult,
  WagerType,
} from '@shared/api/contract';
import { locale, plural, t } from '@shared/i18n/language';
import { withMinus } from '@shared/money';
import { oddsText } from '@shared/odds';
import type { Tone } from '@shared/ui/controls';
import { wagerName } from '@shared/wager';

export const roleWords: Record<Role, string> = {
  platform: t('Provider'),
  operator: t('Operator'),
  staff: t('Staff'),
  master: t('Master'),
  agent: t('Agent'),
  player: t('Player'),
};

export const statusWords: Record<MemberStatus, { word: string; tone: Tone }> = {
  pending: { word: t('Pending'), tone: 'warn' },
  active: { word: t('Active'), tone: 'ok' },
  suspended: { word: t('Suspended'), tone: 'neg' },
  closed: { word: t('Closed'), tone: 'plain' },
};

export const factWords: Record<StatementFact, string> = {
  receipt: t('Receipt'),
  disbursement: t('Disbursement'),
  adjustment: t('Adjustment'),
  tender: t('Wager waits'),
  tender_ended: t('Wager waits no more'),
  wager: t('Wager'),
  settlement: t('Settlement'),
  void: t('Void'),
  reversal: t('Reversal'),
  accrual: t('Accrual'),
  withdrawal_requested: t('Withdrawal requested'),
  withdrawal_returned: t('Withdrawal returned'),
  free_play: t('Free play'),
  free_play_ended: t('Free play ended'),
  commission: t('Commission'),
  commission_paid: t('Commission paid'),
  head_fee: t('Fee of the provider'),
};

export const paymentWords: Record<PaymentKind, string> = {
  receipt: t('Receipt'),
  disbursement: t('Disbursement'),
  adjustment: t('Adjustment'),
  accrual: t('Accrual'),
};

export const kindWords: Record<MarketKind, string> = {
  spread: t('Spread'),
  total: t('Total'),
  moneyline: t('Moneyline'),
  moneyline3: t('Result 1X2'),
  home_total: t('Home team total'),
  away_total: t('Away team total'),
  yes_no: t('Yes or no'),
  over_under: t('Over or under'),
  multi_way: t('Several answers'),
  outright: t('Outright'),
};

export const fixtureWords: Record<FixtureStatus, string> = {
  scheduled: t('Scheduled'),
  in_play: t('In play'),
  finished: t('Finished'),
  postponed: t('Postponed'),
  cancelled: t('Cancelled'),
  abandoned: t('Abandoned'),
};

export const resultWords: Record<TicketResult, { word: string; tone: Tone }> = {
  open: { word: t('Open'), tone: 'info' },
  win: { word: t('Won'), tone: 'ok' },
  loss: { word: t('Lost'), tone: 'plain' },
  push: { word: t('Push'), tone: 'plain' },
  mixed: { word: t('Part won'), tone: 'plain' },
  void: { word: t('Void'), tone: 'warn' },
};

export const legWords: Record<LegResult, string> = {
  open: t('Open'),
  win: t('Won'),
  half_win: t('Half won'),
  push: t('Push'),
  half_loss: t('Half lost'),
  loss: t('Lost'),
  void: t('Void'),
  dead_heat: t('Dead heat'),
  reduced: t('Reduced'),
};

export const sportWords: Record<Sport, string> = {
  football: t('Football'),
  basketball: t('Basketball'),
  baseball: t('Baseball'),
  hockey: t('Hockey'),
  soccer: t('Soccer'),
  tennis: t('Tennis'),
  boxing: t('Boxing'),
  mma: t('Mixed martial arts'),
  golf: t('Golf'),
  horse_racing: t('Horse racing'),
  motor_racing: t('Motor racing'),
  other: t('Other sports'),
  several: t('Several sports'),
};

export const typeWords: Record<WagerType, string> = {
  straight: t('Straight'),
  parlay: t('Parlay'),
  round_robin: t('Round robin'),
  teaser: t('Teaser'),
  pleaser: t('Pleaser'),
  if_bet: t('If bet'),
  reverse: t('Reverse'),
  progressive: t('Progressive parlay'),
};

/** `1,204` */
export function countText(count: number): string {
  return new Intl.NumberFormat(locale).format(count);
}

const nouns = {
  ticket: ['1 ticket', '{count} tickets'],
  'open ticket': ['1 open ticket', '{count} open tickets'],
  player: ['1 player', '{count} players'],
  'active head': ['1 active head', '{count} active heads'],
  book: ['1 book', '{count} books'],
  game: ['1 game', '{count} games'],
  line: ['1 line', '{count} lines'],
  member: ['1 member', '{count} members'],
  event: ['1 event', '{count} events'],
  payment: ['1 payment', '{count} payments'],
  grant: ['1 grant', '{count} grants'],
  withdrawal: ['1 withdrawal', '{count} withdrawals'],
  application: ['1 application', '{count} applications'],
  void: ['1 void', '{count} voids'],
  wager: ['1 wager', '{count} wagers'],
  record: ['1 file or notice', '{count} files and notices'],
  week: ['1 week', '{count} weeks'],
  invoice: ['1 invoice', '{count} invoices'],
  dispute: ['1 dispute', '{count} disputes'],
  conversation: ['1 conversation', '{count} conversations'],
} as const;
export type Noun = keyof typeof nouns;

/** `1 ticket`, `214 tickets` */
export function counted(count: number, noun: Noun): string {
  const [one, other] = nouns[noun];
  return plural(count, one, other);
}

/** Hold in hundredths of a percent as `6.5`; a dash when nothing has settled. */
export function holdText(basisPoints: number | null): string {
  if (basisPoints === null) return '—';
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const text = new Intl.NumberFormat(locale, one).format(Math.abs(basisPoints) / 100);
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

export function ticketTypeText({ type, legs, terms }: Ticket): string {
  return wagerName({ type, legs: legs.length, terms });
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
