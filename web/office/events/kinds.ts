// The kinds of events a book records, in the groups in which people look for them. A kind that is
// not listed still shows in the log and, once seen, can be chosen as well.

import { t } from '@shared/i18n/language';

export type KindGroup = { name: string; kinds: string[] };

const known: KindGroup[] = [
  {
    name: t('Bets and results'),
    kinds: [
      'wager_accepted',
      'large_wager',
      'wager_tendered',
      'tender_approved',
      'tender_refused',
      'tender_lapsed',
      'offer_changed',
      'score_reported',
      'result_confirmed',
      'ticket_settled',
      'ticket_resettled',
      'grading_finished',
    ],
  },
  {
    name: t('Money'),
    kinds: [
      'receipt_recorded',
      'disbursement_recorded',
      'adjustment_recorded',
      'overdrawn',
      'week_closed',
    ],
  },
  {
    name: t('People'),
    kinds: [
      'member_created',
      'member_status_changed',
      'limits_changed',
      'invitation_issued',
      'password_set',
      'session_opened',
      'session_ended',
      'login_failed',
    ],
  },
  { name: t('Book'), kinds: ['book_opened', 'book_changed'] },
];

/** Every kind to choose from; `seen` adds those that are not known here. */
export function kindGroups(seen: string[]): KindGroup[] {
  const all = new Set(known.flatMap((group) => group.kinds));
  const others = [...new Set(seen)].filter((kind) => kind && !all.has(kind)).sort();
  return others.length > 0 ? [...known, { name: t('Others'), kinds: others }] : known;
}
