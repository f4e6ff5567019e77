// How each sport is graded here: single rules, and sets as houses publish them. A change is a new
// version of the house rules; tickets keep the version they were accepted under.

import type { GradingSheet } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { SelectField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { BeforeAfter } from '../parts/BeforeAfter';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { Loaded } from '../parts/Loaded';
import { countText } from '../parts/words';
import { useGrading } from '../reading/rule-queries';
import { useUpdateGrading } from '../reading/rule-writes';
import {
  changedRules,
  type GradingSettings,
  gradingGroups,
  gradingSettings,
  presetName,
  ruleName,
  ruleText,
} from './grading-fields';
import { SettingsForm } from './SettingsForm';

export function GradingRules() {
  const grading = useGrading();
  return (
    <Loaded question={grading}>{(sheet) => <Sheet key={sheet.version} sheet={sheet} />}</Loaded>
  );
}

function Sheet({ sheet }: { sheet: GradingSheet }) {
  const update = useUpdateGrading();
  const [adopting, setAdopting] = useState('');
  const write = {
    ...update,
    mutate: (settings: GradingSettings, options: { onSuccess: () => void }) =>
      update.mutate({ presets: [], rules: changedRules(sheet, settings) }, options),
  };
  return (
    <>
      <Card
        title={t('Grading')}
        beside={
          <span className="small t3">
            {t('Version {version} is in force.', { version: countText(sheet.version) })}
          </span>
        }
      >
        <div className="card-body stack">
          <p className="small t2">
            {t(
              'A change holds for wagers from then on. ' +
                'Tickets keep the rules they were written by.',
            )}
          </p>
          <SelectField
            label={t('Adopt a published set')}
            hint={t('What it would change is shown before it is adopted.')}
            value={adopting}
            onChange={(event) => setAdopting(event.target.value)}
          >
            <option value="">{t('Choose a set')}</option>
            {sheet.presets.map(({ name }) => (
              <option key={name} value={name}>
                {presetName(name)}
              </option>
            ))}
          </SelectField>
        </div>
      </Card>
      <SettingsForm<GradingSettings>
        name={t('Grading')}
        settings={gradingSettings(sheet)}
        groups={gradingGroups(sheet)}
        write={write}
      />
      {adopting && <AdoptDialog sheet={sheet} name={adopting} onClose={() => setAdopting('')} />}
    </>
  );
}

type AdoptProps = { sheet: GradingSheet; name: string; onClose: () => void };

function AdoptDialog({ sheet, name, onClose }: AdoptProps) {
  const update = useUpdateGrading();
  const set = sheet.presets.find((one) => one.name === name)?.rules ?? [];
  const now = new Map(sheet.rules.map((rule) => [rule.key, rule.value]));
  const changes = set.filter(({ key, value }) => now.get(key) !== value);
  const shown = presetName(name);
  const confirm = () =>
    update.mutate(
      { presets: [name], rules: [] },
      {
        onSuccess: () => {
          tell(t('{name}: adopted.', { name: shown }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Adopt: {name}', { name: shown })}
      confirm={t('Set {count} values', { count: changes.length })}
      confirming={t('Setting')}
      busy={update.isPending}
      error={update.error}
      blocked={changes.length === 0}
      wide
      onConfirm={confirm}
      onClose={onClose}
    >
      {changes.length === 0 ? (
        <p>{t('Every rule of this set is in force already.')}</p>
      ) : (
        <BeforeAfter
          changes={changes.map(({ key, value }) => ({
            what: ruleName(key),
            before: ruleText(key, now.get(key) ?? ''),
            after: <b>{ruleText(key, value)}</b>,
          }))}
        />
      )}
    </EffectDialog>
  );
}
