import { type RefObject, useEffect } from 'react';

/** Puts the cursor where a screen's work begins, after the screen itself has been announced. */
export function useFirstFocus(target: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const frame = requestAnimationFrame(() => target.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [target]);
}
