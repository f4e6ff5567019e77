// The house rules in the book's own numbers, in plain words.

import type { HouseRules } from '@shared/api/contract';
import { plural, t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import type { ReactNode } from 'react';

const roundingWords: Record<HouseRules['rounding'], string> = {
  down: t('Winnings are rounded down to the smallest coin.'),
  half_up: t('Winnings are rounded to the nearest coin, halves up.'),
  half_even: t('Winnings are rounded to the nearest coin, halves to the even one.'),
};

function cutoffText(seconds: number): string {
  if (seconds === 0) return t('A bet is accepted until the announced start.');
  if (seconds < 60)
    return t('A bet is accepted until {seconds} seconds before the announced start.', { seconds });
  const minutes = Math.round(seconds / 60);
  return plural(
    minutes,
    'A bet is accepted until 1 minute before the announced start.',
    'A bet is accepted until {count} minutes before the announced start.',
  );
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
    [t('Smallest risk'), moneyText(rules.min_risk)],
    [t('Largest risk on a bet'), moneyText(rules.max_risk)],
    [t('Largest win of a bet'), moneyText(rules.max_win)],
    [t('Largest payout of a bet'), moneyText(rules.max_payout)],
    [t('Most legs in a parlay'), String(rules.max_legs)],
  ];
  const week = book.week_starts[0]?.toUpperCase() + book.week_starts.slice(1);
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>{t('House rules')}</h1>
        <p className="page-about num">
          {t('{name}, version {version}', { name: book.name, version: rules.version })}
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
        <p className="under-card">
          {t('All amounts in {currency}. Your own limits may be lower.', {
            currency: book.currency,
          })}
        </p>
        <div className="card rules">
          <Rule title={t('Accepting a bet')}>
            {t(
              '{cutoff_seconds} It stands at the points and price printed on its ticket, ' +
                'whatever the line does later. A bet is booked only when you have its ' +
                'number.',
              { cutoff_seconds: cutoffText(rules.cutoff_seconds) },
            )}
          </Rule>
          <Rule title={t('Spreads and totals')}>
            {t(
              'The points are added to the score of the side you took. Equal is a push, ' +
                'and the risk comes back. On a quarter line half of the bet stands on each ' +
                'of the two nearest lines.',
            )}
          </Rule>
          <Rule title={t('Parlays')}>
            {t(
              'Every leg must win. A leg that pushes or is void drops out and the others ' +
                'are paid at their prices. Two legs of one game do not go together.',
            )}
          </Rule>
          <Rule title={t('Results and corrections')}>
            {t(
              'A ticket is settled when the book confirms the final score. If a confirmed ' +
                'score is corrected, the ticket is settled again: the older settlement stays ' +
                'readable on it and the difference is one line of your statement.',
            )}
          </Rule>
          <Rule title={t('Games that do not finish')}>
            {t('A cancelled or abandoned game is void and the risk comes back.')}
          </Rule>
          <Rule title={t('Rounding')}>{roundingWords[rules.rounding]}</Rule>
          <Rule title={t('The week')}>
            {t('Figures run from {week}, {day_cutoff}, in the book’s time zone ({value}).', {
              week,
              day_cutoff: book.day_cutoff,
              value: book.time_zone.replaceAll('_', ' '),
            })}
          </Rule>
        </div>
      </div>
    </div>
  );
}
