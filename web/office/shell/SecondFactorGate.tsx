// Where the book asks for a second factor and this session has shown none: set one up, or show the
// code of the device. Nothing else of the office is open before.

import { ProofForm } from '@shared/access/proof';
import { useSecondFactor } from '@shared/access/reading';
import { SetUpSecondFactor } from '@shared/access/second-factor';
import type { Book } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { sessionKey, useSignOut } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { ErrorState } from '@shared/ui/states';
import { useQueryClient } from '@tanstack/react-query';
import { Bones } from '../parts/Loaded';
import { GateTitle } from './SignIn';

export function SecondFactorGate({ book }: { book: Book }) {
  const factor = useSecondFactor();
  const signOut = useSignOut();
  const client = useQueryClient();
  const enter = () => void client.invalidateQueries({ queryKey: sessionKey });
  if (!factor.data) {
    return (
      <main className="gate">
        {factor.error ? (
          <ErrorState error={factor.error} onRetry={factor.refetch} />
        ) : (
          <Bones rows={4} />
        )}
      </main>
    );
  }
  return (
    <main className="gate">
      <div className="card gate-card">
        <GateTitle
          book={book}
          words={
            factor.data.in_force
              ? t('Show the code of your device to go on.')
              : t('This book asks for a second factor.')
          }
        />
        {factor.data.in_force ? (
          <ProofForm onProved={enter} />
        ) : (
          <SetUpSecondFactor onDone={enter} />
        )}
        <Button look="quiet" onClick={() => signOut.mutate()}>
          {t('Sign out')}
        </Button>
      </div>
    </main>
  );
}
