// A payment method's terms in words, and what they make of an amount: the same for whoever pays and
// whoever records it. The book decides; this only says beforehand what it will do.

import type { Method, MethodDirection, Money, PaymentMethod } from './api/contract';
import { t } from './i18n/language';
import { moneyText } from './money';

export const methodWords: Record<Method, string> = {
  cash: t('Cash'),
  bank: t('Bank'),
  card: t('Card'),
  wallet: t('Wallet'),
  other: t('Another way'),
};

/** What the book calls it, else its plain name. */
export function methodLabel({ method, label }: PaymentMethod): string {
  return label || methodWords[method];
}

/** `1.5` for 150 hundredths of a percent, `2` for 200. */
export function percentText(basisPoints: number): string {
  const whole = Math.trunc(basisPoints / 100);
  const rest = String(basisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return rest ? `${whole}.${rest}` : String(whole);
}

/** Hundredths of a percent of `1.5` or `1,5`; null when it cannot be read exactly. */
export function readPercent(text: string): number | null {
  const found = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!found) return null;
  const [, whole = '0', rest = ''] = found;
  return Number(whole) * 100 + Number(rest.padEnd(2, '0'));
}

/** The fee on an amount: a fixed part and a share of it, the share rounded down. */
export function feeOf(terms: MethodDirection, amount: Money): Money {
  const share = Math.floor((amount.amount * terms.fee_basis_points) / 10_000);
  return { ...amount, amount: Math.min(amount.amount, terms.fee_fixed.amount + share) };
}

function boundsText({ least, most }: MethodDirection): string {
  if (least && most) {
    return t('{least} to {most}', { least: moneyText(least), most: moneyText(most) });
  }
  if (least) return t('from {least}', { least: moneyText(least) });
  return most ? t('up to {most}', { most: moneyText(most) }) : t('any amount');
}

/** `20.00 to 500.00, fee 2.00 + 1.5 %, 3 a day`. */
export function termsText(terms: MethodDirection): string {
  const { fee_fixed: fixed, fee_basis_points: points, daily_max: daily } = terms;
  const fees = [
    fixed.amount > 0 ? moneyText(fixed) : '',
    points > 0 ? `${percentText(points)} %` : '',
  ].filter(Boolean);
  const fee = fees.length > 0 ? t('fee {fee}', { fee: fees.join(' + ') }) : t('no fee');
  const often = daily === null ? '' : t('{daily} a day', { daily: daily ?? 0 });
  return [boundsText(terms), fee, often].filter(Boolean).join(', ');
}
