// Why bets were ended without a result, in the same words for whoever bet and whoever decided.

import type { VoidReason } from './api/contract';
import { t } from './i18n/language';

export const voidReasonWords: Record<VoidReason, string> = {
  palpable_error: t('Obvious error in the price'),
  past_posting: t('Accepted after the start'),
  event_not_played: t('Game not played'),
  prohibited_wager: t('Wager not permitted'),
  integrity: t('Integrity of the game'),
  technical_fault: t('Technical fault'),
  duplicate: t('Placed twice'),
  dispute_upheld: t('Dispute upheld'),
  ordered: t('Ordered by the regulator'),
  player_request: t('Asked for by the player'),
};
