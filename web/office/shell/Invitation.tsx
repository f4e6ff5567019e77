// A person's password, the first or one that replaces a lost one, by the link they were given.

import type { Book } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { officeBase, playerBase } from '@shared/location';
import { useBookQuery, useSessionQuery } from '@shared/session';
import { Button, TextField } from '@shared/ui/controls';
import { EmptyState, ErrorState } from '@shared/ui/states';
import { type FormEvent, useState } from 'react';
import { fieldErrors } from '../parts/field-errors';
import { Bones } from '../parts/Loaded';
import { OutcomeNote } from '../parts/OutcomeNote';
import { useAcceptInvitation } from '../reading/writes';
import { GateTitle } from './SignIn';

const shortestPassword = 8;

export function Invitation({ token }: { token: string }) {
  const book = useBookQuery();
  // Somebody may be signed in here already; the book then wants that session's token with it.
  const session = useSessionQuery();
  const failed = book.error ?? session.error;
  const again = () => {
    book.refetch();
    session.refetch();
  };
  return (
    <main className="gate">
      {book.data && session.data !== undefined ? (
        <SetPassword book={book.data} token={token} />
      ) : failed ? (
        <ErrorState error={failed} onRetry={again} />
      ) : (
        <Bones rows={4} />
      )}
    </main>
  );
}

function SetPassword({ book, token }: { book: Book; token: string }) {
  const accept = useAcceptInvitation(token);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const tooShort = password.length < shortestPassword;
  const different = again !== password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!tooShort && !different) accept.mutate(password);
  };
  if (accept.data) {
    const home = accept.data.role === 'player' ? playerBase() : officeBase();
    return (
      <EmptyState
        icon="check"
        title={t('Your password is set')}
        action={
          <a className="button primary" href={`${home}/`}>
            {t('Sign in as {login}', { login: accept.data.login })}
          </a>
        }
      >
        {t('This link has done its work and cannot be used again.')}
      </EmptyState>
    );
  }
  const refused = fieldErrors(accept.error).password;
  return (
    <form className="card gate-card" onSubmit={submit} noValidate>
      <GateTitle book={book} words={t('This link is yours alone. Choose your password.')} />
      <TextField
        label={t('Password')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        hint={t('At least {shortestPassword} characters. A sentence is good.', {
          shortestPassword,
        })}
        wrong={
          refused ??
          (tried && tooShort
            ? t('Use {shortestPassword} or more.', { shortestPassword })
            : undefined)
        }
      />
      <TextField
        label={t('The same password again')}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={(event) => setAgain(event.target.value)}
        wrong={tried && different ? t('The two differ.') : undefined}
      />
      <OutcomeNote error={refused ? null : accept.error} />
      <Button look="primary" big wide type="submit" disabled={accept.isPending}>
        {accept.isPending ? t('Setting your password') : t('Set this password')}
      </Button>
    </form>
  );
}
