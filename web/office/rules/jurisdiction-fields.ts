// The settings of a jurisdiction, by what they are about.

import { t } from '@shared/i18n/language';
import { methodWords } from '@shared/method-terms';
import type { SettingGroup } from './setting-fields';

export const jurisdictionGroups: SettingGroup[] = [
  {
    title: t('Licence'),
    fields: [
      { path: 'name', label: t('Name'), kind: 'text' },
      { path: 'large_wager', label: t('Report wagers from'), kind: 'money' },
      {
        path: 'void_after_result',
        label: t('Voids once the outcome is known'),
        kind: 'choice',
        choices: [
          { value: 'prohibited', label: t('never') },
          { value: 'accepted_late', label: t('when accepted after it was known') },
          { value: 'approved', label: t('with a second person') },
          { value: 'allowed', label: t('with a reason') },
        ],
      },
    ],
  },
  {
    title: t('Withdrawals'),
    fields: [
      { path: 'withdrawal.minimum', label: t('Smallest request'), kind: 'money' },
      {
        path: 'withdrawal.maximum',
        label: t('Largest request'),
        kind: 'money',
        empty: t('any'),
      },
      {
        path: 'withdrawal.second_approval_above',
        label: t('Two approvals above'),
        kind: 'money',
        empty: t('never'),
      },
      { path: 'withdrawal.hold_seconds', label: t('Held before it is paid'), kind: 'duration' },
      {
        path: 'withdrawal.rollover_percent',
        label: t('Deposits wagered first'),
        kind: 'count',
        unit: '%',
        hint: t('100 is once'),
      },
      {
        path: 'withdrawal.weekly_max',
        label: t('Requests a week'),
        kind: 'count',
        empty: t('any'),
      },
      {
        path: 'withdrawal.cutoff',
        label: t('Next day from'),
        kind: 'time',
        empty: t('no cut-off'),
      },
      {
        path: 'withdrawal.refund_first',
        label: t('Goes back the way it came'),
        kind: 'set',
        hint: t('What was paid in by these is paid back by them before another way is free.'),
        choices: Object.entries(methodWords).map(([value, label]) => ({ value, label })),
      },
    ],
  },
  {
    title: t('Credit'),
    fields: [
      {
        path: 'credit.policy',
        label: t('Betting on credit'),
        kind: 'choice',
        choices: [
          { value: 'prohibited', label: t('prohibited') },
          { value: 'conditional', label: t('with a delay for raises') },
          { value: 'allowed', label: t('allowed') },
        ],
      },
      {
        path: 'credit.increase_delay_seconds',
        label: t('A raise takes effect after'),
        kind: 'duration',
      },
    ],
  },
  {
    title: t('Protection of players'),
    fields: [
      {
        path: 'protection.deposit_limit',
        label: t('A deposit limit counts'),
        kind: 'choice',
        choices: [
          { value: 'gross', label: t('everything paid in') },
          { value: 'net', label: t('what is left after payouts') },
        ],
      },
      {
        path: 'protection.loosening_seconds',
        label: t('A looser limit takes effect after'),
        kind: 'duration',
      },
      {
        path: 'protection.excluded_bets',
        label: t('Open bets of an excluded player'),
        kind: 'choice',
        choices: [
          { value: 'stand', label: t('stand') },
          { value: 'cancel', label: t('are cancelled') },
        ],
      },
      {
        path: 'protection.exclusion_days_min',
        label: t('Shortest exclusion'),
        kind: 'count',
        unit: t('days'),
      },
      {
        path: 'protection.time_out_days_max',
        label: t('Longest break'),
        kind: 'count',
        unit: t('days'),
      },
      {
        path: 'protection.failed_deposits',
        label: t('Failed deposits that block'),
        kind: 'count',
      },
      {
        path: 'protection.failed_deposit_window_seconds',
        label: t('Failed deposits count within'),
        kind: 'duration',
      },
    ],
  },
  {
    title: t('What players are told'),
    fields: [
      { path: 'care.complaint_contact', label: t('Contact for complaints'), kind: 'text' },
      {
        path: 'care.regulator_link',
        label: t('Page of the regulator'),
        kind: 'text',
        hint: t('https://…'),
      },
      { path: 'care.help_contact', label: t('Help with gambling'), kind: 'text' },
      {
        path: 'care.page_required',
        label: t('No bets while a contact or link is missing'),
        kind: 'flag',
      },
    ],
  },
  {
    title: t('Identity'),
    fields: [
      { path: 'identity.minimum_age', label: t('Least age'), kind: 'count', unit: t('years') },
      {
        path: 'identity.verified_before',
        label: t('Waits for a verified identity'),
        kind: 'choice',
        choices: [
          { value: 'nothing', label: t('nothing') },
          { value: 'withdrawal', label: t('a withdrawal') },
          { value: 'wager', label: t('the first bet') },
        ],
      },
      { path: 'identity.dormant_days', label: t('Dormant after'), kind: 'count', unit: t('days') },
      { path: 'identity.terms_version', label: t('Terms that must be accepted'), kind: 'text' },
      { path: 'identity.privacy_version', label: t('Privacy notice'), kind: 'text' },
      {
        path: 'care.acknowledgement_version',
        label: t('Acknowledged when signing up'),
        kind: 'text',
      },
    ],
  },
  {
    title: t('Sessions and passwords'),
    fields: [
      { path: 'access.player_idle_seconds', label: t('A player may rest for'), kind: 'duration' },
      { path: 'access.player_session_seconds', label: t('A player stays for'), kind: 'duration' },
      { path: 'access.staff_idle_seconds', label: t('Staff may rest for'), kind: 'duration' },
      { path: 'access.staff_session_seconds', label: t('Staff stay for'), kind: 'duration' },
      { path: 'access.lockout_failures', label: t('Wrong passwords that lock'), kind: 'count' },
      {
        path: 'access.lockout_window_seconds',
        label: t('Wrong passwords count within'),
        kind: 'duration',
      },
      { path: 'access.lockout_seconds', label: t('The lock holds for'), kind: 'duration' },
      {
        path: 'access.staff_second_factor',
        label: t('Staff need a second factor'),
        kind: 'flag',
      },
    ],
  },
  {
    title: t('Records'),
    fields: [
      {
        path: 'retention.record_years',
        label: t('Wagers and ledger'),
        kind: 'count',
        unit: t('years'),
      },
      {
        path: 'retention.complaint_years',
        label: t('Complaints'),
        kind: 'count',
        unit: t('years'),
      },
      { path: 'retention.message_days', label: t('Messages'), kind: 'count', unit: t('days') },
    ],
  },
];
