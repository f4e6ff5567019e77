// The end of an account, by its owner: what has to be done before, and a last question.

import { answer, api } from '@shared/api/client';
import { keyHeader, newRequestKey } from '@shared/api/intent';
import { t } from '@shared/i18n/language';
import { useSession, useSignOut } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { errorReference, errorText, Note } from '@shared/ui/states';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

export function CloseAccountCard() {
  const [asking, setAsking] = useState(false);
  return (
    <div className="cards narrow">
      <section className="card access" aria-label={t('Close the account')}>
        <div className="access-row">
          <div>
            <h3>{t('Close the account')}</h3>
            <p>{t('Once no bet is open and you have taken out what is left.')}</p>
          </div>
          <Button onClick={() => setAsking(true)}>{t('Close')}</Button>
        </div>
      </section>
      {asking && <CloseAccountDialog onClose={() => setAsking(false)} />}
    </div>
  );
}

function CloseAccountDialog({ onClose }: { onClose: () => void }) {
  const { member } = useSession();
  const signOut = useSignOut();
  const [key] = useState(newRequestKey);
  const close = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/v1/members/{id}/closing', {
          params: { path: { id: member.id }, header: keyHeader(key) },
          body: {},
        }),
      ),
    onSuccess: () => signOut.mutate(),
  });
  return (
    <Dialog
      title={t('Close the account')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" disabled={close.isPending} onClick={() => close.mutate()}>
            {t('Close it for good')}
          </Button>
        </>
      }
    >
      <p className="dialog-note">
        {t('You can no longer sign in. The book keeps its record of you as the law asks.')}
      </p>
      {close.error && (
        <Note tone="error" code={errorReference(close.error)}>
          {errorText(close.error)}
        </Note>
      )}
    </Dialog>
  );
}
