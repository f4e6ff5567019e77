// Ends bets without a result: a ticket, or every open bet on a game. Says to the cent what it
// would do before it is done, and whether somebody else must agree.

import type { Ending, VoidReason, VoidRequest } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Segmented, SelectField, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { voidReasonWords } from '@shared/void-words';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { useVoidPreview } from '../reading/rule-queries';
import { useVoid } from '../reading/rule-writes';
import { useSettled } from '../reading/use-settled';
import { VoidEffect } from './VoidEffect';
import { endingWords } from './void-words';

export type VoidTarget =
  | { kind: 'ticket'; id: string; name: string; legs: number }
  | { kind: 'game'; id: string; name: string };

type Typed = { ending: Ending; reason: VoidReason; note: string; leg: string };

const typingMilliseconds = 300;

function requestFor(target: VoidTarget, typed: Typed): VoidRequest {
  const { ending, reason, note } = typed;
  const base = { ending, reason, note: note.trim() };
  if (target.kind === 'game') return { ...base, fixture_id: target.id };
  return { ...base, ticket_id: target.id, leg: typed.leg ? Number(typed.leg) : null };
}

type Props = {
  target: VoidTarget;
  /** The reason that is chosen first. */
  reason?: VoidReason;
  onClose: () => void;
};

export function VoidDialog({ target, reason = 'palpable_error', onClose }: Props) {
  const [typed, setTyped] = useState<Typed>({
    ending: 'void',
    reason,
    note: '',
    leg: '',
  });
  const send = useVoid();
  const settledNote = useSettled(typed.note.trim(), typingMilliseconds);
  const preview = useVoidPreview(
    settledNote ? requestFor(target, { ...typed, note: settledNote }) : null,
  );
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const ending = endingWords[typed.ending];
  const leg = typed.leg ? t('leg {leg} of {number}', { leg: typed.leg, number: target.name }) : '';
  const what = leg || target.name;
  const confirm = () =>
    send.mutate(requestFor(target, typed), {
      onSuccess: (made) => {
        tell(
          made.state === 'asked'
            ? t('{what}: somebody else must approve it.', { what })
            : t('{what}: done.', { what }),
        );
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Void or cancel {name}', { name: target.name })}
      confirm={t('{ending} {what}', { ending, what })}
      confirming={t('Ending')}
      busy={send.isPending}
      blocked={typed.note.trim() === ''}
      error={send.error ?? preview.error}
      wide
      onConfirm={confirm}
      onClose={onClose}
    >
      <div>
        <Segmented<Ending>
          label={t('How')}
          choices={[
            { value: 'void', label: t('Void') },
            { value: 'cancel', label: t('Cancel') },
          ]}
          value={typed.ending}
          onChange={(next) => set({ ending: next })}
        />
      </div>
      <VoidFields target={target} typed={typed} refused={fieldErrors(send.error)} onChange={set} />
      {settledNote ? (
        <VoidEffect preview={preview} />
      ) : (
        <p className="small t3">{t('Write a note: then the effect is computed.')}</p>
      )}
    </EffectDialog>
  );
}

type FieldsProps = {
  target: VoidTarget;
  typed: Typed;
  refused: Record<string, string>;
  onChange: (part: Partial<Typed>) => void;
};

function VoidFields({ target, typed, refused, onChange }: FieldsProps) {
  return (
    <div className="fields">
      <SelectField
        label={t('Reason')}
        value={typed.reason}
        wrong={refused.reason}
        data-first-focus
        onChange={(event) => onChange({ reason: event.target.value as VoidReason })}
      >
        {Object.entries(voidReasonWords).map(([reason, word]) => (
          <option key={reason} value={reason}>
            {word}
          </option>
        ))}
      </SelectField>
      {target.kind === 'ticket' && target.legs > 1 && (
        <SelectField
          label={t('Of the ticket')}
          value={typed.leg}
          wrong={refused.leg}
          onChange={(event) => onChange({ leg: event.target.value })}
        >
          <option value="">{t('all of it')}</option>
          {Array.from({ length: target.legs }, (_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: legs are numbered
            <option key={n} value={n + 1}>
              {t('leg {leg}', { leg: n + 1 })}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        label={t('Note, the player reads it')}
        value={typed.note}
        wrong={refused.note}
        onChange={(event) => onChange({ note: event.target.value })}
      />
    </div>
  );
}
