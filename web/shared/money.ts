// Money as text. Amounts are whole minor units; a printed minus is the real one (U+2212), zero
// has no sign, and nothing here ever computes with fractions of a unit.

import type { Money } from './api/contract';
import { locale } from './i18n/language';

export const minusSign = '−';

/** A text of the book with the real minus before numbers; hyphens inside a word stay. */
export function withMinus(text: string): string {
  return text.replace(/(^|[\s(])-(?=\d)/g, `$1${minusSign}`);
}

export type SignStyle =
  /** Plus or minus always printed: balances, results, figures. */
  | 'signed'
  /** Never a sign: risk, win, limits, fees. */
  | 'plain';

const digitsByCurrency = new Map<string, number>();

/** Decimal places of a currency: 2 for USD, 0 for JPY (ISO 4217 through the platform). */
export function minorDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

/** The two marks of a written number: `1,234.50` here, `1.234,50` there. */
export type Separators = { group: string; decimal: string };

export function separatorsOf(tag: string): Separators {
  const parts = new Intl.NumberFormat(tag, { useGrouping: 'always' }).formatToParts(1234.5);
  const value = (type: string) => parts.find((part) => part.type === type)?.value;
  return { group: value('group') ?? ',', decimal: value('decimal') ?? '.' };
}

const separators = separatorsOf(locale);

function grouped(whole: string, marks: Separators): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, marks.group);
}

/** `1,234.50` for 123450 minor units of a two-digit currency, without any sign. */
export function magnitude(amount: number, currency: string, marks = separators): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  if (digits === 0) return grouped(text, marks);
  return `${grouped(text.slice(0, -digits), marks)}${marks.decimal}${text.slice(-digits)}`;
}

/** An amount as text in the book's currency, without the currency's symbol. */
export function moneyText(money: Money, style: SignStyle = 'plain'): string {
  const text = magnitude(money.amount, money.currency);
  if (style === 'plain' || money.amount === 0) return text;
  return `${money.amount < 0 ? minusSign : '+'}${text}`;
}

/** `12.4K`, `1.25M`: for tiles and heat cells; the exact value belongs in the title. */
export function shortMoneyText(money: Money, style: SignStyle = 'signed'): string {
  const units = Math.abs(money.amount) / 10 ** minorDigits(money.currency);
  const sign = style === 'plain' || money.amount === 0 ? '' : money.amount < 0 ? minusSign : '+';
  if (units < 10_000) {
    return sign + new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(units);
  }
  const format = new Intl.NumberFormat(locale, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  return sign + format.format(units);
}

/** An amount as a person would type it: no group marks. */
export function typedText(money: Money): string {
  return magnitude(money.amount, money.currency, { group: '', decimal: separators.decimal });
}

/**
 * Minor units a person typed: comma and point both separate decimals, and where points group
 * thousands they may do so. Null when unreadable.
 */
export function readAmount(text: string, currency: string, marks = separators): number | null {
  const digits = minorDigits(currency);
  const compact = text.replace(/[\s ]/g, '');
  if (compact === '') return 0;
  const points = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(compact);
  const commas = marks.group === '.' && /^\d{1,3}(\.\d{3})+(,\d*)?$/.test(compact);
  const ungrouped = points ? compact.replaceAll(',', '') : compact;
  const plain = commas
    ? compact.replaceAll('.', '').replace(',', '.')
    : ungrouped.replace(',', '.');
  if (!/^\d*\.?\d*$/.test(plain) || plain === '.') return null;
  const [whole = '', fraction = ''] = plain.split('.');
  if (fraction.length > digits) return null;
  const amount = Number(whole || '0') * 10 ** digits + Number(fraction.padEnd(digits, '0') || '0');
  return Number.isSafeInteger(amount) ? amount : null;
}

export function money(amount: number, currency: string): Money {
  return { amount, currency };
}

/** Name of the class that colours a signed amount: colour follows the printed sign. */
export function signClass(money: Money): string {
  if (money.amount < 0) return 'neg';
  return money.amount === 0 ? 'zero' : '';
}
