import type { GradingSheet } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { changedRules, gradingGroups, gradingSettings, ruleText } from './grading-fields';

const sheet: GradingSheet = {
  version: 3,
  rules: [
    { key: 'football.official_minutes', value: '55', choices: [] },
    { key: 'football.window', value: 'hours', choices: ['hours', 'same_day'] },
    { key: 'hockey.overtime', value: 'yes', choices: ['yes', 'no'] },
    { key: 'curling.hammer', value: 'last', choices: ['first', 'last'] },
  ],
  presets: [],
};

describe('rules of grading as fields', () => {
  it('stand sport by sport, each in the kind of its choices', () => {
    const groups = gradingGroups(sheet);
    expect(groups.map(({ fields }) => fields.map(({ kind }) => kind))).toEqual([
      ['count', 'choice'],
      ['flag'],
      ['choice'],
    ]);
    expect(groups[2]?.title).toBe('Curling');
  });

  it('send only what differs, in the words of the book', () => {
    const settings = gradingSettings(sheet);
    expect(changedRules(sheet, settings)).toEqual([]);
    settings.football = { ...settings.football, official_minutes: 48 };
    settings.hockey = { overtime: false };
    expect(changedRules(sheet, settings)).toEqual([
      { key: 'football.official_minutes', value: '48' },
      { key: 'hockey.overtime', value: 'no' },
    ]);
  });

  it('are read as people say them', () => {
    expect(ruleText('football.official_minutes', '55')).toBe('55 minutes');
    expect(ruleText('hockey.overtime', 'no')).toBe('no');
    expect(ruleText('curling.hammer', 'first')).toBe('first');
  });
});
