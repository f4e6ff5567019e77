// What wagers are taken, how, and in which amounts: the house rules beside grading. A change is a
// new version; tickets keep the version they were accepted under.

import { t } from '@shared/i18n/language';
import { Loaded } from '../parts/Loaded';
import { useHouseRules } from '../reading/rule-queries';
import { useReplaceHouseRules } from '../reading/rule-writes';
import { SameGameRules } from './SameGameRules';
import { SettingsForm } from './SettingsForm';
import type { SettingGroup } from './setting-fields';

const groups: SettingGroup[] = [
  {
    title: t('Amounts'),
    fields: [
      { path: 'min_risk', label: t('Smallest risk'), kind: 'money' },
      { path: 'max_risk', label: t('Largest risk'), kind: 'money' },
      { path: 'max_win', label: t('Largest win'), kind: 'money' },
      {
        path: 'circled_max_risk',
        label: t('Largest risk on a circled game'),
        kind: 'money',
        hint: t('unless the game names its own'),
      },
      {
        path: 'rounding',
        label: t('Payouts are rounded'),
        kind: 'choice',
        choices: [
          { value: 'down', label: t('down') },
          { value: 'half_up', label: t('half up') },
          { value: 'half_even', label: t('half to even') },
        ],
      },
    ],
  },
  {
    title: t('Time'),
    fields: [
      {
        path: 'cutoff_seconds',
        label: t('Betting ends before the start by'),
        kind: 'duration',
      },
      {
        path: 'live_delay_seconds',
        label: t('Wagers in play wait'),
        kind: 'duration',
        empty: t('none are taken'),
        hint: t('then they are looked at again; empty takes no wagers in play'),
      },
      {
        path: 'duplicate_seconds',
        label: t('The same wager is asked about again within'),
        kind: 'duration',
        hint: t('0 s takes it as it comes'),
      },
      {
        path: 'confirm_sources',
        label: t('Sources that confirm a result'),
        kind: 'count',
        hint: t('0 leaves it to people'),
      },
    ],
  },
  {
    title: t('Wager types'),
    fields: [
      { path: 'max_legs', label: t('Most legs of a parlay'), kind: 'count' },
      { path: 'round_robin_legs', label: t('Most picks of a round robin'), kind: 'count' },
      { path: 'if_bet_legs', label: t('Most legs of an if bet'), kind: 'count' },
      { path: 'reverse_legs', label: t('Most picks of a reverse'), kind: 'count' },
      {
        path: 'double_action',
        label: t('If bets may run on after a push'),
        kind: 'flag',
      },
      {
        path: 'chain_stakes',
        label: t('A later leg of an if bet risks at most'),
        kind: 'choice',
        choices: [
          { value: 'up_to_first', label: t('what the first risks') },
          { value: 'up_to_return', label: t('what the one before returns') },
        ],
      },
    ],
  },
];

export function WagerRules() {
  const rules = useHouseRules();
  const write = useReplaceHouseRules();
  return (
    <Loaded question={rules}>
      {(found) => (
        <>
          <SettingsForm
            key={found.version}
            name={t('Wagers')}
            settings={found}
            groups={groups}
            write={write}
          />
          <SameGameRules rules={found} />
        </>
      )}
    </Loaded>
  );
}
