// The desk's prices live in the same store as the player's: what a list brought is put there
// without a flash, what the stream brings afterwards shows as a move.

import type { OfficeFixture } from '@shared/api/contract';
import { prices } from '@shared/price-store';

export function keepPrices(games: OfficeFixture[]): void {
  for (const game of games) {
    for (const market of game.markets) prices.apply(market, Date.now(), true);
  }
}
