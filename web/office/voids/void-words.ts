// Words for ending bets without a result: how, and what it reaches.

import type { Ending, Void } from '@shared/api/contract';
import { t } from '@shared/i18n/language';

export const endingWords: Record<Ending, string> = {
  void: t('Void'),
  cancel: t('Cancel'),
};

type Target = Pick<Void, 'number' | 'leg' | 'market_id' | 'fixture_id'>;

/** `4K7-2219`, `leg 2 of 4K7-2219`, `every bet on a game`. */
export function voidTargetText({ number, leg, market_id: market }: Target): string {
  if (number && leg !== null) return t('leg {leg} of {number}', { leg, number });
  if (number) return number;
  return market ? t('every bet on a market') : t('every bet on a game');
}
