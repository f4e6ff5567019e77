// Setting the house's limit on a player's play, and keeping a player away.

import type {
  ExclusionKind,
  MemberDetail,
  PlayMeasure,
  PlaySpan,
  Protection,
} from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { daysFrom, playLimitName, playMeasures, playSpans } from '@shared/protection';
import { useBook } from '@shared/session';
import { bookClock } from '@shared/time';
import { Segmented, SelectField, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { fullDateText } from '../parts/office-time';
import { useKeepAway, useSetPlayLimit } from '../reading/protection';
import { typedAmount } from './amount-field';

type Props = { member: MemberDetail; onClose: () => void };

const choices = playMeasures.flatMap((measure) =>
  playSpans.map((span) => ({ key: `${measure} ${span}`, measure, span })),
);

export function PlayLimitDialog({ member, onClose }: Props) {
  const { currency } = useBook();
  const set = useSetPlayLimit(member.id);
  const [key, setKey] = useState('loss week');
  const [text, setText] = useState('');
  const [measure, span] = key.split(' ') as [PlayMeasure, PlaySpan];
  const amount = typedAmount(text, currency);
  const name = playLimitName(measure, span);
  const { login } = member;
  const confirm = () =>
    set.mutate(
      { measure, span, amount: amount.value },
      {
        onSuccess: () => {
          tell(t('{name} of {login} is bound anew.', { name, login }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t("The house's limit on the play of {login}", { login })}
      confirm={
        amount.value
          ? t('{name}: at most {amount}', { name, amount: moneyText(amount.value) })
          : t('{name}: no limit of the house', { name })
      }
      confirming={t('Setting limits')}
      busy={set.isPending}
      blocked={Boolean(amount.wrong)}
      error={set.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="fields">
        <SelectField
          label={t('Limit')}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        >
          {choices.map((one) => (
            <option key={one.key} value={one.key}>
              {playLimitName(one.measure, one.span)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('At most')}
          inputMode="decimal"
          unit={currency}
          placeholder={t('no limit here')}
          value={text}
          data-first-focus
          wrong={amount.wrong ?? fieldErrors(set.error).amount}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <p className="small t3">
        {t("The stricter of the player's own limit and the house's counts.")}
      </p>
    </EffectDialog>
  );
}

type AwayProps = Props & { protection: Protection };

export function KeepAwayDialog({ member, protection, onClose }: AwayProps) {
  const { time_zone: zone } = useBook();
  const keep = useKeepAway(member.id);
  const shortest = protection.exclusion_days_min;
  const [kind, setKind] = useState<ExclusionKind>('time_out');
  const [days, setDays] = useState('7');
  const [reason, setReason] = useState('');
  const [now] = useState(() => bookClock.now());
  const whole = /^[1-9]\d{0,3}$/.test(days.trim()) ? Number(days) : null;
  const forGood = kind === 'self_exclusion' && days.trim() === '';
  const until = whole === null ? undefined : daysFrom(now, whole);
  const when = until ? t('until {time}', { time: fullDateText(until, zone) }) : t('for good');
  const refused = fieldErrors(keep.error);
  const { login } = member;
  const confirm = () =>
    keep.mutate(
      { kind, reason: reason.trim(), ...(until ? { until } : {}) },
      {
        onSuccess: () => {
          tell(t('{login} is kept away {when}.', { login, when }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Keep {login} away', { login })}
      confirm={t('Keep {login} away {when}', { login, when })}
      confirming={t('Setting')}
      busy={keep.isPending}
      blocked={(whole === null && !forGood) || reason.trim() === ''}
      error={keep.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div>
        <Segmented<ExclusionKind>
          label={t('Kind')}
          choices={[
            { value: 'time_out', label: t('Break') },
            { value: 'self_exclusion', label: t('Exclusion') },
          ]}
          value={kind}
          onChange={(next) => {
            setKind(next);
            setDays(next === 'time_out' ? '7' : String(shortest + 1));
          }}
        />
      </div>
      <div className="fields">
        <TextField
          label={t('Days')}
          inputMode="numeric"
          value={days}
          hint={
            kind === 'time_out'
              ? t('up to {days} days', { days: protection.time_out_days_max })
              : t('{days} at least; empty is for good', { days: shortest })
          }
          wrong={refused.until}
          onChange={(event) => setDays(event.target.value)}
        />
        <TextField
          label={t('Reason')}
          value={reason}
          data-first-focus
          wrong={refused.reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <p className="small t3">
        {t('No bets and no deposits at once. Payouts stay possible, open bets stand.')}
      </p>
    </EffectDialog>
  );
}
