// The restrictions of a grant while somebody types them: text on the way in, the request and what
// the player will read on the way out.

import type { FreePlay, FreePlayTermsRequest, Money, Odds, WagerType } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { typedAmount } from './amount-field';

/** Types that free play can be bet as: those that are one bet. */
export const grantTypes: WagerType[] = ['straight', 'parlay', 'teaser', 'pleaser', 'progressive'];

export type TypedTerms = {
  wagers: ReadonlySet<WagerType>;
  props: boolean;
  legs: string;
  least: string;
  most: string;
  risk: string;
  win: string;
  /** Null is every league. */
  leagues: ReadonlySet<string> | null;
};

export const firstTerms: TypedTerms = {
  wagers: new Set<WagerType>(['straight', 'parlay']),
  props: true,
  legs: '',
  least: '',
  most: '',
  risk: '',
  win: '',
  leagues: null,
};

type TypedPrice = { american: number } | { decimal: string };

/** `-200`, `+150` or `1.91`: a sign or a hundred and more means American. */
export function readPrice(text: string): TypedPrice | null {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  if (/^[+-]?\d{3,6}$/.test(plain)) return { american: Number(plain) };
  const decimal = /^\d{1,2}(\.\d{1,4})?$/.test(plain) && Number(plain) > 1;
  return decimal ? { decimal: plain } : null;
}

/** A typed price as the reader's format shows it: display only, the book keeps what was typed. */
function shownPrice(price: TypedPrice): Odds {
  const win =
    'decimal' in price
      ? Number(price.decimal) - 1
      : price.american > 0
        ? price.american / 100
        : 100 / -price.american;
  const american =
    'american' in price
      ? price.american
      : win >= 1
        ? Math.round(win * 100)
        : -Math.round(100 / win);
  return { american, decimal: String(1 + win), fractional: `${win.toFixed(2)}/1` };
}

type Read = {
  request: FreePlayTermsRequest | null;
  shown: FreePlay['terms'] | null;
  wrong: Partial<Record<'legs' | 'least' | 'most' | 'risk' | 'win', string>>;
};

/** The request that typed terms make; none while something is wrong or nothing may be bet. */
export function readTerms(typed: TypedTerms, currency: string): Read {
  const wrong: Read['wrong'] = {};
  const price = (name: 'least' | 'most') => {
    if (typed[name].trim() === '') return null;
    const read = readPrice(typed[name]);
    if (!read) wrong[name] = t('Write a price, such as -200 or 1.50.');
    return read;
  };
  const money = (name: 'risk' | 'win'): Money | null => {
    const read = typedAmount(typed[name], currency);
    if (read.wrong) wrong[name] = read.wrong;
    return read.value;
  };
  const [least, most, risk, win] = [price('least'), price('most'), money('risk'), money('win')];
  const count = typed.legs.trim();
  const legs = count === '' ? null : Number(count);
  if (legs !== null && !(/^\d{1,2}$/.test(count) && legs >= 1 && legs <= 25)) {
    wrong.legs = t('Write a number from 1 to 25.');
  }
  const leagues = typed.leagues === null ? [] : [...typed.leagues];
  const some = typed.wagers.size > 0 && (typed.leagues === null || leagues.length > 0);
  if (!some || Object.keys(wrong).length > 0) return { request: null, shown: null, wrong };
  const wagers = grantTypes.filter((one) => typed.wagers.has(one));
  const request: FreePlayTermsRequest = {
    wagers,
    leagues,
    props: typed.props,
    ...(legs === null ? {} : { max_legs: legs }),
    ...(least ? { least_odds: least } : {}),
    ...(most ? { most_odds: most } : {}),
    ...(risk ? { max_risk: risk } : {}),
    ...(win ? { max_win: win } : {}),
  };
  const shown: FreePlay['terms'] = {
    wagers,
    leagues,
    props: typed.props,
    max_legs: legs,
    least_odds: least && shownPrice(least),
    most_odds: most && shownPrice(most),
    max_risk: risk,
    max_win: win,
    push_returned: true,
  };
  return { request, shown, wrong };
}
