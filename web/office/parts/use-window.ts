// Draws only the rows of a long list that can be seen, so that a hundred thousand of them scroll
// like a hundred. Rows of one height; the space of the others is kept by two empty rows. The row
// that holds the focus stays drawn even when it is scrolled away, so that it is never lost.

import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Rows drawn beyond the edges, for a quick wheel. */
const margin = 12;
/** Below this everything is drawn: find-in-page and printing then work as on any page. */
const smallList = 120;

export type Window = { first: number; last: number; above: number; below: number };

/** The rows to draw for a scroller's position: all of a small list, a few before measuring. */
export function windowOf(count: number, height: number, top: number, view: number): Window {
  if (count <= smallList) return { first: 0, last: count, above: 0, below: 0 };
  // Nothing is known yet of their height: the first few are drawn, and measured.
  if (height <= 0) return { first: 0, last: smallList, above: 0, below: 0 };
  const start = Math.max(0, Math.min(top, count * height - view));
  const first = Math.max(0, Math.floor(start / height) - margin);
  const last = Math.min(count, Math.ceil((start + view) / height) + margin);
  return { first, last, above: first * height, below: (count - last) * height };
}

/**
 * The rows of `scroller` to draw now. `row` finds a drawn row, whose height stands for all;
 * `onEnd` is told when the last rows come near.
 */
export function useWindow(
  scroller: RefObject<HTMLElement | null> | undefined,
  count: number,
  row: string,
  onEnd?: () => void,
): Window {
  const [height, setHeight] = useState(0);
  const [seen, setSeen] = useState({ top: 0, view: 0 });
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // Paper has no edge to scroll to: everything is drawn before the browser takes its picture.
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  useLayoutEffect(() => {
    const found = scroller?.current?.querySelector<HTMLElement>(row)?.offsetHeight;
    if (found && found !== height) setHeight(found);
  });
  useEffect(() => {
    const box = scroller?.current;
    if (!box) return;
    const look = () => {
      const step = Math.max(1, height * (margin / 2));
      const top = Math.floor(box.scrollTop / step) * step;
      setSeen((before) =>
        before.top === top && before.view === box.clientHeight
          ? before
          : { top, view: box.clientHeight + step },
      );
    };
    look();
    box.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(box);
    return () => {
      box.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [scroller, height]);
  const drawn =
    scroller && !printing
      ? windowOf(count, height, seen.top, seen.view)
      : { first: 0, last: count, above: 0, below: 0 };
  const nearEnd = scroller !== undefined && !printing && height > 0 && drawn.last >= count - margin;
  useEffect(() => {
    if (nearEnd && count > smallList / 2) onEnd?.();
  }, [nearEnd, count, onEnd]);
  return drawn;
}
