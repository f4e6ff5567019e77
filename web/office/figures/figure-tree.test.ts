import type { FigureRow } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { addsUp, flipped, paymentsOf, shownRows } from './figure-tree';

const usd = (amount: number) => ({ amount, currency: 'USD' });

function row(id: string, parent: string | null, depth: number, change: Partial<FigureRow> = {}) {
  const base: FigureRow = {
    member_id: id,
    parent_id: parent,
    login: id,
    name: id.toUpperCase(),
    role: parent === null ? 'agent' : 'player',
    depth,
    carry: usd(-20_000),
    days: [0, 0, 10_000, 0, -22_000, 5_500, 0].map(usd),
    week: usd(-6_500),
    regraded: usd(0),
    receipts: usd(20_000),
    disbursements: usd(0),
    adjustments: usd(0),
    balance: usd(-6_500),
    pending: usd(0),
    due: null,
    tickets: 3,
    active: 1,
  };
  return { ...base, ...change };
}

const idle = {
  tickets: 0,
  carry: usd(0),
  week: usd(0),
  balance: usd(0),
  receipts: usd(0),
  days: [0, 0, 0, 0, 0, 0, 0].map(usd),
};
const rows = [
  row('west', null, 1),
  row('jsmith', 'west', 2),
  row('bkowal', 'west', 2, idle),
  row('east', null, 1),
  row('mlee', 'east', 2),
];
const ids = (found: FigureRow[]) => found.map((one) => one.member_id);

describe('the weekly sheet', () => {
  it('checks the identity of a row', () => {
    expect(addsUp(row('a', null, 0))).toBe(true);
    expect(addsUp(row('a', null, 0, { balance: usd(-6_499) }))).toBe(false);
    expect(addsUp(row('a', null, 0, { days: [usd(1)] }))).toBe(false);
  });

  it('shows active members under their agents', () => {
    expect(ids(shownRows(rows, new Set(), 'active', ''))).toEqual([
      'west',
      'jsmith',
      'east',
      'mlee',
    ]);
  });

  it('shows everybody when asked', () => {
    expect(ids(shownRows(rows, new Set(), 'all', ''))).toEqual(ids(rows));
  });

  it('hides what is below a folded agent, and not the agent', () => {
    expect(ids(shownRows(rows, new Set(['west']), 'all', ''))).toEqual(['west', 'east', 'mlee']);
  });

  it('finds a name in a folded branch with the way to it', () => {
    expect(ids(shownRows(rows, new Set(['east']), 'active', 'mlee'))).toEqual(['east', 'mlee']);
  });

  it('is its own exact negation from the other side', () => {
    const player = row('a', null, 0);
    const house = flipped(player);
    expect(house.balance).toEqual(usd(6_500));
    expect(addsUp(house)).toBe(true);
    expect(flipped(house)).toEqual(player);
    expect(paymentsOf(house)).toEqual(usd(-20_000));
  });
});
