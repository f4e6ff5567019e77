import type { Money, Tender } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { tenderText, toldTenders } from './tenders';

const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const decidedAt = '2024-09-03T12:00:00Z';
const now = Date.parse(decidedAt);

function tender(state: Tender['state'], accepted: number | null): Tender {
  const ticket = { risk: usd(11_000), win: usd(10_000) } as Tender['ticket'];
  return {
    id: 't1',
    state,
    ticket,
    asked_at: decidedAt,
    waits_for: 'word',
    lapses_at: '2024-09-03T13:00:00Z',
    accepted_risk: accepted === null ? null : usd(accepted),
    decided_at: state === 'waiting' ? null : decidedAt,
    decided_by: null,
    note: '',
  };
}

describe('wagers that wait', () => {
  it('tells of what waits, and for a day of what came out otherwise than asked', () => {
    const waits = tender('waiting', null);
    const less = tender('accepted', 5_000);
    const whole = tender('accepted', 11_000);
    const refused = tender('refused', null);
    const all = [waits, less, whole, refused];
    expect(toldTenders(all, now + 1_000)).toEqual([waits, less, refused]);
    expect(toldTenders(all, now + 86_400_000)).toEqual([waits]);
  });

  it('says what became of the money', () => {
    expect(tenderText(tender('waiting', null))).toMatch(/^110\.00 is held\./);
    expect(tenderText(tender('accepted', 5_000))).toBe('You asked for 110.00; 50.00 was accepted.');
    expect(tenderText(tender('lapsed', null))).toBe('No bet. 110.00 is yours again.');
  });
});
