// A refusal in the words of whoever reads it: the limit it met with its value where there is one,
// else what the book said. The stable code stands beside it and is never translated.

import type { Limit, Problem } from './api/contract';
import { t } from './i18n/language';
import { moneyText } from './money';

/** `no such book` as `No such book.` */
export function asSentence(words: string): string {
  const text = words.trim();
  if (!text) return '';
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

const limitWords: Record<string, string> = {
  min_risk: t('The smallest risk'),
  max_risk: t('The largest risk'),
  max_win: t('The largest win'),
  max_payout: t('The largest payout'),
  credit_limit: t('The credit limit'),
};

const ownerWords: Record<string, string> = {
  player: t('{limit} for this account is {amount}.'),
  book: t('{limit} of a bet here is {amount}.'),
  fixture: t('{limit} on this game, which is circled, is {amount}.'),
};

function limitText({ name, owner, amount }: Limit): string | null {
  if (!amount) return null;
  if (name === 'available') {
    return amount.amount > 0
      ? t('{amount} is available.', { amount: moneyText(amount) })
      : t('Nothing is available.');
  }
  const words = limitWords[name];
  if (!words) return null;
  const sentence = ownerWords[owner] ?? t('{limit} is {amount}.');
  return sentence.replace('{limit}', words).replace('{amount}', moneyText(amount));
}

/** What stands in the way, in one sentence. */
export function problemText(problem: Problem): string {
  const limit = problem.limit && limitText(problem.limit);
  return limit || asSentence(problem.detail || problem.title);
}
