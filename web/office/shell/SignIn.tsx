// The door of the back office. A demonstration shows its logins, because nobody could know them.

import type { Book, DemoLogin } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { needsCode, useSignIn } from '@shared/session';
import { BrandMark, Button, TextField } from '@shared/ui/controls';
import { errorText, Note } from '@shared/ui/states';
import { type FormEvent, useState } from 'react';
import { roleWords } from '../parts/words';

/** `ended`: somebody was signed in on this page a moment ago. */
export function SignIn({ book, ended }: { book: Book; ended: boolean }) {
  const signIn = useSignIn();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const asksCode = needsCode(signIn.error) || code !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (login && password) signIn.mutate({ login: login.trim(), password, code });
  };
  return (
    <main className="gate">
      <form className="card gate-card" onSubmit={submit}>
        <GateTitle book={book} words={t('Back office')} />
        {ended && !signIn.error && (
          <Note tone="info" title={t('Your session has ended.')}>
            {t('Sign in to go on where you were; what you typed is kept.')}
          </Note>
        )}
        <TextField
          label={t('Login')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
        <TextField
          label={t('Password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {asksCode && (
          <TextField
            label={t('Code of your device, or a recovery code')}
            autoComplete="one-time-code"
            required
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
        {signIn.error && <Note tone="error">{errorText(signIn.error)}</Note>}
        <Button look="primary" big wide type="submit" disabled={signIn.isPending}>
          {signIn.isPending ? t('Signing in') : t('Sign in')}
        </Button>
      </form>
      {book.demo && (
        <DemoLogins
          logins={book.demo.logins.filter((one) => one.role !== 'player')}
          busy={signIn.isPending}
          onChoose={(one) => signIn.mutate({ login: one.login, password: one.password })}
        />
      )}
    </main>
  );
}

export function GateTitle({ book, words }: { book: Book; words: string }) {
  return (
    <div className="gate-title">
      <BrandMark brand={book.brand} />
      <div>
        <h1>{book.brand.name}</h1>
        <p className="t2">{words}</p>
      </div>
    </div>
  );
}

type DemoProps = { logins: DemoLogin[]; busy: boolean; onChoose: (login: DemoLogin) => void };

function DemoLogins({ logins, busy, onChoose }: DemoProps) {
  return (
    <section className="card gate-card" aria-labelledby="demo-title">
      <h2 id="demo-title">{t('This is a demonstration')}</h2>
      <p className="t2">{t('Its games are real, its people invented. Come in as one of them.')}</p>
      <ul className="demo-logins">
        {logins.map((one) => (
          <li key={one.login}>
            <div>
              <b>{roleWords[one.role]}</b>
              <span className="id t2">
                {one.login} / {one.password}
              </span>
            </div>
            <Button
              disabled={busy}
              onClick={() => onChoose(one)}
              aria-label={t('Sign in as {login}, {role}', {
                login: one.login,
                role: roleWords[one.role],
              })}
            >
              {t('Sign in')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
