import { useCallback, useSyncExternalStore } from 'react';
import { type PriceEntry, prices } from './price-store';

/** The live state of one market; renders again only when this market changes. */
export function usePrice(marketId: string): PriceEntry | undefined {
  const subscribe = useCallback(
    (listener: () => void) => prices.subscribe(marketId, listener),
    [marketId],
  );
  return useSyncExternalStore(subscribe, () => prices.entry(marketId));
}
