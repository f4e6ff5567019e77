// The phone's slip: a bar in the thumb zone once something is picked, and the sheet it opens.

import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { oddsText } from '@shared/odds';
import { problemText } from '@shared/problem';
import { useOddsFormat } from '@shared/session';
import { Icon } from '@shared/ui/icon';
import { Suspense, useEffect, useRef } from 'react';
import { later } from '../shell/later';
import { allBooked, bookedTickets, closeSheet } from './after-placement';
import { inDoubt, useOutcomes } from './placement';
import { openSlip, useSlip } from './slip-store';
import { type SlipModel, useSlipModel } from './use-slip-model';

const Slip = later(() => import('./slip').then((part) => part.Slip));

function stakeLine(model: SlipModel): string {
  if (!model.slip.amount) return t('Tap to enter an amount');
  return t('Risk {risk} to win {win}', { risk: moneyText(model.risk), win: moneyText(model.win) });
}

function Bar() {
  const model = useSlipModel();
  const outcomes = useOutcomes();
  const format = useOddsFormat();
  const [only] = model.bets;
  const price = model.bets.length === 1 && only?.quote ? oddsText(only.quote.odds, format) : '';
  const gone = model.action.kind === 'remove' ? model.action.label : '';
  const problem =
    model.changed.length > 0
      ? t('The price moved. Nothing is booked')
      : gone || (model.problems[0] && problemText(model.problems[0]));
  const checking = inDoubt(outcomes);
  const tickets = bookedTickets(outcomes);
  if (allBooked(outcomes)) {
    return (
      <div className="slip-bar">
        <button type="button" onClick={() => openSlip(true)}>
          <Icon name="check" />
          <span className="line">
            <b>{t('Booked')}</b>
            <small>{tickets.map((ticket) => ticket.number).join(', ')}</small>
          </span>
          <span className="price-now" />
          <Icon name="up" />
        </button>
      </div>
    );
  }
  return (
    <div className="slip-bar">
      <button
        type="button"
        onClick={() => openSlip(true)}
        className={problem ? 'problem' : undefined}
      >
        <span className="pick-count num">{model.slip.legs.length}</span>
        <span className="line">
          <b>{model.name}</b>
          <small className="num">
            {checking ? t('Checking your bet') : problem || stakeLine(model)}
          </small>
        </span>
        <span className="price-now num">{price}</span>
        <Icon name="up" />
      </button>
    </div>
  );
}

/** Keeps the sheet above an on-screen keyboard that covers the page. */
function useKeyboardInset(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    const measure = () => {
      const covered = window.innerHeight - viewport.height - viewport.offsetTop;
      document.documentElement.style.setProperty('--keyboard', `${Math.max(0, covered)}px`);
    };
    viewport.addEventListener('resize', measure);
    measure();
    return () => viewport.removeEventListener('resize', measure);
  }, []);
}

function Sheet() {
  const box = useRef<HTMLDialogElement>(null);
  useKeyboardInset();
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    dialog?.focus();
    return () => dialog?.close();
  }, []);
  const close = closeSheet;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself
    <dialog
      ref={box}
      className="slip sheet"
      tabIndex={-1}
      aria-label={t('Bet slip')}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => event.target === box.current && close()}
    >
      <div className="sheet-body">
        <button
          type="button"
          className="grab"
          aria-label={t('Back to the board')}
          onClick={close}
        />
        <Suspense>
          <Slip onCollapse={close} />
        </Suspense>
      </div>
    </dialog>
  );
}

export function SlipBar() {
  const slip = useSlip();
  const outcomes = useOutcomes();
  if (slip.open) return <Sheet />;
  return slip.legs.length > 0 || Object.keys(outcomes).length > 0 ? <Bar /> : null;
}
