// Which markets and sides stand where in the rows of a game: the visiting side first unless its
// league writes the home side first, a draw below where one is sold.

import type { BoardMarket, MarketKind, OfficeFixture, Side } from '@shared/api/contract';

export const columns = ['spread', 'total', 'money'] as const;
export type Column = (typeof columns)[number];
export type GameRow = { side: 'home' | 'away' | 'draw' } & Record<Column, Side | null>;

export function mainOf(game: OfficeFixture, kind: MarketKind): BoardMarket | undefined {
  return game.markets.find((market) => market.kind === kind && market.group === 'main');
}

export function marketAt(game: OfficeFixture, column: Column): BoardMarket | undefined {
  if (column === 'money') return mainOf(game, 'moneyline3') ?? mainOf(game, 'moneyline');
  return mainOf(game, column);
}

export function rowsOf(game: OfficeFixture): GameRow[] {
  const order: ('home' | 'away')[] = game.home_first ? ['home', 'away'] : ['away', 'home'];
  const rows: GameRow[] = order.map((side, n) => ({
    side,
    spread: side,
    total: n === 0 ? 'over' : 'under',
    money: side,
  }));
  if (marketAt(game, 'money')?.kind === 'moneyline3') {
    rows.push({ side: 'draw', spread: null, total: null, money: 'draw' });
  }
  return rows;
}
