// What a login of each role is for, at a demonstration's doors.

import type { Role } from '@shared/api/contract';

export const roleWords: Record<Role, string> = {
  player: 'Player: place bets',
  agent: 'Agent: own players',
  master: 'Master agent: own agents',
  staff: 'Staff: the desk',
  operator: 'Operator: the whole book',
  platform: 'Provider: all books',
};
