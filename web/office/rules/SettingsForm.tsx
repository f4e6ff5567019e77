// Settings in groups, all sent together. What will change is listed, before and after, and asked
// once before it is sent.

import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { Button, SelectField, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { type ReactNode, useState } from 'react';
import { BeforeAfter } from '../parts/BeforeAfter';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import {
  fieldText,
  readField,
  type SettingField,
  type SettingGroup,
  valueAt,
  withValue,
} from './setting-fields';

type Write<Settings> = {
  mutate: (settings: Settings, options: { onSuccess: () => void }) => void;
  isPending: boolean;
  error: unknown;
};

type Props<Settings extends object> = {
  name: string;
  settings: Settings;
  groups: SettingGroup[];
  write: Write<Settings>;
  /** Parts of the settings with a form of their own, below the groups. */
  extra?: (settings: Settings, onChange: (settings: Settings) => void) => ReactNode;
  /** Rows for what the extra form changed. */
  extraChanges?: (
    before: Settings,
    after: Settings,
  ) => { what: string; before: string; after: string }[];
};

type Texts = Record<string, string>;

function firstTexts(groups: SettingGroup[], settings: object): Texts {
  const fields = groups.flatMap((group) => group.fields);
  return Object.fromEntries(
    fields.map((field) => [field.path, fieldText(field, valueAt(settings, field.path))]),
  );
}

/** What a field's value is called in the list of changes. */
function shownText(field: SettingField, text: string): string {
  if (field.kind === 'flag') return text === 'true' ? t('yes') : t('no');
  const choice = field.choices?.find(({ value }) => value === text);
  if (choice) return choice.label;
  if (field.kind === 'set' && text) {
    const chosen = text.split(',');
    const named = field.choices?.filter(({ value }) => chosen.includes(value)) ?? [];
    return named.map(({ label }) => label).join(', ');
  }
  if (text.trim() === '') return field.empty ?? '—';
  return field.unit ? `${text} ${field.unit}` : text;
}

export function SettingsForm<Settings extends object>(props: Props<Settings>) {
  const { name, settings, groups, write, extra, extraChanges } = props;
  const { currency } = useBook();
  const first = firstTexts(groups, settings);
  const [texts, setTexts] = useState(first);
  const [other, setOther] = useState(settings);
  const [asking, setAsking] = useState(false);
  const fields = groups.flatMap((group) => group.fields);
  const changed = fields.filter(({ path }) => texts[path] !== first[path]);
  const others = extraChanges?.(settings, other) ?? [];
  const unread = fields.some((field) => readField(field, texts[field.path] ?? '', currency).wrong);
  const next = changed.reduce(
    (made, field) =>
      withValue(made, field.path, readField(field, texts[field.path] ?? '', currency).value),
    other,
  );
  const count = changed.length + others.length;
  const refused = fieldErrors(write.error);
  const reset = () => {
    setTexts(first);
    setOther(settings);
  };
  const confirm = () =>
    write.mutate(next, {
      onSuccess: () => {
        tell(t('{name}: changed.', { name }));
        setAsking(false);
      },
    });
  return (
    <div className="settings-form">
      <div className="setting-groups">
        {groups.map((group) => (
          <Card key={group.title} title={group.title}>
            <div className="card-body stack">
              {group.about && <p className="small t3">{group.about}</p>}
              <div className="fields">
                {group.fields.map((field) => (
                  <Setting
                    key={field.path}
                    field={field}
                    text={texts[field.path] ?? ''}
                    refused={refused[field.path]}
                    changed={texts[field.path] !== first[field.path]}
                    onChange={(text) => setTexts({ ...texts, [field.path]: text })}
                  />
                ))}
              </div>
            </div>
          </Card>
        ))}
        {extra?.(other, setOther)}
      </div>
      <div className="settings-act">
        <span className="small t3">
          {count === 0 ? t('Nothing changed yet.') : t('{count} changed', { count })}
        </span>
        <span className="spring" />
        <Button disabled={count === 0} onClick={reset}>
          {t('Discard')}
        </Button>
        <Button look="primary" disabled={count === 0 || unread} onClick={() => setAsking(true)}>
          {t('Review changes')}
        </Button>
      </div>
      {asking && (
        <EffectDialog
          title={t('Change: {name}', { name })}
          confirm={t('Set {count} values', { count })}
          confirming={t('Setting')}
          busy={write.isPending}
          error={write.error}
          wide
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          <BeforeAfter
            changes={[
              ...changed.map((field) => ({
                what: field.label,
                before: shownText(field, first[field.path] ?? ''),
                after: <b>{shownText(field, texts[field.path] ?? '')}</b>,
              })),
              ...others.map((one) => ({ ...one, after: <b>{one.after}</b> })),
            ]}
          />
          <p className="small t3">
            {t('Each value that changes stands in the event log, before and after.')}
          </p>
        </EffectDialog>
      )}
    </div>
  );
}

type SettingProps = {
  field: SettingField;
  text: string;
  refused: string | undefined;
  changed: boolean;
  onChange: (text: string) => void;
};

function Setting({ field, text, refused, changed, onChange }: SettingProps) {
  const { currency } = useBook();
  const label = changed ? <b>{field.label}</b> : field.label;
  if (field.kind === 'flag') {
    return (
      <label className="tick">
        <input
          type="checkbox"
          checked={text === 'true'}
          onChange={(event) => onChange(String(event.target.checked))}
        />
        {label}
      </label>
    );
  }
  if (field.kind === 'set') {
    return (
      <SetField field={field} label={label} text={text} refused={refused} onChange={onChange} />
    );
  }
  if (field.kind === 'choice') {
    return (
      <SelectField
        label={label}
        value={text}
        hint={field.hint}
        wrong={refused}
        onChange={(event) => onChange(event.target.value)}
      >
        {field.choices?.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
    );
  }
  const numeric = field.kind === 'count' ? 'numeric' : field.kind === 'money' ? 'decimal' : 'text';
  return (
    <TextField
      label={label}
      inputMode={numeric}
      unit={field.kind === 'money' ? currency : field.unit}
      placeholder={field.empty}
      value={text}
      hint={field.hint}
      wrong={readField(field, text, currency).wrong ?? refused}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

type SetProps = Omit<SettingProps, 'changed'> & { label: ReactNode };

/** Any of the choices; the text names those that are chosen, in the order of the choices. */
function SetField({ field, label, text, refused, onChange }: SetProps) {
  const chosen = text ? text.split(',') : [];
  const choices = field.choices ?? [];
  const toggle = (value: string) => {
    const next = choices
      .map((one) => one.value)
      .filter((one) => (one === value) !== chosen.includes(one));
    onChange(next.join(','));
  };
  return (
    <fieldset className="rule-group">
      <legend>{label}</legend>
      {choices.map(({ value, label: words }) => (
        <label className="tick" key={value}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          {words}
        </label>
      ))}
      {field.hint && <p className="small t3">{field.hint}</p>}
      {refused && <p className="wrong small">{refused}</p>}
    </fieldset>
  );
}
