// How the settlement desk works: second persons, disputes, and taking a wager back.

import { t } from '@shared/i18n/language';
import { Loaded } from '../parts/Loaded';
import { useDeskPolicy } from '../reading/rule-queries';
import { useReplacePolicy } from '../reading/rule-writes';
import { SettingsForm } from './SettingsForm';
import type { SettingGroup } from './setting-fields';

const groups: SettingGroup[] = [
  {
    title: t('Settlement desk'),
    fields: [
      {
        path: 'four_eyes_from',
        label: t('A second person from'),
        kind: 'money',
        empty: t('never'),
        hint: t('a void that moves this much waits for somebody else'),
      },
      {
        path: 'claim_days',
        label: t('Disputes are taken for'),
        kind: 'count',
        unit: t('days'),
        hint: t('counted from the settlement'),
      },
      {
        path: 'cancel_seconds',
        label: t('A player may take a wager back for'),
        kind: 'duration',
        hint: t('after its acceptance; 0 s forbids it'),
      },
    ],
  },
];

export function DeskRules() {
  const policy = useDeskPolicy();
  const write = useReplacePolicy();
  return (
    <Loaded question={policy}>
      {(found) => (
        <SettingsForm
          key={JSON.stringify(found)}
          name={t('Settlement desk')}
          settings={found}
          groups={groups}
          write={write}
        />
      )}
    </Loaded>
  );
}
