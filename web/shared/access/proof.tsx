// Proving again who one is: asked when the book wants it before something sensitive is done, and
// when a session lacks the second factor that the book asks for.

import '../access.css';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { refusalCode } from '../api/client';
import { askProofBy } from '../api/proof';
import { t } from '../i18n/language';
import { Button, TextField } from '../ui/controls';
import { Dialog } from '../ui/dialog';
import { ErrorState, errorReference, errorText, Note, Skeleton } from '../ui/states';
import { useProve, useSecondFactor } from './reading';

/** Stands once in an app, and asks whenever the book does. */
export function ProofAsker() {
  const [asked, setAsked] = useState(false);
  const answer = useRef<(proved: boolean) => void>(() => {});
  useEffect(
    () =>
      askProofBy(
        () =>
          new Promise((resolve) => {
            answer.current = resolve;
            setAsked(true);
          }),
      ),
    [],
  );
  if (!asked) return null;
  const close = (proved: boolean) => {
    setAsked(false);
    answer.current(proved);
  };
  return (
    <Dialog title={t('Is it still you?')} onClose={() => close(false)}>
      <div className="access-form">
        <p>{t('This is sensitive, and it is a while ago that you signed in.')}</p>
        <ProofForm onProved={() => close(true)} />
      </div>
    </Dialog>
  );
}

/** A code where a second factor is in force, the password otherwise. */
export function ProofForm({ onProved }: { onProved: () => void }) {
  const factor = useSecondFactor();
  if (factor.error && !factor.data) {
    return <ErrorState error={factor.error} onRetry={factor.refetch} />;
  }
  if (!factor.data) return <Skeleton height="120px" />;
  return <Asked byCode={factor.data.in_force} onProved={onProved} />;
}

function failureText(error: unknown, byCode: boolean): string {
  switch (refusalCode(error)) {
    case 'bad_credentials':
      return byCode
        ? t('This is not right. A code works once: wait for the next.')
        : t('This is not your password.');
    case 'locked_out':
      return t('Too many attempts. Wait a little before the next one.');
    default:
      return errorText(error);
  }
}

function Asked({ byCode, onProved }: { byCode: boolean; onProved: () => void }) {
  const prove = useProve();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog above stands inside nobody's form, and must confirm no other.
    event.stopPropagation();
    if (typed === '') return;
    const proof = byCode ? { code: typed } : { password: typed };
    prove.mutate(proof, { onSuccess: onProved, onError: () => setTyped('') });
  };
  return (
    <form className="access-form" onSubmit={submit} noValidate>
      {byCode ? (
        <TextField
          label={t('Code of your device, or a recovery code')}
          autoComplete="one-time-code"
          value={typed}
          data-first-focus
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : (
        <TextField
          label={t('Your password')}
          type="password"
          autoComplete="current-password"
          value={typed}
          data-first-focus
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {prove.error && (
        <Note tone="error" code={errorReference(prove.error)}>
          {failureText(prove.error, byCode)}
        </Note>
      )}
      <Button look="primary" big wide type="submit" disabled={typed === '' || prove.isPending}>
        {prove.isPending ? t('Comparing') : t('It is me')}
      </Button>
    </form>
  );
}
