// A ticket's number as it is said on the telephone, digit by digit.

import { t } from '@shared/i18n/language';

const digits = [
  t('zero'),
  t('one'),
  t('two'),
  t('three'),
  t('four'),
  t('five'),
  t('six'),
  t('seven'),
  t('eight'),
  t('nine'),
];

/** `4K7-2220` as `four K seven, two two two zero`. */
export function readBack(number: string): string {
  const group = (part: string) => [...part].map((sign) => digits[Number(sign)] ?? sign).join(' ');
  return number.split('-').map(group).join(', ');
}
