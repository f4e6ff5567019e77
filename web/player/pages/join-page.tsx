// Signing up with a code: account, about oneself, terms. Every error of the book stands at its
// field, all at once. What was typed, the password never, is kept for this tab.

import { answer, api, Refusal } from '@shared/api/client';
import type { Book, Registration } from '@shared/api/contract';
import { forgetIntent, keyHeader, requestKey } from '@shared/api/intent';
import { t } from '@shared/i18n/language';
import { playerBase } from '@shared/location';
import { readAmount } from '@shared/money';
import { asSentence } from '@shared/problem';
import { useSignIn } from '@shared/session';
import { BrandMark, Button, TextField } from '@shared/ui/controls';
import { errorReference, errorText, Note } from '@shared/ui/states';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';

const place = 'perhead.join';
const shortestPassword = 8;

type Typed = {
  code: string;
  login: string;
  name: string;
  born: string;
  email: string;
  phone: string;
  address: string;
};
const nothing: Typed = {
  code: '',
  login: '',
  name: '',
  born: '',
  email: '',
  phone: '',
  address: '',
};

/** What this tab knows already; a link brings the code. */
function firstTyped(): Typed {
  const kept = sessionStorage.getItem(place);
  const code = new URLSearchParams(location.search).get('code');
  const typed: Typed = { ...nothing, ...(kept ? (JSON.parse(kept) as Partial<Typed>) : {}) };
  return code ? { ...typed, code } : typed;
}

/** `person.born` and `born` are the same field of the form. */
function fieldWords(error: unknown): Record<string, string> {
  if (!(error instanceof Refusal)) return {};
  const { errors, field, detail } = error.problem;
  const told = [...(field ? [{ field, detail }] : []), ...(errors ?? [])];
  return Object.fromEntries(
    told.map((one) => [one.field.replace(/^person\./, ''), asSentence(one.detail)]),
  );
}

function useRegister() {
  return useMutation({
    mutationFn: async (body: Registration) => {
      const header = keyHeader(requestKey('registration', { ...body, password: undefined }));
      const done = await answer(api.POST('/v1/registrations', { params: { header }, body }));
      forgetIntent('registration');
      return done;
    },
    onError: (error) => {
      if (error instanceof Refusal) forgetIntent('registration');
    },
  });
}

export function JoinPage({ book }: { book: Book }) {
  const register = useRegister();
  const signIn = useSignIn();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState(firstTyped);
  const [password, setPassword] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [affirmed, setAffirmed] = useState(false);
  const [limit, setLimit] = useState('');
  const [tried, setTried] = useState(false);
  useEffect(() => sessionStorage.setItem(place, JSON.stringify(typed)), [typed]);
  useEffect(() => {
    if (register.error) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [register.error]);
  const terms = book.terms_version;
  const short = password.length < shortestPassword;
  const unagreed = !agreed && (terms !== '' || book.privacy_version !== '');
  const acknowledged = book.care.acknowledgement_version;
  const unaffirmed = !affirmed && acknowledged !== '';
  const amount = limit.trim() === '' ? null : readAmount(limit, book.currency);
  const unread = limit.trim() !== '' && amount === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (short || unagreed || unaffirmed || unread) return;
    const { code, login, ...person } = typed;
    const body: Registration = {
      code: code.trim(),
      login: login.trim(),
      password,
      person: filledOf(person),
      terms_version: terms,
      privacy_version: book.privacy_version,
      acknowledgement_version: acknowledged,
      ...(amount === null
        ? {}
        : { deposit_limit: { span: 'week', amount: { amount, currency: book.currency } } }),
    };
    register.mutate(body, {
      onSuccess: (done) => {
        sessionStorage.removeItem(place);
        window.history.replaceState(null, '', `${playerBase()}/`);
        signIn.mutate({ login: done.login, password });
      },
    });
  };
  const refused = fieldWords(register.error);
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  return (
    <main className="door">
      <div className="door-card">
        <a className="logo" href={`${playerBase()}/`}>
          <BrandMark brand={book.brand} />
          {book.brand.name}
        </a>
        <h1>{t('Create an account')}</h1>
        <form ref={form} onSubmit={submit} noValidate>
          {register.error && <JoinError error={register.error} told={refused} />}
          <AccountFields
            typed={typed}
            password={password}
            refused={refused}
            short={tried && short}
            onType={set}
            onPassword={setPassword}
          />
          <PersonFields book={book} typed={typed} refused={refused} onType={set} />
          <TextField
            label={t('Pay in at most a week')}
            inputMode="decimal"
            autoComplete="off"
            unit={book.currency}
            value={limit}
            wrong={unread ? t('This amount cannot be read') : refused['deposit_limit.amount']}
            hint={t('A limit of your own; it can stay empty and be set later.')}
            onChange={(event) => setLimit(event.target.value)}
          />
          {acknowledged && (
            <label className="agree">
              <input
                type="checkbox"
                checked={affirmed}
                onChange={(event) => setAffirmed(event.target.checked)}
              />
              <span>
                {t(
                  'I share my account with nobody, I know that play is monitored and ' +
                    'recorded, and what I say here is true.',
                )}
              </span>
            </label>
          )}
          {tried && unaffirmed && (
            <p className="wrong" role="alert">
              {t('This is needed to have an account.')}
            </p>
          )}
          <label className="agree">
            <input
              type="checkbox"
              checked={agreed}
              onChange={(event) => setAgreed(event.target.checked)}
            />
            <span>
              {terms
                ? t('I accept the terms {terms} and the house rules {rules}.', {
                    terms,
                    rules: book.house_rules.version,
                  })
                : t('I accept the house rules {rules}.', { rules: book.house_rules.version })}
            </span>
          </label>
          {tried && unagreed && (
            <p className="wrong" role="alert">
              {t('Accept the terms to go on.')}
            </p>
          )}
          <Button
            type="submit"
            look="primary"
            big
            wide
            disabled={register.isPending || signIn.isPending}
          >
            {register.isPending ? t('Creating the account') : t('Create account')}
          </Button>
        </form>
        <p className="door-note">
          {t('You may look around at once. You can bet when your agent has approved you.')}{' '}
          <a href={`${playerBase()}/`}>{t('Sign in instead')}</a>{' '}
          <a href={`${playerBase()}/protection`}>{t('Safer play')}</a>
        </p>
      </div>
    </main>
  );
}

