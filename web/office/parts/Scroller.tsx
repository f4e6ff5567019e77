// A box that scrolls inside its card. It takes the keyboard's focus, so that a table without any
// button in it can be scrolled without a mouse.

import type { ReactNode } from 'react';

export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
    <section className="scroller" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
