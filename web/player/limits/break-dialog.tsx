// Staying away: a break of some days that ends by itself, or an exclusion. Says what it does before
// it is done, because an exclusion cannot be undone early.

import type { ExclusionKind, Protection } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { daysFrom } from '@shared/protection';
import { bookClock, dayText } from '@shared/time';
import { Button, TextField } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { Options } from '@shared/ui/options';
import { errorReference, errorText, Note } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { useStayAway } from './protection-query';

type Length = 'short' | 'year' | 'good';
type Props = {
  kind: ExclusionKind;
  days: number | null;
  /** Says how long players may stay away here. */
  protection: Protection;
  onClose: () => void;
};

const year = {
  value: 'year' as const,
  name: t('1 year'),
  about: t('then until you ask to come back'),
};

export function BreakDialog({ kind, days, protection, onClose }: Props) {
  const away = useStayAway();
  const [now] = useState(() => bookClock.now());
  const [text, setText] = useState(days === null ? '' : String(days));
  const [length, setLength] = useState<Length>('short');
  const isBreak = kind === 'time_out';
  const typed = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  const { exclusion_days_min: shortest, time_out_days_max: longest } = protection;
  const lasting = isBreak
    ? typed
    : length === 'good'
      ? null
      : (length === 'year' ? 365 : shortest) + 1;
  const wrong = isBreak && (typed < 1 || typed > longest);
  const until = lasting === null ? undefined : daysFrom(now, lasting);
  const when = until ? t('until {time}', { time: dayText(until) }) : t('for good');
  const confirm = () =>
    away.mutate(until ? { kind, until } : { kind }, {
      onSuccess: () => {
        tell(isBreak ? t('Your break has begun.') : t('You are excluded.'));
        onClose();
      },
    });
  return (
    <Dialog
      title={isBreak ? t('Take a break') : t('Exclude myself')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" disabled={wrong || away.isPending} onClick={confirm}>
            {isBreak ? t('Stay away {when}', { when }) : t('Exclude me {when}', { when })}
          </Button>
        </>
      }
    >
      {isBreak ? (
        <TextField
          label={t('Days')}
          inputMode="numeric"
          value={text}
          data-first-focus
          hint={t('up to {days} days', { days: longest })}
          wrong={wrong && text !== '' ? t('From 1 to {days} days.', { days: longest }) : undefined}
          onChange={(event) => setText(event.target.value)}
        />
      ) : (
        <Options<Length>
          title={t('For how long')}
          options={[
            {
              value: 'short',
              name: t('{days} days', { days: shortest }),
              about: t('then until you ask to come back'),
            },
            ...(shortest < 365 ? [year] : []),
            { value: 'good', name: t('For good'), about: t('never undone') },
          ]}
          value={length}
          onChange={setLength}
        />
      )}
      <p className="dialog-note">
        {isBreak
          ? t('No bets and no deposits until then. Open bets stay; withdrawing always works.')
          : t('No bets and no deposits. It cannot be undone early. Withdrawing always works.')}
      </p>
      {away.error && (
        <Note tone="error" code={errorReference(away.error)}>
          {errorText(away.error)}
        </Note>
      )}
    </Dialog>
  );
}
