// An event's fields as words: amounts as money, the telling ones first, nothing said twice.

import type { BookEvent } from '@shared/api/contract';
import { moneyText } from '@shared/money';
import { asSentence } from '@shared/problem';

export type FieldText = { name: string; text: string; memberId?: string };

/** Fields that hold an amount in minor units. */
const amounts = new Set([
  'amount',
  'available',
  'balance',
  'credit',
  'credit_after',
  'credit_before',
  'max_risk',
  'max_win',
  'min_risk',
  'net',
  'returned',
  'risk',
  'win',
]);
/** Amounts whose sign says something. */
const signed = new Set(['balance', 'net']);
const first = ['number', 'kind', 'amount', 'method', 'risk', 'win', 'net', 'returned', 'balance'];

function rank(name: string): number {
  const at = first.indexOf(name);
  return at < 0 ? first.length : at;
}

function textOf(name: string, value: string, currency: string): string {
  if (!amounts.has(name) || !/^-?\d+$/.test(value)) return value;
  const style = signed.has(name) ? 'signed' : 'plain';
  return moneyText({ amount: Number(value), currency }, style);
}

/** Every field worth reading; the actor is not named again as the member. */
export function fieldTexts(event: BookEvent, currency: string): FieldText[] {
  return Object.entries(event.fields)
    .filter(([name, value]) => value !== '' && !(name === 'member' && value === event.actor?.id))
    .sort(([one], [other]) => rank(one) - rank(other) || one.localeCompare(other))
    .map(([name, value]) => ({
      name: name.replaceAll('_', ' '),
      text: textOf(name, value, currency),
      ...(name === 'member' ? { memberId: value } : {}),
    }));
}

/** `Amount 200.00, method bank.`; at most so many fields, the log shows the rest. */
export function fieldsText(event: BookEvent, currency: string, most = 3): string {
  const texts = fieldTexts(event, currency).filter((one) => one.memberId === undefined);
  return asSentence(
    texts
      .slice(0, most)
      .map((one) => `${one.name} ${one.text}`)
      .join(', '),
  );
}
