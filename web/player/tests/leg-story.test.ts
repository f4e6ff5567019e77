import { describe, expect, it } from 'vitest';
import { gradeSentence, standing, ticketSelection } from '../bets/leg-story';

const final = { home: 35, away: 10 };

describe('the story of a leg', () => {
  it('computes to its result', () => {
    const ravens = { kind: 'spread', side: 'home', points: '-19.5' } as const;
    expect(gradeSentence(ravens, final)).toBe('35 − 19.5 = 15.5, and 15.5 is more than 10.');
    const browns = { kind: 'spread', side: 'away', points: '+19.5' } as const;
    expect(gradeSentence(browns, final)).toBe('10 + 19.5 = 29.5, and 29.5 is less than 35.');
    const total = { kind: 'total', side: 'over', points: '45' } as const;
    expect(gradeSentence(total, final)).toBe('10 + 35 = 45, equal to 45.');
    const money = { kind: 'moneyline', side: 'home', points: null } as const;
    expect(gradeSentence(money, final)).toBe('35 is more than 10.');
    const draw = { kind: 'moneyline3', side: 'draw', points: null } as const;
    expect(gradeSentence(draw, { home: 1, away: 1 })).toBe('1 and 1: a draw.');
  });

  it('says where an open leg stands', () => {
    const spread = { kind: 'spread', side: 'away', points: '-7' } as const;
    expect(standing(spread, { home: 13, away: 16 })).toBe('Behind by 4');
    expect(standing(spread, { home: 3, away: 16 })).toBe('Ahead by 6');
    expect(standing(spread, { home: 9, away: 16 })).toBe('Level now');
    const over = { kind: 'total', side: 'over', points: '45.5' } as const;
    expect(standing(over, { home: 23, away: 23 })).toBe('Over already');
    expect(standing({ ...over, side: 'under' }, { home: 20, away: 20 })).toBe('5.5 to spare');
  });

  it('prints the real minus', () => {
    expect(ticketSelection({ selection: 'Chiefs -3' })).toBe('Chiefs −3');
  });
});
