// Why a leg stands where it stands, in a sentence that can be checked by hand.

import type { LegResult, MarketKind, Score, Side, Ticket, TicketLeg } from '@shared/api/contract';
import { minusSign, withMinus } from '@shared/money';
import { pointsText } from '@shared/odds';

const kindNames: Record<MarketKind, string> = {
  spread: 'spread',
  total: 'total',
  moneyline: 'money line',
  moneyline3: 'result',
  home_total: 'home team total',
  away_total: 'away team total',
  yes_no: 'yes or no',
  over_under: 'over or under',
  multi_way: 'several answers',
  outright: 'outright',
};

/** The selection with the real minus: `Chiefs −3`. */
export function ticketSelection(leg: Pick<TicketLeg, 'selection'>): string {
  return withMinus(leg.selection);
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
  if (left === right) return 'equal to';
  return left > right ? 'more than' : 'less than';
}

/** `35 − 19.5 = 15.5, and 15.5 is more than 10.` */
export function gradeSentence(leg: Graded, score: Score): string {
  if (leg.kind === 'total') {
    const total = score.home + score.away;
    const verdict = `${compared(total, Number(leg.points))} ${leg.points}`;
    return `${score.away} + ${score.home} = ${total}, ${verdict}.`;
  }
  if (leg.side === 'draw')
    return `${score.home} and ${score.away}: ${score.home === score.away ? 'a draw' : 'no draw'}.`;
  const { mine, theirs } = own(score, leg.side);
  if (leg.kind !== 'spread') return `${mine} is ${compared(mine, theirs)} ${theirs}.`;
  const points = Number(leg.points);
  const adjusted = mine + points;
  const left = adjusted < 0 ? minusSign + trimmed(adjusted) : trimmed(adjusted);
  const verdict = `${left} is ${compared(adjusted, theirs)} ${theirs}`;
  return `${mine} ${signedTerm(points)} = ${left}, and ${verdict}.`;
}

/** Where an undecided leg stands on the score of now: `Needs 5 more`, `Ahead by 2.5`. */
export function standing(leg: Graded, score: Score): string {
  if (leg.kind === 'total') {
    const left = Number(leg.points) - (score.home + score.away);
    if (leg.side === 'over')
      return left < 0 ? 'Over already' : `Needs more than ${trimmed(left)} more`;
    return left < 0 ? 'Over already' : `${trimmed(left)} to spare`;
  }
  if (leg.side === 'draw') return score.home === score.away ? 'Level now' : 'Not level now';
  const { mine, theirs } = own(score, leg.side);
  const lead = mine + (leg.kind === 'spread' ? Number(leg.points) : 0) - theirs;
  if (lead > 0) return `Ahead by ${trimmed(lead)}`;
  return lead === 0 ? 'Level now' : `Behind by ${trimmed(lead)}`;
}

const resultNames: Record<LegResult, string> = {
  open: 'Open',
  win: 'Won',
  half_win: 'Half won',
  push: 'Push',
  half_loss: 'Half lost',
  loss: 'Lost',
  void: 'Void',
};

export function legResultName(result: LegResult): string {
  return resultNames[result];
}

export function ticketName(ticket: Pick<Ticket, 'type' | 'legs'>): string {
  return ticket.type === 'parlay' ? `Parlay of ${ticket.legs.length}` : 'Straight';
}

const ticketResultNames: Record<Ticket['result'], string> = {
  open: 'Open',
  win: 'Won',
  loss: 'Lost',
  push: 'Push',
  mixed: 'Part won',
  void: 'Void',
};

export function ticketResultName(result: Ticket['result']): string {
  return ticketResultNames[result];
}

/** `total 47.5` as placed, with the points the bettor took. */
export function placedText(leg: Pick<TicketLeg, 'kind' | 'points' | 'period'>): string {
  const points = pointsText(leg.points, leg.kind);
  return points ? `${legKind(leg)} ${points}` : legKind(leg);
}
