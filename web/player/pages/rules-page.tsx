// The house rules in the book's own numbers, in plain words.

import type { HouseRules } from '@shared/api/contract';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import type { ReactNode } from 'react';

const roundingWords: Record<HouseRules['rounding'], string> = {
  down: 'Winnings are rounded down to the smallest coin.',
  half_up: 'Winnings are rounded to the nearest coin, halves up.',
  half_even: 'Winnings are rounded to the nearest coin, halves to the even one.',
};

function cutoffText(seconds: number): string {
  if (seconds === 0) return 'A bet is accepted until the announced start.';
  if (seconds < 60) return `A bet is accepted until ${seconds} seconds before the announced start.`;
  const minutes = Math.round(seconds / 60);
  const before = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `A bet is accepted until ${before} before the announced start.`;
}

function Rule({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rule">
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}

export function RulesPage() {
  const book = useBook();
  const rules = book.house_rules;
  const limits: [string, string][] = [
    ['Smallest risk', moneyText(rules.min_risk)],
    ['Largest risk on a bet', moneyText(rules.max_risk)],
    ['Largest win of a bet', moneyText(rules.max_win)],
    ['Largest payout of a bet', moneyText(rules.max_payout)],
    ['Most legs in a parlay', String(rules.max_legs)],
  ];
  const week = book.week_starts[0]?.toUpperCase() + book.week_starts.slice(1);
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>House rules</h1>
        <p className="page-about num">
          {book.name}, version {rules.version}
        </p>
      </div>
      <div className="cards narrow">
        <dl className="card facts num">
          {limits.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="under-card">All amounts in {book.currency}. Your own limits may be lower.</p>
        <div className="card rules">
          <Rule title="Accepting a bet">
            {cutoffText(rules.cutoff_seconds)} It stands at the points and price printed on its
            ticket, whatever the line does later. A bet is booked only when you have its number.
          </Rule>
          <Rule title="Spreads and totals">
            The points are added to the score of the side you took. Equal is a push, and the risk
            comes back. On a quarter line half of the bet stands on each of the two nearest lines.
          </Rule>
          <Rule title="Parlays">
            Every leg must win. A leg that pushes or is void drops out and the others are paid at
            their prices. Two legs of one game do not go together.
          </Rule>
          <Rule title="Results and corrections">
            A ticket is settled when the book confirms the final score. If a confirmed score is
            corrected, the ticket is settled again: the older settlement stays readable on it and
            the difference is one line of your statement.
          </Rule>
          <Rule title="Games that do not finish">
            A cancelled or abandoned game is void and the risk comes back.
          </Rule>
          <Rule title="Rounding">{roundingWords[rules.rounding]}</Rule>
          <Rule title="The week">
            Figures run from {week}, {book.day_cutoff}, in the book’s time zone (
            {book.time_zone.replaceAll('_', ' ')}).
          </Rule>
        </div>
      </div>
    </div>
  );
}
