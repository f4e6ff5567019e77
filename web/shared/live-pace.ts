// How often what is live may move on the screen, as this person chose: at once, every half minute,
// or not at all until it is turned on again.

import { type LivePrices, preferences } from './preferences';
import { prices } from './price-store';

export const calmMilliseconds = 30_000;
let timer: ReturnType<typeof setInterval> | undefined;

/** Call at start and after every change of the choice. */
export function applyLivePace(choice: LivePrices = preferences().livePrices): void {
  clearInterval(timer);
  timer = undefined;
  prices.pause(choice !== 'on');
  if (choice === 'calm') {
    timer = setInterval(() => {
      prices.pause(false);
      prices.pause(true);
    }, calmMilliseconds);
  }
}
