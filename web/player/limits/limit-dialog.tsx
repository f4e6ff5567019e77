// One limit of one's own: starts empty, never at a high default.

import type { PlayMeasure, PlaySpan, Protection } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText, readAmount } from '@shared/money';
import { playLimitName } from '@shared/protection';
import { useBook } from '@shared/session';
import { Button, TextField } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { errorReference, errorText, Note } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { type FormEvent, useId, useState } from 'react';
import { useSetLimit } from './protection-query';

type Props = {
  measure: PlayMeasure;
  span: PlaySpan;
  protection: Protection;
  onClose: () => void;
};

export function LimitDialog({ measure, span, protection, onClose }: Props) {
  const { currency } = useBook();
  const form = useId();
  const set = useSetLimit();
  const [text, setText] = useState('');
  const of = (setter: 'player' | 'house') =>
    protection.limits.find(
      (one) => one.measure === measure && one.span === span && one.setter === setter,
    );
  const own = of('player');
  const house = of('house');
  const read = text.trim() === '' ? null : readAmount(text, currency);
  const wrong = text.trim() !== '' && read === null;
  const name = playLimitName(measure, span);
  const send = (amount: number | null) =>
    set.mutate(
      { measure, span, amount: amount === null ? null : { amount, currency } },
      {
        onSuccess: () => {
          tell(t('{name}: noted.', { name }));
          onClose();
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (read !== null && !set.isPending) send(read);
  };
  const facts = [
    own ? t('now {amount}', { amount: moneyText(own.amount) }) : t('no limit yet'),
    house ? t('your book has {amount}', { amount: moneyText(house.amount) }) : '',
  ].filter(Boolean);
  return (
    <Dialog
      title={name}
      onClose={onClose}
      footer={
        <>
          {own && (
            <Button onClick={() => send(null)} disabled={set.isPending}>
              {t('No limit')}
            </Button>
          )}
          <Button
            look="primary"
            type="submit"
            form={form}
            disabled={read === null || set.isPending}
          >
            {read === null
              ? t('Enter an amount')
              : t('Limit to {amount}', { amount: moneyText({ amount: read, currency }) })}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <TextField
          label={t('At most')}
          inputMode="decimal"
          unit={currency}
          autoComplete="off"
          data-first-focus
          value={text}
          hint={facts.join(', ')}
          wrong={wrong ? t('This amount cannot be read') : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="dialog-note">
          {t('Lower acts at once. Higher waits and can be taken back.')}
        </p>
        {set.error && (
          <Note tone="error" code={errorReference(set.error)}>
            {errorText(set.error)}
          </Note>
        )}
      </form>
    </Dialog>
  );
}
