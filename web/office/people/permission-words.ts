// What each right lets somebody do, in the words of the office.

import type { Permission } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { kindText } from '../parts/words';

const words: Partial<Record<Permission, string>> = {
  place_wager: t('Bet on the own account'),
  view_branch: t('See the branch: members, tickets, statements'),
  create_member: t('Create members'),
  change_status: t('Activate, suspend and close members'),
  change_limits: t('Set credit and limits'),
  record_payment: t('Record payments'),
  adjust: t('Correct balances and grant free play'),
  write_for_player: t('Write tickets for players'),
  move_line: t('Post games and move lines'),
  control_offer: t('Suspend, circle and reopen games'),
  enter_score: t('Enter scores'),
  confirm_result: t('Confirm results, which settles'),
  view_reports: t('See figures, exposure and reports'),
  view_audit: t('See the event log'),
  close_week: t('Close weeks'),
  manage_book: t("Change the book's brand, calendar and rules"),
  manage_platform: t('Create and suspend books'),
  void_wager: t('Void and cancel bets'),
  void_after_result: t('Approve voids once the result is known'),
  approve_withdrawal: t('Approve and deny payouts'),
  approve_wager: t('Accept and refuse wagers that wait'),
  grant_rights: t('Grant rights'),
  move_member: t('Move members to another branch'),
  manage_keys: t('Issue keys to programs'),
  impersonate: t('Look as somebody of the branch'),
  view_identity: t('See who somebody is'),
  manage_identity: t('Enter and verify who somebody is'),
  write_message: t('Write to members and read what they write'),
};

export function permissionText(permission: Permission): string {
  return words[permission] ?? kindText(permission);
}
