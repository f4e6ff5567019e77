// What a wager of each type is called, the same on the slip, a ticket and the desk.

import type { TicketTerms, WagerType } from './api/contract';
import { t } from './i18n/language';

type Named = { type: WagerType; legs: number; terms?: Pick<TicketTerms, 'sizes'> | null };

/** `Parlay of 3`, `Round robin of 4, by 2 and 3`, `If bet of 2`. */
export function wagerName({ type, legs, terms }: Named): string {
  switch (type) {
    case 'straight':
      return t('Straight');
    case 'parlay':
      return t('Parlay of {legs}', { legs });
    case 'round_robin': {
      const sizes = (terms?.sizes ?? []).join(', ');
      return sizes
        ? t('Round robin of {legs}, by {sizes}', { legs, sizes })
        : t('Round robin of {legs}', { legs });
    }
    case 'if_bet':
      return t('If bet of {legs}', { legs });
    case 'reverse':
      return t('Reverse of {legs}', { legs });
    case 'teaser':
      return t('Teaser of {legs}', { legs });
    case 'pleaser':
      return t('Pleaser of {legs}', { legs });
    case 'progressive':
      return t('Progressive parlay of {legs}', { legs });
  }
}

/** In how many ways `size` can be taken out of `legs`: the parlays of a round robin. */
export function combinations(legs: number, size: number): number {
  let ways = 1;
  for (let n = 1; n <= size; n += 1) ways = (ways * (legs - size + n)) / n;
  return Math.round(ways);
}
