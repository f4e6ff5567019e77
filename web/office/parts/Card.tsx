// A titled box. Screens are made of these.

import type { ReactNode } from 'react';

type Props = {
  title?: ReactNode;
  /** Words beside the title. */
  beside?: ReactNode;
  /** Controls at the end of the head. */
  right?: ReactNode;
  foot?: ReactNode;
  className?: string;
  label?: string;
  children: ReactNode;
};

export function Card({ title, beside, right, foot, className, label, children }: Props) {
  return (
    <section className={className ? `card ${className}` : 'card'} aria-label={label}>
      {title && (
        <div className="card-head">
          <h2>{title}</h2>
          {beside}
          {right && <div className="right">{right}</div>}
        </div>
      )}
      {children}
      {foot && <div className="card-foot">{foot}</div>}
    </section>
  );
}
