// Risk, win or base: one is typed, both are always printed, the typed one is marked.

import type { Entry, Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText, readAmount, typedText } from '@shared/money';
import { changePreferences } from '@shared/preferences';
import { useBook } from '@shared/session';
import { Segmented } from '@shared/ui/controls';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { chooseEntry, typeAmount, useSlip } from './slip-store';

const quickAmounts = [25, 50, 100, 250];
const entries: { value: Entry; label: string; name: string }[] = [
  { value: 'risk', label: t('Risk'), name: t('Type what you risk') },
  { value: 'win', label: t('Win'), name: t('Type what you win') },
  { value: 'base', label: t('Base'), name: t('Type the base: win it on a favorite, else risk it') },
];

function setEntry(entry: Entry): void {
  chooseEntry(entry);
  changePreferences({ entry });
}

function TypedField({ label, wrong, each }: { label: string; wrong: boolean; each: boolean }) {
  const slip = useSlip();
  const { currency } = useBook();
  const input = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: typing goes on in the field that moved
  useEffect(() => {
    if (input.current && document.activeElement?.closest('.entry')) input.current.focus();
  }, [slip.entry]);
  const tidy = () => {
    const amount = readAmount(slip.amount, currency);
    if (amount) typeAmount(typedText({ amount, currency }));
  };
  return (
    <label className={wrong ? 'amount typed wrong' : 'amount typed'}>
      <span>{each ? t('{label}, each', { label }) : label}</span>
      <input
        ref={input}
        className="num"
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.00"
        aria-invalid={wrong || undefined}
        value={slip.amount}
        onChange={(event) => typeAmount(event.target.value)}
        onBlur={tidy}
      />
    </label>
  );
}

function ShownField({
  label,
  money,
  onClick,
}: {
  label: string;
  money: Money;
  onClick: () => void;
}) {
  return (
    <button type="button" className="amount shown" onClick={onClick}>
      <span>{label}</span>
      <b className="num">{moneyText(money)}</b>
    </button>
  );
}

/** The first tap on Max shows the limit, the second one takes it. */
function QuickAmounts({ most }: { most: Money | null }) {
  const [shown, setShown] = useState(false);
  const { currency } = useBook();
  const text = most ? moneyText(most) : '';
  const max = () => {
    if (shown && most) typeAmount(typedText(most));
    setShown(!shown);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this row
    <div className="quick-amounts num" role="group" aria-label={t('Quick amounts')}>
      {quickAmounts.map((amount) => (
        <button
          key={amount}
          type="button"
          onClick={() => {
            const minor = readAmount(String(amount), currency) ?? 0;
            typeAmount(typedText({ amount: minor, currency }));
          }}
        >
          {amount}
        </button>
      ))}
      <button
        type="button"
        disabled={!most}
        aria-label={shown ? t('Use the limit, {text}', { text }) : t('Max, show the limit')}
        className={shown ? 'limit' : undefined}
        onClick={max}
        onBlur={() => setShown(false)}
      >
        {shown ? text : t('Max')}
      </button>
    </div>
  );
}

export function AmountEntry({
  risk,
  win,
  wrong,
  each,
  most,
  summary,
}: {
  risk: Money;
  win: Money;
  wrong: boolean;
  /** The amount goes on each of several bets. */
  each: boolean;
  /** The most that can be typed for the chosen entry. */
  most: Money | null;
  summary: ReactNode;
}) {
  const slip = useSlip();
  const riskField = <ShownField label={t('Risk')} money={risk} onClick={() => setEntry('risk')} />;
  const winField = <ShownField label={t('To win')} money={win} onClick={() => setEntry('win')} />;
  return (
    <>
      <div className="entry-row">
        <Segmented
          label={t('What is typed')}
          choices={entries}
          value={slip.entry}
          onChange={setEntry}
        />
        <span className="summary">{summary}</span>
      </div>
      <div className={slip.entry === 'base' ? 'amounts three' : 'amounts'}>
        {slip.entry === 'base' && <TypedField label={t('Base')} wrong={wrong} each={each} />}
        {slip.entry === 'risk' ? (
          <TypedField label={t('Risk')} wrong={wrong} each={each} />
        ) : (
          riskField
        )}
        {slip.entry === 'win' ? (
          <TypedField label={t('To win')} wrong={wrong} each={each} />
        ) : (
          winField
        )}
      </div>
      <QuickAmounts most={most} />
    </>
  );
}
