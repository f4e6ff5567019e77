// Prices and points as a bettor reads them, and which way they moved for whoever takes them.
// Display only: what a wager wins is always the server's number.

import type { MarketKind, Odds, OddsFormat, Side } from './api/contract';
import { t } from './i18n/language';
import { minusSign } from './money';

function realMinus(text: string): string {
  return text.startsWith('-') ? minusSign + text.slice(1) : text;
}

/** `+150`, `−110`, `1.91`, `10/11`. Decimal odds show three places below 1.10, else two. */
export function oddsText(odds: Odds, format: OddsFormat): string {
  if (format === 'fractional') return odds.fractional;
  if (format === 'decimal') {
    const decimal = Number(odds.decimal);
    return decimal.toFixed(decimal < 1.1 ? 3 : 2);
  }
  return odds.american > 0 ? `+${odds.american}` : realMinus(String(odds.american));
}

/** The words a screen reader says for a price. */
export function spokenOdds(odds: Odds, format: OddsFormat): string {
  if (format !== 'american') return oddsText(odds, format);
  return `${odds.american < 0 ? t('minus') : t('plus')} ${Math.abs(odds.american)}`;
}

/** Points of a market with the real minus: `−3.5`, `+7`, `PK`; a total has no sign. */
export function pointsText(points: string | null, kind: MarketKind): string {
  if (points === null) return '';
  if (kind !== 'spread') return points.replace(/^\+/, '');
  const value = Number(points);
  if (value === 0) return t('PK');
  return value > 0 && !points.startsWith('+') ? `+${points}` : realMinus(points);
}

/** The words a screen reader says for points. */
export function spokenPoints(points: string | null, kind: MarketKind): string {
  const text = pointsText(points, kind);
  if (Number(points) === 0 && kind !== 'total') return t("pick'em");
  return text.replace('+', `${t('plus')} `).replace(minusSign, `${t('minus')} `);
}

/** Letter printed before a total. */
export function totalLetter(side: Side): string {
  if (side === 'over') return t('O');
  return side === 'under' ? t('U') : '';
}

/** Converts American odds to decimal odds: 1 + a/100 above zero, 1 + 100/|a| below. */
export function decimalFromAmerican(american: number): number {
  return american > 0 ? 1 + american / 100 : 1 + 100 / Math.abs(american);
}

export type Move = 'better' | 'worse';
type Offer = { points: string | null; odds: Odds };

/**
 * Whether the new offer is better or worse than the old one for whoever takes this side. Points
 * outrank the price; more points help a spread and an under, fewer help an over.
 */
export function offerMove(before: Offer, after: Offer, side: Side): Move | null {
  const points = Number(after.points ?? 0) - Number(before.points ?? 0);
  if (points !== 0) {
    const helps = side === 'over' ? points < 0 : points > 0;
    return helps ? 'better' : 'worse';
  }
  const price = Number(after.odds.decimal) - Number(before.odds.decimal);
  if (price === 0) return null;
  return price > 0 ? 'better' : 'worse';
}
