import { describe, expect, it } from 'vitest';
import { feesText, readShare, shareText } from './deal-words';

describe('shares of a deal', () => {
  it('are read as percentages of 0 to 100 with two digits', () => {
    const read = ['0', '25', '12.5', '33.33', '100', '12,5'].map(readShare);
    expect(read).toEqual([0, 2500, 1250, 3333, 10_000, 1250]);
  });

  it('are nothing when they are no such percentage', () => {
    expect(['', '100.01', '1.234', 'half', '-5'].map(readShare)).toEqual(
      Array.from({ length: 5 }, () => null),
    );
  });

  it('are told as they are typed', () => {
    expect([2500, 1250].map(shareText)).toEqual(['25 %', '12.5 %']);
  });
});

describe('fees of a deal', () => {
  const usd = (amount: number) => ({ amount, currency: 'USD' });
  const deal = (head: number, ticket: number) => ({
    agent_id: 'm4',
    login: 'ida',
    name: 'Ida Novak',
    upline_id: 'm3',
    kind: 'split' as const,
    share_bp: 2500,
    head_fee: usd(head),
    ticket_fee: usd(ticket),
    uncovered_fees: 'owed' as const,
    version: 1,
    makeup: usd(0),
    payable: usd(0),
  });

  it('are told only where there are any', () => {
    expect(feesText(deal(0, 0))).toBe('');
    expect(feesText(deal(500, 10))).toBe('5.00 a head, 0.10 a ticket');
  });
});
