// The parts of a game as people call them, and the order in which they are read.

import type { BoardFixture, BoardMarket, MarketKind } from '@shared/api/contract';
import { t } from '@shared/i18n/language';

const whole: Record<string, string> = {
  game: t('Game'),
  first_half: t('1st half'),
  second_half: t('2nd half'),
  first_five: t('First 5 innings'),
  series: t('Series'),
  slate: t('All games of the day'),
};

/** `1st half`, `Quarter 3`, `Set 1`; a part that is not known keeps the book's own word. */
export function periodName(period: string): string {
  const numbered = /^(quarter|period|set)_(\d+)$/.exec(period);
  const number = numbered?.[2] ?? '';
  if (numbered?.[1] === 'quarter') return t('Quarter {number}', { number });
  if (numbered?.[1] === 'period') return t('Period {number}', { number });
  if (numbered?.[1] === 'set') return t('Set {number}', { number });
  return whole[period] ?? period.replaceAll('_', ' ');
}

export type MarketTab = { key: string; name: string; markets: BoardMarket[] };

function tabOf(market: BoardMarket): { key: string; name: string } {
  if (market.group === 'prop') return { key: 'props', name: t('Props') };
  if (market.group === 'future') return { key: 'futures', name: t('Futures') };
  return { key: market.period, name: periodName(market.period) };
}

/** The markets of a fixture by tab, in the order in which the book sends them. */
export function tabsOf(fixture: BoardFixture): MarketTab[] {
  const tabs = new Map<string, MarketTab>();
  for (const market of fixture.markets) {
    const { key, name } = tabOf(market);
    const tab = tabs.get(key) ?? { key, name, markets: [] };
    tab.markets.push(market);
    tabs.set(key, tab);
  }
  return [...tabs.values()];
}

/** As on the board: the spread first, what is asked beside the score last. */
const order: MarketKind[] = [
  'spread',
  'total',
  'moneyline',
  'moneyline3',
  'away_total',
  'home_total',
  'yes_no',
  'over_under',
  'multi_way',
  'outright',
];

export type Question = { key: string; markets: BoardMarket[] };

/** A line and its alternates are one question; the ladder runs by points. */
export function questionsOf(markets: BoardMarket[]): Question[] {
  const questions = new Map<string, Question>();
  for (const market of markets) {
    const scored = market.title === null;
    const key = scored ? `${market.kind} ${market.period}` : market.id;
    const question = questions.get(key) ?? { key, markets: [] };
    question.markets.push(market);
    questions.set(key, question);
  }
  const points = (market: BoardMarket) => Number(market.selections[0]?.points ?? 0);
  for (const { markets: ladder } of questions.values()) {
    ladder.sort((one, other) => points(one) - points(other));
  }
  const place = ({ markets: [first] }: Question) => order.indexOf(first?.kind ?? 'outright');
  return [...questions.values()].sort((one, other) => place(one) - place(other));
}

/** How many markets wait behind a fixture's three main ones. */
export function countMore(fixture: BoardFixture): number {
  return fixture.markets.filter((market) => market.group !== 'main').length;
}
