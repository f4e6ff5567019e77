// What a login of each role is for, at a demonstration's doors.

import type { Role } from '@shared/api/contract';
import { t } from '@shared/i18n/language';

export const roleWords: Record<Role, string> = {
  player: t('Player: place bets'),
  agent: t('Agent: own players'),
  master: t('Master agent: own agents'),
  staff: t('Staff: the desk'),
  operator: t('Operator: the whole book'),
  platform: t('Provider: all books'),
};
