// What became of a bet that was sent: booked at once, sent to the house, or waiting for the delay
// of games in play, after which it is a ticket or nothing.

import type { Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBookNow } from '@shared/use-live';

const second = 1_000;

/** Whole seconds until a bet in play is looked at again. */
export function secondsLeft(until: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(until) - now) / second));
}

function Delay({ until }: { until: string }) {
  const left = secondsLeft(until, useBookNow(second / 4));
  return (
    <>
      <h2>{left > 0 ? t('Waiting {left} s', { left }) : t('Checking your bet')}</h2>
      <p>{t('The game is in play. Your price is held; you may leave this page.')}</p>
      <progress className="delay" aria-hidden="true" />
    </>
  );
}

export function Sent({ tickets }: { tickets: Ticket[] }) {
  const refused = tickets.find((ticket) => ticket.state === 'refused');
  if (refused) {
    return (
      <>
        <h2>{t('No bet')}</h2>
        <p>
          {t('{risk} is yours again.', { risk: moneyText(refused.risk) })} {refused.refusal}
        </p>
      </>
    );
  }
  const delayed = tickets.find((ticket) => ticket.waits?.waits_for === 'delay');
  if (delayed?.waits) return <Delay until={delayed.waits.until} />;
  if (tickets.some((ticket) => ticket.state === 'offered')) {
    return (
      <>
        <h2>{t('Sent to the house')}</h2>
        <p>{t('The house looks at it first. Its risk is held; it is no bet yet.')}</p>
      </>
    );
  }
  return <h2>{t('Booked')}</h2>;
}
