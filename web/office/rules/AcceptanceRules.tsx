// From which amounts on wagers wait for the operator's word: of everybody, of a branch, of a
// player. The terms nearest to the player hold, whole.

import type { AcceptanceSheet, AcceptanceTerms } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { usePermission } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { useState } from 'react';
import { Loaded } from '../parts/Loaded';
import { MemberPicker } from '../parts/MemberPicker';
import { useAcceptance, useReplaceAcceptance } from '../reading/acceptance';
import { useFilter } from '../reading/search-params';
import { SettingsForm } from './SettingsForm';
import type { SettingGroup } from './setting-fields';

const groups: SettingGroup[] = [
  {
    title: t('Wagers that wait'),
    fields: [
      {
        path: 'approve_risk',
        label: t('Wait from a risk of'),
        kind: 'money',
        empty: t('never'),
        hint: t('a wager of this risk and above waits until somebody accepts it'),
      },
      {
        path: 'approve_win',
        label: t('Wait from a win of'),
        kind: 'money',
        empty: t('never'),
        hint: t('the same by what it can win'),
      },
      {
        path: 'lapse_seconds',
        label: t('Lapse after'),
        kind: 'duration',
        hint: t('one that nobody decides; at its cut-off at the latest'),
      },
    ],
  },
];

const unset: AcceptanceTerms = { approve_risk: null, approve_win: null, lapse_seconds: 1_800 };

export function AcceptanceRules() {
  const [owner, setOwner] = useFilter('owner');
  const [pickerKey, setPickerKey] = useState(0);
  const choose = (id: string) => {
    setOwner(id);
    setPickerKey((before) => before + 1);
  };
  const asked = owner || 'book';
  const acceptance = useAcceptance(asked);
  return (
    <>
      <div className="bar">
        <MemberPicker
          key={pickerKey}
          memberId={owner}
          onChoose={choose}
          label={t('Agent or player')}
        />
        <span className="small t3">{t('The terms nearest to a player hold, whole.')}</span>
      </div>
      <Loaded question={acceptance}>
        {(found) => <Terms owner={asked} sheets={found.sheets} key={JSON.stringify(found)} />}
      </Loaded>
    </>
  );
}

function Terms({ owner, sheets }: { owner: string; sheets: AcceptanceSheet[] }) {
  const write = useReplaceAcceptance(owner);
  const ofBook = usePermission('manage_book');
  const own = sheets[0]?.terms ?? null;
  const inForce = sheets.find((sheet) => sheet.in_force);
  if (owner === 'book' && !ofBook) {
    return <p className="slim-state">{t('Choose a member to see whose wagers wait.')}</p>;
  }
  return (
    <>
      <p className="small t3">
        {inForce
          ? t('In force here: the terms of {name}.', {
              name: inForce.owner === 'book' ? t('the book') : inForce.name,
            })
          : t('No terms are in force here: every wager is decided at once.')}
      </p>
      <SettingsForm
        name={t('Wagers that wait')}
        settings={own ?? inForce?.terms ?? unset}
        groups={groups}
        write={write}
      />
      {own && (
        <div>
          <Button disabled={write.isPending} onClick={() => write.mutate(null)}>
            {owner === 'book' ? t('Let no wager wait') : t('Leave it to whoever stands above')}
          </Button>
        </div>
      )}
    </>
  );
}
