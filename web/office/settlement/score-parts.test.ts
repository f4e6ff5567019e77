import { describe, expect, it } from 'vitest';
import { emptyParts, type Part, partSum, partsDetail } from './score-parts';

const typed = (...scores: [string, string][]): Part[] =>
  scores.map(([away, home]) => ({ away, home }));

describe('the parts of a score', () => {
  it('add up side by side, and nothing typed is none', () => {
    const parts = typed(['7', '0'], ['3', '10'], ['7', '7'], ['3', '7'], ['', '']);
    expect([partSum(parts, 'away'), partSum(parts, 'home')]).toEqual([20, 24]);
    expect(partSum(typed(['7', 'x']), 'home')).toBeNull();
  });

  it('are told home first, without an overtime nobody played', () => {
    const parts = emptyParts('quarter');
    expect(parts).toHaveLength(5);
    const score = typed(['7', '0'], ['3', '10'], ['7', '7'], ['3', '7'], ['', '']);
    expect(partsDetail('quarter', score)).toBe(
      'quarter_1=0-7;quarter_2=10-3;quarter_3=7-7;quarter_4=7-3',
    );
    score[4] = { away: '3', home: '' };
    expect(partsDetail('quarter', score)).toMatch(/;overtime=0-3$/);
  });
});
