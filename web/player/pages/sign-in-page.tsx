// The door. In a demonstration the logins stand beside it, one tap each.

import { Refusal } from '@shared/api/client';
import type { Book, DemoLogin } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { officeBase, playerBase } from '@shared/location';
import { problemText } from '@shared/problem';
import { needsCode, useSignIn } from '@shared/session';
import { BrandMark, Button, TextField } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { errorText, Note } from '@shared/ui/states';
import { type FormEvent, useState } from 'react';
import { roleWords } from './role-words';

function DemoLogins({
  logins,
  onPick,
  busy,
}: {
  logins: DemoLogin[];
  onPick: (login: DemoLogin) => void;
  busy: boolean;
}) {
  return (
    <section className="demo" aria-label={t('Demonstration logins')}>
      <h2>{t('Demonstration')}</h2>
      <p>{t('This book plays a real season on a fast clock. Choose who you are.')}</p>
      <ul>
        {logins.map((login) => (
          <li key={login.login}>
            <button type="button" onClick={() => onPick(login)} disabled={busy}>
              <span>
                <b>{roleWords[login.role]}</b>
                <small>{login.login}</small>
              </span>
              <Icon name="next" size="small" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function failureText(error: unknown): string {
  if (!(error instanceof Refusal)) return errorText(error);
  if (error.problem.code === 'bad_credentials') return t('This login and password do not match.');
  if (error.problem.code === 'locked_out') {
    return t('Too many attempts. Wait a little before the next one.');
  }
  return problemText(error.problem);
}

/** `ended`: somebody was signed in on this page a moment ago. */
export function SignInPage({ book, ended }: { book: Book; ended: boolean }) {
  const signIn = useSignIn();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [code, setCode] = useState('');
  const asksCode = needsCode(signIn.error) || code !== '';
  const enter = (credentials: { login: string; password: string; code?: string }) =>
    signIn.mutate(credentials, {
      onSuccess: (session) => {
        if (session.member.role !== 'player') window.location.assign(`${officeBase()}/`);
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter({ login: login.trim(), password, code });
  };
  return (
    <main className="door">
      <div className="door-card">
        <a className="logo" href={`${playerBase()}/`}>
          <BrandMark brand={book.brand} />
          {book.brand.name}
        </a>
        <h1>{t('Sign in')}</h1>
        <form onSubmit={submit}>
          {ended && !signIn.error && (
            <Note tone="info" title={t('Your session has ended.')}>
              {t('Sign in to go on where you were; your slip and what you typed are kept.')}
            </Note>
          )}
          {signIn.error && <Note tone="error">{failureText(signIn.error)}</Note>}
          <TextField
            label={t('Login')}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
          <TextField
            label={t('Password')}
            name="password"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            unit={
              <button type="button" className="reveal" onClick={() => setShown(!shown)}>
                {shown ? t('hide') : t('show')}
              </button>
            }
          />
          {asksCode && (
            <TextField
              label={t('Code of your device, or a recovery code')}
              name="code"
              autoComplete="one-time-code"
              required
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
          <Button type="submit" look="primary" big wide disabled={signIn.isPending}>
            {signIn.isPending ? t('Signing in') : t('Sign in')}
          </Button>
        </form>
        <p className="door-note">
          {t(
            'Accounts are opened by the book or your agent. Ask them for a login or a new ' +
              'password.',
          )}{' '}
          <a href={`${playerBase()}/join`}>{t('I have a code: create an account')}</a>{' '}
          <a href={`${playerBase()}/protection`}>{t('Safer play')}</a>
        </p>
      </div>
      {book.demo && book.demo.logins.length > 0 && (
        <DemoLogins logins={book.demo.logins} onPick={enter} busy={signIn.isPending} />
      )}
    </main>
  );
}
