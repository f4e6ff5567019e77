// The operator's one answer to an objection, with its effect to the cent before it is given.

import type { Dispute, DisputeAnswer, DisputeAnswerRequest } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Segmented, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { typedAmount } from '../players/amount-field';
import { useAnswerDispute, useDisputePreview } from '../reading/week-queries';
import { VoidEffect } from '../voids/VoidEffect';

const says: Record<DisputeAnswer, string> = {
  stands: t('The settlement stays as it is. The player reads the note.'),
  regrade: t('The ticket is graded again by the results and rules in force now.'),
  void: t('The ticket is void and its risk returned. A second person may have to agree.'),
  goodwill: t('The settlement stands and the player is given the amount as an adjustment.'),
};

export function AnswerDialog({ dispute, onClose }: { dispute: Dispute; onClose: () => void }) {
  const { currency } = useBook();
  const [answer, setAnswer] = useState<DisputeAnswer>('stands');
  const [note, setNote] = useState('');
  const [text, setText] = useState('');
  const mayVoid = usePermission('void_wager');
  const mayGive = usePermission('adjust');
  const send = useAnswerDispute(dispute.id);
  const refused = fieldErrors(send.error);
  const typed = typedAmount(text, currency);
  const amount = answer === 'goodwill' ? typed.value : null;
  const body: DisputeAnswerRequest = { answer, note: note.trim(), amount };
  const changes = answer === 'regrade' || answer === 'void';
  const preview = useDisputePreview(dispute.id, changes ? { answer, note: '' } : null);
  const choices = [
    { value: 'stands' as const, label: t('It stands') },
    { value: 'regrade' as const, label: t('Grade again') },
    ...(mayVoid ? [{ value: 'void' as const, label: t('Void') }] : []),
    ...(mayGive ? [{ value: 'goodwill' as const, label: t('Goodwill') }] : []),
  ];
  const confirm = () =>
    send.mutate(body, {
      onSuccess: () => {
        tell(t('The dispute of {login} is answered.', { login: dispute.login }));
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Answer {login} about {number}', {
        login: dispute.login,
        number: dispute.number,
      })}
      confirm={t('Answer {login}', { login: dispute.login })}
      confirming={t('Answering')}
      busy={send.isPending}
      blocked={note.trim() === '' || (answer === 'goodwill' && typed.value === null)}
      error={send.error ?? (changes ? preview.error : null)}
      wide
      onConfirm={confirm}
      onClose={onClose}
    >
      <blockquote className="said">{dispute.text}</blockquote>
      <div>
        <Segmented<DisputeAnswer>
          label={t('Answer')}
          choices={choices}
          value={answer}
          onChange={setAnswer}
        />
      </div>
      <div className="fields">
        {answer === 'goodwill' && (
          <TextField
            label={t('Amount')}
            inputMode="decimal"
            value={text}
            wrong={typed.wrong ?? refused.amount}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        <TextField
          label={t('Note, the player reads it')}
          value={note}
          wrong={refused.note}
          data-first-focus
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <p className="small t3">{says[answer]}</p>
      {changes && <VoidEffect preview={preview} />}
    </EffectDialog>
  );
}
