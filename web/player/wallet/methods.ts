// How money reaches and leaves the book, as players read it.

import { answer, api } from '@shared/api/client';
import type { Method, MethodDirection, Money, PaymentMethod } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useQuery } from '@tanstack/react-query';

const names: Record<Method, string> = {
  cash: t('Cash'),
  bank: t('Bank'),
  card: t('Card'),
  wallet: t('Wallet'),
  other: t('Another way'),
};

export function methodName(method: Method): string {
  return names[method];
}

/** What the book calls it, else its plain name. */
export function methodLabel({ method, label }: PaymentMethod): string {
  return label || names[method];
}

export function useMethods() {
  return useQuery({
    queryKey: ['methods'],
    queryFn: () => answer(api.GET('/v1/methods')),
    staleTime: 600_000,
  });
}

export function useJurisdiction() {
  return useQuery({
    queryKey: ['jurisdiction'],
    queryFn: () => answer(api.GET('/v1/jurisdiction')),
    staleTime: 600_000,
  });
}

/** The fee on an amount: a fixed part and a share of it, the share rounded down, never above it. */
export function feeOf(terms: MethodDirection, amount: Money): Money {
  const share = Math.floor((amount.amount * terms.fee_basis_points) / 10_000);
  const fee = Math.min(amount.amount, terms.fee_fixed.amount + share);
  return { ...amount, amount: fee };
}

/** `from 20.00, no fee`, in a line below the method's name. */
export function termsText(terms: MethodDirection): string {
  const { least, most, fee_fixed: fixed, fee_basis_points: points } = terms;
  const bounds =
    least && most
      ? t('{least} to {most}', { least: moneyText(least), most: moneyText(most) })
      : least
        ? t('from {least}', { least: moneyText(least) })
        : most
          ? t('up to {most}', { most: moneyText(most) })
          : '';
  const fees = [
    fixed.amount > 0 ? moneyText(fixed) : '',
    points > 0 ? `${points / 100} %` : '',
  ].filter(Boolean);
  const fee = fees.length > 0 ? t('fee {fee}', { fee: fees.join(' + ') }) : t('no fee');
  return bounds ? `${bounds}, ${fee}` : fee;
}
