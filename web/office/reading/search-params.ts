// Filters live in the address, so that a reload, a link and the Back button keep them.

import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

/** One named filter of the address; an empty value removes it. */
export function useFilter(name: string): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (value: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [name, setParams],
  );
  return [params.get(name) ?? '', set];
}

/** Removes every filter of the address. */
export function useClearFilters(): () => void {
  const [, setParams] = useSearchParams();
  return useCallback(() => setParams(new URLSearchParams(), { replace: true }), [setParams]);
}
