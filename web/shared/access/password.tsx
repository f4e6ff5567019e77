// Choosing a new password. The old one proves who asks; every session ends with it, this one too.

import { type FormEvent, useState } from 'react';
import { Refusal, refusalCode } from '../api/client';
import { t } from '../i18n/language';
import { asSentence } from '../problem';
import { Button, TextField } from '../ui/controls';
import { Dialog } from '../ui/dialog';
import { errorReference, errorText, Note } from '../ui/states';
import { useReplacePassword } from './reading';

const shortestPassword = 8;

export function PasswordCard() {
  const [open, setOpen] = useState(false);
  return (
    <section className="card access" aria-label={t('Password')}>
      <div className="access-row">
        <div>
          <h3>{t('Password')}</h3>
          <p>{t('A new one signs you out on every device.')}</p>
        </div>
        <Button onClick={() => setOpen(true)}>{t('Change')}</Button>
      </div>
      {open && <PasswordDialog onClose={() => setOpen(false)} />}
    </section>
  );
}

/** What the book says of the new password alone. */
function refusedNew(error: unknown): string | undefined {
  if (!(error instanceof Refusal) || error.problem.field !== 'new_password') return undefined;
  return asSentence(error.problem.detail);
}

function PasswordDialog({ onClose }: { onClose: () => void }) {
  const replace = useReplacePassword();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const short = next.length < shortestPassword;
  const different = again !== next;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (old === '' || short || different) return;
    replace.mutate(
      { password: old, new_password: next },
      { onSuccess: () => window.location.reload() },
    );
  };
  const wrongOld = refusalCode(replace.error) === 'bad_credentials';
  const wrongNew = refusedNew(replace.error);
  const shortWords = t('At least {count} characters.', { count: shortestPassword });
  return (
    <Dialog title={t('Change the password')} onClose={onClose}>
      <form className="access-form" onSubmit={submit} noValidate>
        <TextField
          label={t('Password until now')}
          type="password"
          autoComplete="current-password"
          value={old}
          data-first-focus
          wrong={wrongOld ? t('This is not your password.') : undefined}
          onChange={(event) => setOld(event.target.value)}
        />
        <TextField
          label={t('New password')}
          type="password"
          autoComplete="new-password"
          value={next}
          hint={shortWords}
          wrong={tried && short ? shortWords : wrongNew}
          onChange={(event) => setNext(event.target.value)}
        />
        <TextField
          label={t('The new password again')}
          type="password"
          autoComplete="new-password"
          value={again}
          wrong={tried && different ? t('The two differ.') : undefined}
          onChange={(event) => setAgain(event.target.value)}
        />
        {replace.error && !wrongOld && !wrongNew && (
          <Note tone="error" code={errorReference(replace.error)}>
            {errorText(replace.error)}
          </Note>
        )}
        <Button look="primary" big wide type="submit" disabled={replace.isPending}>
          {replace.isPending ? t('Changing it') : t('Change it and sign in anew')}
        </Button>
      </form>
    </Dialog>
  );
}
