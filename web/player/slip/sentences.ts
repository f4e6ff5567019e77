// The words on the slip's button and bar. A button says what will happen.

import type { Money, Odds, OddsFormat } from '@shared/api/contract';
import { moneyText } from '@shared/money';
import { oddsText } from '@shared/odds';

export function sum(amounts: Money[], currency: string): Money {
  return { amount: amounts.reduce((total, one) => total + one.amount, 0), currency };
}

/** `Risk 50.00 to win 308.92`, or `Place 3 bets, risk 330.00 to win 300.00`. */
export function placeSentence(bets: number, risk: Money, win: Money): string {
  const stake = `isk ${moneyText(risk)} to win ${moneyText(win)}`;
  return bets > 1 ? `Place ${bets} bets, r${stake}` : `R${stake}`;
}

/** `Accept −120, risk 120.00 to win 100.00` */
export function acceptSentence(odds: Odds, format: OddsFormat, risk: Money, win: Money): string {
  const price = oddsText(odds, format);
  return `Accept ${price}, risk ${moneyText(risk)} to win ${moneyText(win)}`;
}

export function betsName(type: 'straight' | 'parlay', legs: number): string {
  if (type === 'parlay') return `Parlay of ${legs}`;
  return legs === 1 ? 'Straight' : `${legs} straight bets`;
}
