// Why a leg stands where it stands, in a sentence that can be checked by hand.

import type { LegResult, MarketKind, Score, Side, Ticket, TicketLeg } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { minusSign, withMinus } from '@shared/money';
import { pointsText } from '@shared/odds';
import { wagerName } from '@shared/wager';

const kindNames: Record<MarketKind, string> = {
  spread: t('spread'),
  total: t('total'),
  moneyline: t('money line'),
  moneyline3: t('result'),
  home_total: t('home team total'),
  away_total: t('away team total'),
  yes_no: t('yes or no'),
  over_under: t('over or under'),
  multi_way: t('several answers'),
  outright: t('outright'),
};

/** The selection with the real minus: `Chiefs −3`. */
export function ticketSelection(leg: Pick<TicketLeg, 'selection'>): string {
  return withMinus(leg.selection);
}

/** `Bears at Packers` of the book's `Bears @ Packers`. */
export function gameText(leg: Pick<TicketLeg, 'fixture'>): string {
  const [away, home] = leg.fixture.split(' @ ');
  return home ? t('{away} at {home}', { away: away ?? '', home }) : leg.fixture;
}

export function legKind(leg: Pick<TicketLeg, 'kind' | 'period'>): string {
  return leg.period === 'game' ? kindNames[leg.kind] : `${kindNames[leg.kind]}, ${leg.period}`;
}

/** The score as this side reads it: its own first. */
export function scoreText(score: Score, side: Side): string {
  const away = side === 'away';
  return away ? `${score.away}–${score.home}` : `${score.home}–${score.away}`;
}

function trimmed(value: number): string {
  return String(Math.abs(value)).replace(/\.0$/, '');
}

function signedTerm(points: number): string {
  return `${points < 0 ? minusSign : '+'} ${trimmed(points)}`;
}

type Graded = Pick<TicketLeg, 'kind' | 'side' | 'points'>;

function own(score: Score, side: Side): { mine: number; theirs: number } {
  return side === 'away'
    ? { mine: score.away, theirs: score.home }
    : { mine: score.home, theirs: score.away };
}

function compared(left: number, right: number): string {
  if (left === right) return t('equal to');
  return left > right ? t('more than') : t('less than');
}

/** `35 − 19.5 = 15.5, and 15.5 is more than 10.` */
export function gradeSentence(leg: Graded, score: Score): string {
  if (leg.kind === 'total') {
    const total = score.home + score.away;
    const sum = `${score.away} + ${score.home} = ${total}`;
    return t('{sum}, {compared} {points}.', {
      sum,
      compared: compared(total, Number(leg.points)),
      points: String(leg.points),
    });
  }
  if (leg.side === 'draw')
    return t('{home} and {away}: {value}.', {
      home: score.home,
      away: score.away,
      value: score.home === score.away ? t('a draw') : t('no draw'),
    });
  const { mine, theirs } = own(score, leg.side);
  if (leg.kind !== 'spread')
    return t('{mine} is {compared} {theirs}.', {
      mine,
      compared: compared(mine, theirs),
      theirs,
    });
  const points = Number(leg.points);
  const adjusted = mine + points;
  const left = adjusted < 0 ? minusSign + trimmed(adjusted) : trimmed(adjusted);
  return t('{sum}, and {left} is {compared} {theirs}.', {
    sum: `${mine} ${signedTerm(points)} = ${left}`,
    left,
    compared: compared(adjusted, theirs),
    theirs,
  });
}

/** Where an undecided leg stands on the score of now: `Needs 5 more`, `Ahead by 2.5`. */
export function standing(leg: Graded, score: Score): string {
  if (leg.kind === 'total') {
    const left = Number(leg.points) - (score.home + score.away);
    if (leg.side === 'over')
      return left < 0
        ? t('Over already')
        : t('Needs more than {left} more', { left: trimmed(left) });
    return left < 0 ? t('Over already') : t('{left} to spare', { left: trimmed(left) });
  }
  if (leg.side === 'draw') return score.home === score.away ? t('Level now') : t('Not level now');
  const { mine, theirs } = own(score, leg.side);
  const lead = mine + (leg.kind === 'spread' ? Number(leg.points) : 0) - theirs;
  if (lead > 0) return t('Ahead by {lead}', { lead: trimmed(lead) });
  return lead === 0 ? t('Level now') : t('Behind by {lead}', { lead: trimmed(lead) });
}

const resultNames: Record<LegResult, string> = {
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

export function legResultName(result: LegResult): string {
  return resultNames[result];
}

export function ticketName({ type, legs, terms }: Pick<Ticket, 'type' | 'legs' | 'terms'>): string {
  return wagerName({ type, legs: legs.length, terms });
}

const ticketResultNames: Record<Ticket['result'], string> = {
  open: t('Open'),
  win: t('Won'),
  loss: t('Lost'),
  push: t('Push'),
  mixed: t('Part won'),
  void: t('Void'),
};

export function ticketResultName(result: Ticket['result']): string {
  return ticketResultNames[result];
}

/** `total 47.5` as placed, with the points the bettor took. */
export function placedText(leg: Pick<TicketLeg, 'kind' | 'points' | 'period'>): string {
  const points = pointsText(leg.points, leg.kind);
  return points ? `${legKind(leg)} ${points}` : legKind(leg);
}
