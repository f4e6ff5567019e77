import type { BookEvent } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { fieldsText, fieldTexts } from './fields';
import { kindGroups } from './kinds';

const event: BookEvent = {
  sequence: 7,
  at: '2024-09-22T16:00:00Z',
  kind: 'receipt_recorded',
  actor: { id: 'm1', login: 'dana' },
  fields: { balance: '-560534', amount: '450000', note: '', member: 'm321', method: 'card' },
  hash: 'ab',
};

describe('the kinds to choose from', () => {
  it('list each kind once, unknown ones last', () => {
    const groups = kindGroups(['wager_accepted', 'line_moved', 'line_moved', '']);
    const kinds = groups.flatMap((group) => group.kinds);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(groups.at(-1)).toEqual({ name: 'Others', kinds: ['line_moved'] });
  });
});

describe('the fields of an event', () => {
  it('stand with the telling ones first, amounts as money', () => {
    const texts = fieldTexts(event, 'USD').map((one) => `${one.name} ${one.text}`);
    expect(texts).toEqual(['amount 4,500.00', 'method card', 'balance −5,605.34', 'member m321']);
    expect(fieldsText(event, 'USD', 2)).toBe('Amount 4,500.00, method card.');
  });

  it('do not name the actor twice', () => {
    const own = { ...event, actor: { id: 'm321', login: 'sam' } };
    expect(fieldTexts(own, 'USD').some((one) => one.memberId)).toBe(false);
  });
});
