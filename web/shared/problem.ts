// A refusal in the words of whoever reads it: the limit it met with its value where there is one,
// else what the book said. The stable code stands beside it and is never translated.

import type { Limit, Problem } from './api/contract';
import { moneyText } from './money';

/** `no such book` as `No such book.` */
export function asSentence(words: string): string {
  const text = words.trim();
  if (!text) return '';
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

const limitWords: Record<string, string> = {
  min_risk: 'The smallest risk',
  max_risk: 'The largest risk',
  max_win: 'The largest win',
  max_payout: 'The largest payout',
  credit_limit: 'The credit limit',
};

const ownerWords: Record<string, string> = {
  player: 'for this account',
  book: 'of a bet here',
  fixture: 'on this game, which is circled,',
};

function limitText({ name, owner, amount }: Limit): string | null {
  if (!amount) return null;
  if (name === 'available') {
    return amount.amount > 0 ? `${moneyText(amount)} is available.` : 'Nothing is available.';
  }
  const words = limitWords[name];
  if (!words) return null;
  return [words, ownerWords[owner], 'is', moneyText(amount)].filter(Boolean).join(' ').concat('.');
}

/** What stands in the way, in one sentence. */
export function problemText(problem: Problem): string {
  const limit = problem.limit && limitText(problem.limit);
  return limit || asSentence(problem.detail || problem.title);
}
