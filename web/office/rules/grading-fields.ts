// The rules of grading as fields of a form: what each is called, by the part of its key behind the
// sport, and what its choices mean. Which rules there are, only the book knows.

import type { GradingRule, GradingSheet, RuleValue } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { kindText } from '../parts/words';
import type { SettingField, SettingGroup } from './setting-fields';

const sports: Record<string, string> = {
  football: t('Football'),
  basketball: t('Basketball'),
  hockey: t('Hockey'),
  baseball: t('Baseball'),
  soccer: t('Soccer'),
  tennis: t('Tennis'),
  fight: t('Boxing and martial arts'),
  golf: t('Golf'),
  racing: t('Racing'),
  outright: t('Outrights'),
  prop: t('Props'),
};

type Words = { label: string; unit?: string; hint?: string };

const minutes = t('minutes');
const hours = t('hours');
const days = t('days');
const byPerson = t('0 leaves it to a person');
const asAnyOther = t('0 treats it as any other');

const rules: Record<string, Words> = {
  official_minutes: { label: t('A game is official after'), unit: minutes },
  short_official_minutes: { label: t('A game of 40 minutes is official after'), unit: minutes },
  postponed_hours: { label: t('What is put off is played within'), unit: hours, hint: byPerson },
  window: { label: t('What is put off counts until') },
  playoff_days: { label: t('A playoff game is finished within'), unit: days, hint: asAnyOther },
  playoff_hours: { label: t('A playoff game is finished within'), unit: hours, hint: asAnyOther },
  grounds: { label: t('It may be moved') },
  overtime: { label: t('Overtime and shootout count') },
  moneyline_innings: { label: t('A moneyline is official after'), unit: t('innings') },
  listed_pitchers: { label: t('A wager rests on both announced pitchers') },
  decided_totals: { label: t('A total that is passed already counts') },
  awarded: { label: t('A score that is awarded') },
  major_hours: {
    label: t('A match of a major tournament is played within'),
    unit: hours,
    hint: asAnyOther,
  },
  resumed_hours: { label: t('An abandoned match goes on within'), unit: hours },
  retirement: { label: t('A match that somebody gives up') },
  delay_hours: { label: t('A delayed match is played within'), unit: hours },
  exact_half: { label: t('An end exactly on the half round is') },
  minimum_holes: { label: t('An outright stands after'), unit: t('holes') },
  ties: { label: t('Those who share a place') },
  both_cut_void: { label: t('A match-up is void when both miss the cut') },
  deduction_most: { label: t('Rule 4 takes at most'), unit: '%' },
  five_waived: { label: t('A Rule 4 deduction of 5 % is waived') },
  non_starter_void: { label: t('An outright on a non-starter is returned') },
  participation: { label: t('A prop on somebody who does not take part is returned') },
};

const choices: Record<string, string> = {
  any_retirement_void: t('is void'),
  ball_served: t('counts once a ball was served'),
  one_set: t('counts once a set was completed'),
  over: t('over'),
  push: t('level'),
  hours: t('the hours beside it have passed'),
  same_day: t('the end of the day'),
  next_morning: t('five in the next morning'),
  football_week: t('the end of the football week'),
  stands: t('it is played, whenever'),
  any: t('anywhere'),
  original: t('nowhere'),
  near: t('up to a hundred miles'),
  not_visitors: t("anywhere but to the visitors' ground"),
  same_country: t('within the country'),
  dead_heat: t('are a dead heat'),
  paid_in_full: t('are paid in full'),
  recorded: t('counts as recorded'),
  void: t('is void, unless decided in play'),
};

const yesNo = ['yes', 'no'];

function isFlag({ choices: given }: GradingRule): boolean {
  return given.length === 2 && given.every((one) => yesNo.includes(one));
}

function parts(key: string): [sport: string, rule: string] {
  const [sport = '', ...rest] = key.split('.');
  return [sport, rest.join('.')];
}

function fieldOf(rule: GradingRule): SettingField {
  const [, name] = parts(rule.key);
  const words = rules[name] ?? { label: kindText(name) };
  if (isFlag(rule)) return { ...words, path: rule.key, kind: 'flag' };
  if (rule.choices.length === 0) return { ...words, path: rule.key, kind: 'count' };
  const given = rule.choices.map((value) => ({ value, label: choices[value] ?? kindText(value) }));
  return { ...words, path: rule.key, kind: 'choice', choices: given };
}

/** Every rule of the sheet, sport by sport in the book's order. */
export function gradingGroups(sheet: GradingSheet): SettingGroup[] {
  const groups = new Map<string, SettingGroup>();
  for (const rule of sheet.rules) {
    const [sport] = parts(rule.key);
    const group = groups.get(sport) ?? { title: sports[sport] ?? kindText(sport), fields: [] };
    group.fields.push(fieldOf(rule));
    groups.set(sport, group);
  }
  return [...groups.values()];
}

export type GradingSettings = Record<string, Record<string, string | number | boolean>>;

/** The values of a sheet, by sport and rule, as the form takes them. */
export function gradingSettings(sheet: GradingSheet): GradingSettings {
  const settings: GradingSettings = {};
  for (const rule of sheet.rules) {
    const [sport, name] = parts(rule.key);
    const value = isFlag(rule)
      ? rule.value === 'yes'
      : rule.choices.length === 0
        ? Number(rule.value)
        : rule.value;
    settings[sport] = { ...settings[sport], [name]: value };
  }
  return settings;
}

function textOf(value: string | number | boolean | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value ?? '');
}

/** The rules whose values differ from those of the sheet. */
export function changedRules(sheet: GradingSheet, settings: GradingSettings): RuleValue[] {
  return sheet.rules.flatMap(({ key, value }) => {
    const [sport, name] = parts(key);
    const wanted = textOf(settings[sport]?.[name]);
    return wanted === value ? [] : [{ key, value: wanted }];
  });
}

/** A rule's name with its sport: `Football: a game is official after`. */
export function ruleName(key: string): string {
  const [sport, name] = parts(key);
  return `${sports[sport] ?? kindText(sport)}: ${rules[name]?.label ?? kindText(name)}`;
}

/** What a value of a rule means. */
export function ruleText(key: string, value: string): string {
  if (value === 'yes') return t('yes');
  if (value === 'no') return t('no');
  const [, name] = parts(key);
  const unit = rules[name]?.unit;
  return choices[value] ?? (unit ? `${value} ${unit}` : value);
}

/** `tennis.one_set` as `Tennis: One set`. */
export function presetName(name: string): string {
  const [sport, set] = parts(name);
  return `${sports[sport] ?? kindText(sport)}: ${kindText(set)}`;
}