/** Only what was filled in. */
function filledOf(person: Omit<Typed, 'code' | 'login'>): Registration['person'] {
  const filled = Object.entries(person)
    .map(([name, text]) => [name, text.trim()] as const)
    .filter(([, text]) => text !== '');
  return { name: person.name.trim(), ...Object.fromEntries(filled) };
}

function JoinError({ error, told }: { error: unknown; told: Record<string, string> }) {
  if (Object.keys(told).length > 0) {
    return <Note tone="error">{t('Some answers need another look.')}</Note>;
  }
  return (
    <Note tone="error" code={errorReference(error)}>
      {errorText(error)}
    </Note>
  );
}

type FieldsProps = {
  typed: Typed;
  refused: Record<string, string>;
  onType: (part: Partial<Typed>) => void;
};
type AccountProps = FieldsProps & {
  password: string;
  short: boolean;
  onPassword: (text: string) => void;
};

function AccountFields(props: AccountProps) {
  const { typed, password, refused, short, onType, onPassword } = props;
  const [shown, setShown] = useState(false);
  return (
    <>
      <TextField
        label={t('Code from your agent')}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={typed.code}
        wrong={refused.code}
        onChange={(event) => onType({ code: event.target.value })}
      />
      <TextField
        label={t('Login')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={typed.login}
        wrong={refused.login}
        hint={t('3 to 32 small letters, digits, points or dashes')}
        onChange={(event) => onType({ login: event.target.value })}
      />
      <TextField
        label={t('Password')}
        name="new-password"
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        value={password}
        wrong={short ? t('At least 8 characters.') : refused.password}
        onChange={(event) => onPassword(event.target.value)}
        unit={
          <button type="button" className="reveal" onClick={() => setShown(!shown)}>
            {shown ? t('hide') : t('show')}
          </button>
        }
      />
    </>
  );
}

function PersonFields({ book, typed, refused, onType }: FieldsProps & { book: Book }) {
  return (
    <>
      <TextField
        label={t('Full name')}
        name="name"
        autoComplete="name"
        value={typed.name}
        wrong={refused.name}
        onChange={(event) => onType({ name: event.target.value })}
      />
      <TextField
        label={t('Born')}
        type="date"
        name="bday"
        autoComplete="bday"
        value={typed.born}
        wrong={refused.born}
        hint={t('From {age} years on.', { age: book.minimum_age })}
        onChange={(event) => onType({ born: event.target.value })}
      />
      <TextField
        label={t('E-mail')}
        type="email"
        name="email"
        autoComplete="email"
        value={typed.email}
        wrong={refused.email}
        onChange={(event) => onType({ email: event.target.value })}
      />
      <TextField
        label={t('Telephone')}
        type="tel"
        name="tel"
        autoComplete="tel"
        value={typed.phone}
        wrong={refused.phone}
        onChange={(event) => onType({ phone: event.target.value })}
      />
      <TextField
        label={t('Address')}
        name="street-address"
        autoComplete="street-address"
        value={typed.address}
        wrong={refused.address}
        onChange={(event) => onType({ address: event.target.value })}
      />
    </>
  );
}
