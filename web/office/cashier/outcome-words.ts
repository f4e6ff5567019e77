// Words and tones for what a line of a provider's record came to.

import type { LineOutcome, PaymentDirection, Reconciliation } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import type { Tone } from '@shared/ui/controls';

export const outcomeWords: Record<LineOutcome, { word: string; tone: Tone }> = {
  matched: { word: t('Matched'), tone: 'ok' },
  differs: { word: t('Differs'), tone: 'neg' },
  unmatched: { word: t('Unmatched'), tone: 'neg' },
  duplicate: { word: t('Duplicate'), tone: 'plain' },
  posted: { word: t('Posted by notice'), tone: 'ok' },
  failed: { word: t('Failed at the provider'), tone: 'warn' },
};

export const directionWords: Record<PaymentDirection, string> = { in: t('In'), out: t('Out') };

/** The outcomes in the order in which somebody should look at them. */
export const outcomes: LineOutcome[] = [
  'differs',
  'unmatched',
  'failed',
  'duplicate',
  'posted',
  'matched',
];

/** The outcomes that a record has lines of. */
export function outcomesOf(record: Reconciliation): LineOutcome[] {
  return outcomes.filter((outcome) => record[outcome] > 0);
}
