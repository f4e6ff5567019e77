// Settings as fields of a form: what each is called, how it is written and read back. The book
// checks the values; here only what cannot be read at all is held back.

import type { Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { amountInput, typedAmount } from '../players/amount-field';
import { durationText, readDuration } from './duration';

type Kind = 'money' | 'duration' | 'count' | 'text' | 'time' | 'flag' | 'choice' | 'set';

export type SettingField = {
  /** Where it stands in the settings: `withdrawal.minimum`. */
  path: string;
  label: string;
  kind: Kind;
  /** Written behind the number. */
  unit?: string;
  /** May be left empty, and what that means. */
  empty?: string;
  hint?: string;
  choices?: { value: string; label: string }[];
};

export type SettingGroup = { title: string; about?: string; fields: SettingField[] };

type Nested = Record<string, unknown>;

/** The value at a path such as `withdrawal.minimum`. */
export function valueAt(settings: object, path: string): unknown {
  return path.split('.').reduce<unknown>((found, key) => (found as Nested)?.[key], settings);
}

/** The settings with the value at a path replaced. */
export function withValue<Settings extends object>(
  settings: Settings,
  path: string,
  value: unknown,
): Settings {
  const [key = '', ...rest] = path.split('.');
  const inner = (settings as Nested)[key];
  const next = rest.length === 0 ? value : withValue(inner as object, rest.join('.'), value);
  return { ...settings, [key]: next };
}

/** The text a field starts with. */
export function fieldText(field: SettingField, value: unknown): string {
  if (value === null || value === undefined) return '';
  switch (field.kind) {
    case 'money':
      return amountInput(value as Money);
    case 'duration':
      return durationText(value as number);
    default:
      return String(value);
  }
}

export type ReadSetting = { value: unknown; wrong: string | undefined };

const wholeNumber = /^\d{1,9}$/;

function wrong(words: string): ReadSetting {
  return { value: null, wrong: words };
}

/** What a field's text stands for. */
export function readField(field: SettingField, text: string, currency: string): ReadSetting {
  const typed = text.trim();
  if (field.kind === 'flag') return { value: typed === 'true', wrong: undefined };
  if (field.kind === 'set') return { value: typed ? typed.split(',') : [], wrong: undefined };
  if (field.kind === 'text' || field.kind === 'choice') return { value: typed, wrong: undefined };
  if (typed === '') {
    if (field.empty !== undefined) return { value: null, wrong: undefined };
    return wrong(t('This cannot be empty.'));
  }
  switch (field.kind) {
    case 'money':
      return typedAmount(typed, currency);
    case 'duration': {
      const seconds = readDuration(typed);
      if (seconds === null) return wrong(t('Write a span of time, such as 15 min, 24 h or 7 d.'));
      return { value: seconds, wrong: undefined };
    }
    case 'time':
      if (!/^\d{2}:\d{2}$/.test(typed)) return wrong(t('Write a time of day, such as 17:00.'));
      return { value: typed, wrong: undefined };
    case 'count':
      if (!wholeNumber.test(typed)) return wrong(t('Write a whole number.'));
      return { value: Number(typed), wrong: undefined };
  }
}
