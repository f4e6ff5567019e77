// One amount of money on the page. Colour follows the printed sign and means nothing else.

import type { Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { minorDigits, moneyText, type SignStyle, shortMoneyText, signClass } from '@shared/money';

type Props = {
  value: Money;
  style?: SignStyle;
  /** Thousands as K; the exact amount stands in the title. */
  short?: boolean;
  /** Without the cents while that fits a tile; the exact amount stands in the title. */
  whole?: boolean;
  /** Zero as a dot: for sheets where most cells are empty. */
  dotZero?: boolean;
};

export function Amount({ value, style = 'signed', short, whole, dotZero }: Props) {
  const exact = moneyText(value, style);
  if (dotZero && value.amount === 0) {
    return (
      <span className="num zero" title={exact}>
        <span aria-hidden="true">·</span>
        <span className="sr">{exact}</span>
      </span>
    );
  }
  const name = style === 'signed' ? signClass(value) : value.amount === 0 ? 'zero' : '';
  return (
    <span className={`num ${name}`} title={short || whole ? exact : undefined}>
      {short ? shortMoneyText(value, style) : whole ? wholeMoneyText(value, style) : exact}
    </span>
  );
}

/** From here on, in whole units, a tile shortens to millions. */
const longestWhole = 10_000_000;

/** `31,250` for 31,250.40: whole units, cut and not rounded; millions shorten. */
export function wholeMoneyText(value: Money, style: SignStyle = 'plain'): string {
  const units = Math.abs(value.amount) / 10 ** minorDigits(value.currency);
  if (units >= longestWhole) return shortMoneyText(value, style);
  return moneyText(value, style).replace(/\.\d+$/, '');
}

/** What there is to use (to bet, to pay with) has a sign only when it is less than nothing. */
export function Available({ value }: { value: Money }) {
  return <Amount value={value} style={value.amount < 0 ? 'signed' : 'plain'} />;
}

/** The same amount seen from the other side of the table. */
export function otherSide(value: Money): Money {
  return { amount: value.amount === 0 ? 0 : -value.amount, currency: value.currency };
}

/** `owes us 65.00`, `we owe 250.00`, `even`: a player's balance in words. */
export function owedText(balance: Money): string {
  if (balance.amount === 0) return t('even');
  const text = moneyText(balance);
  return balance.amount < 0 ? t('owes us {text}', { text }) : t('we owe {text}', { text });
}
