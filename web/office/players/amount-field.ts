// Amounts while somebody types them: text on the way in, minor units on the way out.

import type { Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { readAmount, typedText } from '@shared/money';

/** The text an amount field starts with; empty when there is none. */
export function amountInput(value: Money | null): string {
  return value === null ? '' : typedText(value);
}

export type TypedAmount = { value: Money | null; wrong: string | undefined };

/** Reads a typed amount; empty text is no amount. */
export function typedAmount(text: string, currency: string): TypedAmount {
  if (text.trim() === '') return { value: null, wrong: undefined };
  const amount = readAmount(text, currency);
  if (amount === null) return { value: null, wrong: t('Write an amount, such as 250 or 250.00.') };
  return { value: { amount, currency }, wrong: undefined };
}
