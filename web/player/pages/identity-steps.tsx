// How far a person is verified, as the steps it takes: what is done, what is being looked at, and
// what is still to come. The book decides; nothing is sent from here.

import type { Identity } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { dayText } from '@shared/time';
import { LegDot } from '../bets/leg-dot';

type Step = { title: string; text: string; at: string | null; done: boolean };

/** What stands on record beside the name; without it nobody can be verified. */
function isKnown({ person }: Identity): boolean {
  return Boolean(person.born && (person.email || person.phone || person.address));
}

export function identitySteps(identity: Identity): Step[] {
  const { verification, registered_at: registered, decided_at: decided } = identity;
  const known = isKnown(identity);
  const decision = verification === 'verified' || verification === 'refused';
  return [
    {
      title: t('Account opened'),
      text: t('Your name is on record.'),
      at: registered,
      done: true,
    },
    {
      title: known ? t('Your details are on record') : t('Tell your book who you are'),
      text: known
        ? t('The book compares them with your documents.')
        : t('Birth date and a way to reach you are missing: give them to your book or agent.'),
      at: null,
      done: known,
    },
    {
      title: decision ? t('Documents looked at') : t('Show your documents'),
      text: decision
        ? t('Somebody of the book has decided.')
        : verification === 'submitted'
          ? t('They are with the book, which looks at them now.')
          : t('Your book or agent asks for them and looks at them.'),
      at: decision ? decided : null,
      done: decision,
    },
    {
      title: verification === 'refused' ? t('Not accepted') : t('Verified'),
      text:
        verification === 'refused'
          ? t('Read the reason below and ask your book what it needs instead.')
          : t('Nothing about your identity stands in the way of a payout.'),
      at: verification === 'verified' ? decided : null,
      done: verification === 'verified',
    },
  ];
}

export function IdentitySteps({ identity }: { identity: Identity }) {
  const steps = identitySteps(identity);
  const current = steps.findIndex((step) => !step.done);
  return (
    <ol className="card story" aria-label={t('Steps of verifying')}>
      {steps.map((step, place) => (
        <li
          key={step.title}
          className={step.done ? 'won' : 'event'}
          aria-current={place === current ? 'step' : undefined}
        >
          {step.done ? <LegDot result="win" name={t('Done')} /> : <span className="dot event" />}
          <span className="title">{step.title}</span>
          <time className="num" dateTime={step.at ?? undefined}>
            {step.at ? dayText(step.at) : ''}
          </time>
          {(step.done || place === current) && <p>{step.text}</p>}
        </li>
      ))}
    </ol>
  );
}
