// The week in one line that adds up: carry, wagering, adjustments, received, paid out, balance,
// each with its step of the waterfall.

import type { FigureRow, Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { Fragment } from 'react';
import { linearScale } from '../charts/scale';
import { Amount, owedText } from '../parts/Amount';
import type { Perspective } from '../shell/ScreenFrame';

type Step = { name: string; value: Money; beside: string; from: number; to: number };

/** Late corrections of earlier weeks stand in this one, and are told apart. */
function wageringText({ regraded }: FigureRow): string {
  if (regraded.amount === 0) return t('seven days');
  return t('{regraded} corrects earlier weeks', { regraded: moneyText(regraded, 'signed') });
}

export function Identity({ total, side }: { total: FigureRow; side: Perspective }) {
  const paid: Money = { ...total.disbursements, amount: -total.disbursements.amount };
  const terms: [string, Money, string][] = [
    [t('Carry'), total.carry, t('from last week')],
    [t('Wagering'), total.week, wageringText(total)],
    [t('Adjustments'), total.adjustments, 'corrections'],
    [t('Received'), total.receipts, t('from players')],
    [t('Paid out'), paid, t('to players')],
  ];
  let at = 0;
  const steps: Step[] = terms.map(([name, value, beside]) => {
    const step = { name, value, beside, from: at, to: at + value.amount };
    at = step.to;
    return step;
  });
  const ends = steps.flatMap((step) => [step.from, step.to]);
  const balance = total.balance;
  const range: [number, number] = [
    Math.max(0, balance.amount, ...ends),
    Math.min(0, balance.amount, ...ends),
  ];
  const playerSide = side === 'player' ? balance : { ...balance, amount: -balance.amount };
  return (
    <section className="card identity" aria-label={t('Week identity')}>
      {steps.map((step, n) => (
        <Fragment key={step.name}>
          {n > 0 && (
            <i className="operator" aria-hidden="true">
              +
            </i>
          )}
          <Term step={step} range={range} />
        </Fragment>
      ))}
      <i className="operator" aria-hidden="true">
        =
      </i>
      <Term
        whole
        range={range}
        step={{
          name: t('Balance'),
          value: balance,
          beside:
            playerSide.amount < 0
              ? owedText(playerSide).replace('owes', t('they owe'))
              : owedText(playerSide),
          from: 0,
          to: balance.amount,
        }}
      />
    </section>
  );
}

const boxHeight = 36;

function Term({ step, range, whole }: { step: Step; range: [number, number]; whole?: boolean }) {
  const y = linearScale(range, [1, boxHeight - 1]);
  const top = Math.min(y(step.from), y(step.to));
  const height = Math.max(1.5, Math.abs(y(step.from) - y(step.to)));
  const look = whole ? 'bar-whole' : step.value.amount < 0 ? 'bar-minus' : 'bar-plus';
  return (
    <div className={whole ? 'identity-term whole' : 'identity-term'}>
      <svg className="chart" width="44" height={boxHeight} aria-hidden="true">
        <path className="zero-line" d={`M0 ${y(0)}H44`} />
        <rect x="8" y={top} width="28" height={height} rx="1.5" className={look} />
      </svg>
      <div>
        <span className="small t2">{step.name}</span>
        <b>
          <Amount value={step.value} />
        </b>
        <span className="small t3">{step.beside}</span>
      </div>
    </div>
  );
}
