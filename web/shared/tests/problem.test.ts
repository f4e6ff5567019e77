import { describe, expect, it } from 'vitest';
import type { Problem } from '../api/contract';
import { asSentence, problemText } from '../problem';

const base: Problem = {
  type: 'urn:x',
  title: 'Above the limit.',
  status: 422,
  code: 'x',
  detail: '',
};
const usd = (amount: number) => ({ amount, currency: 'USD' });

describe('a refusal in words', () => {
  it('names the limit and its value', () => {
    const limit = { name: 'max_risk', owner: 'book', amount: usd(500_000), possible: usd(500_000) };
    expect(problemText({ ...base, limit })).toBe('The largest risk of a bet here is 5,000.00.');
    const own = { ...limit, owner: 'player' };
    expect(problemText({ ...base, limit: own })).toBe(
      'The largest risk for this account is 5,000.00.',
    );
  });

  it('says what is available, and when nothing is', () => {
    const limit = { name: 'available', owner: 'player', amount: usd(21_500) };
    expect(problemText({ ...base, limit })).toBe('215.00 is available.');
    expect(problemText({ ...base, limit: { ...limit, amount: usd(-100) } })).toBe(
      'Nothing is available.',
    );
  });

  it('falls back to what the book said, as a sentence', () => {
    expect(problemText({ ...base, detail: 'no such book' })).toBe('No such book.');
    expect(problemText(base)).toBe('Above the limit.');
    expect(asSentence('Done!')).toBe('Done!');
  });
});
