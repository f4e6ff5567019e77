// Words for limits on play and for breaks: the same for the player and the desk.

import type { ExclusionKind, PlayMeasure, PlaySpan } from './api/contract';
import { t } from './i18n/language';

export const playMeasures: PlayMeasure[] = ['loss', 'deposit', 'stake'];
export const playSpans: PlaySpan[] = ['day', 'week', 'month'];

const names: Record<PlayMeasure, Record<PlaySpan, string>> = {
  deposit: {
    day: t('Deposit in a day'),
    week: t('Deposit in a week'),
    month: t('Deposit in a month'),
  },
  loss: { day: t('Loss in a day'), week: t('Loss in a week'), month: t('Loss in a month') },
  stake: { day: t('Stake in a day'), week: t('Stake in a week'), month: t('Stake in a month') },
};

/** `Loss in a week` */
export function playLimitName(measure: PlayMeasure, span: PlaySpan): string {
  return names[measure][span];
}

export const exclusionWords: Record<ExclusionKind, string> = {
  time_out: t('Break'),
  self_exclusion: t('Exclusion'),
};

const dayMilliseconds = 86_400_000;

/** So many days from an instant, as the book reads times. */
export function daysFrom(now: number, days: number): string {
  return new Date(now + days * dayMilliseconds).toISOString();
}
