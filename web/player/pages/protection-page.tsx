// What protects players here, and where they turn to: the risks, the age, the tools with their
// places, checks for strangers in the account, complaints, the regulator and help.

import { t } from '@shared/i18n/language';
import { useBookQuery } from '@shared/session';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** Readable by everybody, signed in or not. `tools` leads to the pages of the signed in. */
export function ProtectionPage({ tools }: { tools: boolean }) {
  const book = useBookQuery().data;
  if (!book) return null;
  const { complaint_contact: complaint, regulator_link: regulator, help_contact: help } = book.care;
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>{t('Safer play')}</h1>
        <p className="page-about">{book.brand.name}</p>
      </div>
      <div className="cards narrow">
        <div className="card rules">
          <Part title={t('The risk')}>
            {t(
              'Betting costs money in the long run: every price has the margin of the house in ' +
                'it. Bet only what you can lose, never to win losses back, and never with money ' +
                'that is meant for something else.',
            )}
          </Part>
          <Part title={t('Age')}>
            {t('Nobody below {age} may have an account or bet. Age is checked.', {
              age: book.minimum_age,
            })}
          </Part>
          <Part title={t('Tools')}>{tools ? <Tools /> : <ToolNames />}</Part>
          <Part title={t('Is it only you?')}>
            {t(
              'Look at the last accesses and the devices of your account. Sign out what you do ' +
                'not know, choose a new password and set up a second factor.',
            )}
          </Part>
          <Part title={t('Help')}>
            {help || t('Ask your book or agent where help is to be found.')}
          </Part>
          <Part title={t('Complaints')}>{complaint || t('Turn to your book or agent.')}</Part>
          {regulator && (
            <Part title={t('Regulator')}>
              <a href={regulator} rel="noreferrer" target="_blank">
                {regulator.replace('https://', '')}
              </a>
            </Part>
          )}
        </div>
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rule">
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}

function names(): { name: string; path: string }[] {
  return [
    { name: t('Limits on deposits, losses and stakes'), path: '/limits' },
    { name: t('A break, or an exclusion'), path: '/limits' },
    { name: t('What I won and lost'), path: '/wallet' },
    { name: t('Accesses, devices and the second factor'), path: '/account' },
    { name: t('Close the account'), path: '/account' },
  ];
}

function Tools() {
  return (
    <ul className="safer-tools">
      {names().map(({ name, path }) => (
        <li key={name}>
          <Link href={path}>{name}</Link>
        </li>
      ))}
    </ul>
  );
}

function ToolNames() {
  return (
    <ul>
      {names().map(({ name }) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}
