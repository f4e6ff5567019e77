// The words on the slip's button and bar. A button says what will happen.

import type { Money, Odds, OddsFormat } from '@shared/api/contract';
import { plural, t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { oddsText } from '@shared/odds';
import { wagerName } from '@shared/wager';
import { isOneWager } from './bets';
import type { Slip } from './slip-store';

export function sum(amounts: Money[], currency: string): Money {
  return { amount: amounts.reduce((total, one) => total + one.amount, 0), currency };
}

/** `Risk 50.00 to win 308.92`, or `Place 3 bets, risk 330.00 to win 300.00`. */
export function placeSentence(bets: number, risk: Money, win: Money, freePlay = false): string {
  const stake = { risk: moneyText(risk), win: moneyText(win) };
  if (freePlay) {
    return plural(
      bets,
      'Free play {risk} to win {win}',
      'Place {count} bets, free play {risk} to win {win}',
      stake,
    );
  }
  return plural(
    bets,
    'Risk {risk} to win {win}',
    'Place {count} bets, risk {risk} to win {win}',
    stake,
  );
}

/** `Accept −120, risk 120.00 to win 100.00` */
export function acceptSentence(odds: Odds, format: OddsFormat, risk: Money, win: Money): string {
  const price = oddsText(odds, format);
  return t('Accept {price}, risk {risk} to win {win}', {
    price,
    risk: moneyText(risk),
    win: moneyText(win),
  });
}

/** What is on the slip: `Parlay of 3`, or `3 straight bets`. */
export function slipName(slip: Slip): string {
  const legs = slip.legs.length;
  if (!isOneWager(slip)) return plural(legs, 'Straight', '{count} straight bets');
  return wagerName({ type: slip.type, legs, terms: { sizes: slip.sizes } });
}
