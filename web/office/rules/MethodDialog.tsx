// New terms of one payment method. Payments recorded before keep what they were taken under.

import type { MethodChange, MethodDirection, Money, PaymentMethod } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodWords, percentText, readPercent } from '@shared/method-terms';
import { useBook } from '@shared/session';
import { TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { amountInput, typedAmount } from '../players/amount-field';
import { useReplaceMethod } from '../reading/rule-writes';

type Typed = {
  open: boolean;
  least: string;
  most: string;
  fixed: string;
  percent: string;
  daily: string;
};

function typedOf(terms: MethodDirection): Typed {
  return {
    open: terms.open,
    least: amountInput(terms.least),
    most: amountInput(terms.most),
    fixed: amountInput(terms.fee_fixed),
    percent: percentText(terms.fee_basis_points),
    daily: terms.daily_max === null ? '' : String(terms.daily_max),
  };
}

const wholeNumber = /^\d{1,6}$/;

/** The terms as typed; null while something cannot be read. */
function termsOf(typed: Typed, currency: string): MethodDirection | null {
  const [least, most, fixed] = [typed.least, typed.most, typed.fixed].map((text) =>
    typedAmount(text, currency),
  );
  const points = typed.percent.trim() === '' ? 0 : readPercent(typed.percent);
  const daily = typed.daily.trim();
  if (least?.wrong || most?.wrong || fixed?.wrong || points === null) return null;
  if (daily && !wholeNumber.test(daily)) return null;
  const nothing: Money = { amount: 0, currency };
  return {
    open: typed.open,
    least: least?.value ?? null,
    most: most?.value ?? null,
    fee_fixed: fixed?.value ?? nothing,
    fee_basis_points: points,
    daily_max: daily ? Number(daily) : null,
  };
}

export function MethodDialog({ method, onClose }: { method: PaymentMethod; onClose: () => void }) {
  const { currency } = useBook();
  const replace = useReplaceMethod(method.method);
  const [label, setLabel] = useState(method.label);
  const [unique, setUnique] = useState(method.references_are_unique);
  const [taken, setTaken] = useState(() => typedOf(method.taken));
  const [paid, setPaid] = useState(() => typedOf(method.paid));
  const [takenTerms, paidTerms] = [termsOf(taken, currency), termsOf(paid, currency)];
  const name = label.trim() || methodWords[method.method];
  const confirm = () => {
    if (!takenTerms || !paidTerms) return;
    const body: MethodChange = {
      label: label.trim(),
      references_are_unique: unique,
      taken: takenTerms,
      paid: paidTerms,
    };
    replace.mutate(body, {
      onSuccess: () => {
        tell(t('New terms of {name} hold.', { name }));
        onClose();
      },
    });
  };
  const refused = fieldErrors(replace.error);
  return (
    <EffectDialog
      title={t('Terms of {name}', { name: methodWords[method.method] })}
      confirm={t('Set the terms of {name}', { name })}
      confirming={t('Setting the terms')}
      busy={replace.isPending}
      blocked={!takenTerms || !paidTerms}
      error={replace.error}
      wide
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="fields">
        <TextField
          label={t('Name for players')}
          placeholder={methodWords[method.method]}
          value={label}
          data-first-focus
          wrong={refused.label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <label className="tick">
          <input
            type="checkbox"
            checked={unique}
            onChange={(event) => setUnique(event.target.checked)}
          />
          {t('Refuse a reference that was used before')}
        </label>
      </div>
      <DirectionFields
        title={t('Paid in')}
        typed={taken}
        prefix="taken"
        refused={refused}
        onChange={setTaken}
      />
      <DirectionFields
        title={t('Paid out')}
        typed={paid}
        prefix="paid"
        refused={refused}
        onChange={setPaid}
      />
      <p className="small t3">
        {t('An empty bound does not bind. The fee is taken out of the amount.')}
      </p>
    </EffectDialog>
  );
}

type DirectionProps = {
  title: string;
  typed: Typed;
  prefix: string;
  refused: Record<string, string>;
  onChange: (typed: Typed) => void;
};

function DirectionFields({ title, typed, prefix, refused, onChange }: DirectionProps) {
  const { currency } = useBook();
  const set = (part: Partial<Typed>) => onChange({ ...typed, ...part });
  const money = (name: 'least' | 'most' | 'fixed', label: string, field: string) => (
    <TextField
      label={label}
      inputMode="decimal"
      unit={currency}
      value={typed[name]}
      wrong={typedAmount(typed[name], currency).wrong ?? refused[`${prefix}.${field}`]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <fieldset className="rule-group">
      <legend>{title}</legend>
      <label className="tick">
        <input
          type="checkbox"
          checked={typed.open}
          onChange={(event) => set({ open: event.target.checked })}
        />
        {t('Offered')}
      </label>
      <div className="fields three">
        {money('least', t('At least'), 'least')}
        {money('most', t('At most'), 'most')}
        <TextField
          label={t('Times a day')}
          inputMode="numeric"
          placeholder={t('any')}
          value={typed.daily}
          wrong={refused[`${prefix}.daily_max`]}
          onChange={(event) => set({ daily: event.target.value })}
        />
        {money('fixed', t('Fixed fee'), 'fee_fixed')}
        <TextField
          label={t('Fee of the amount')}
          inputMode="decimal"
          unit="%"
          value={typed.percent}
          wrong={
            typed.percent.trim() && readPercent(typed.percent) === null
              ? t('Write a percentage, such as 1.5.')
              : refused[`${prefix}.fee_basis_points`]
          }
          onChange={(event) => set({ percent: event.target.value })}
        />
      </div>
    </fieldset>
  );
}
