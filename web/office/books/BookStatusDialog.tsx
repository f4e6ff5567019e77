// Suspends a book or reopens it, with the reason that stands in its log and in the provider's.

import type { Book } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { useChangeBookStatus } from '../reading/platform';

export function BookStatusDialog({ book, onClose }: { book: Book; onClose: () => void }) {
  const change = useChangeBookStatus(book.slug);
  const [reason, setReason] = useState('');
  const { name } = book;
  const suspends = book.status === 'open';
  const confirm = () =>
    change.mutate(
      { status: suspends ? 'suspended' : 'open', reason: reason.trim() },
      {
        onSuccess: () => {
          tell(suspends ? t('{name} is suspended.', { name }) : t('{name} is open.', { name }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={suspends ? t('Suspend {name}', { name }) : t('Reopen {name}', { name })}
      confirm={suspends ? t('Suspend {name}', { name }) : t('Reopen {name}', { name })}
      confirming={t('Changing the status')}
      busy={change.isPending}
      blocked={reason.trim() === ''}
      error={change.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        {suspends
          ? t(
              'Nobody bets, pays or changes anything in it until it is reopened. Games under way ' +
                'are still settled.',
            )
          : t('Its members may bet, pay and change things again at once.')}
      </p>
      <TextField
        label={t('Reason')}
        value={reason}
        maxLength={200}
        data-first-focus
        hint={t('It stands in the event log of the book and in the provider’s.')}
        wrong={fieldErrors(change.error).reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </EffectDialog>
  );
}
