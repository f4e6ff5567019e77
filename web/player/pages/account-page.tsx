// Who one is here and on which devices one is signed in: what the book knows of the person, how
// far it is verified, and the way to sign any device out.

import { answer, api } from '@shared/api/client';
import type { Device, Identity, Verification } from '@shared/api/contract';
import { keyHeader, newRequestKey } from '@shared/api/intent';
import { t } from '@shared/i18n/language';
import { useBook, useSession, useSignOut } from '@shared/session';
import { dayText, startText } from '@shared/time';
import { Button, Tag, type Tone } from '@shared/ui/controls';
import { ErrorState, errorReference, errorText, Note, Skeleton } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const devicesKey = ['devices'] as const;
const identityKey = ['identity'] as const;

const verificationWords: Record<Verification, { word: string; tone: Tone }> = {
  unverified: { word: t('Not verified'), tone: 'plain' },
  submitted: { word: t('Being looked at'), tone: 'warn' },
  verified: { word: t('Verified'), tone: 'ok' },
  refused: { word: t('Not accepted'), tone: 'neg' },
};

export function AccountPage() {
  const { member } = useSession();
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>{t('Account')}</h1>
        <p className="page-about">{member.login}</p>
      </div>
      <h2 className="section-head">{t('You')}</h2>
      <IdentityCard />
      <h2 className="section-head">{t('Devices')}</h2>
      <Devices />
    </div>
  );
}

function IdentityCard() {
  const identity = useQuery({
    queryKey: identityKey,
    queryFn: () => answer(api.GET('/v1/identity')),
  });
  if (identity.error && !identity.data) {
    return <ErrorState error={identity.error} onRetry={identity.refetch} />;
  }
  return (
    <div className="cards narrow">
      {identity.data ? <Known identity={identity.data} /> : <Skeleton height="160px" />}
    </div>
  );
}

function Known({ identity }: { identity: Identity }) {
  const { person, verification, evidence } = identity;
  const { word, tone } = verificationWords[verification];
  const facts: [string, string | null | undefined][] = [
    [t('Full name'), person.name],
    [t('Born'), person.born],
    [t('E-mail'), person.email],
    [t('Telephone'), person.phone],
    [t('Address'), person.address],
  ];
  return (
    <>
      <Consent identity={identity} />
      <dl className="card effect">
        <div>
          <dt>{t('Identity')}</dt>
          <dd>
            <Tag tone={tone} icon={verification === 'verified' ? 'check' : undefined}>
              {word}
            </Tag>
          </dd>
        </div>
        {facts
          .filter(([, text]) => text)
          .map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="known">{text}</dd>
            </div>
          ))}
      </dl>
      {verification === 'refused' && evidence && <Note tone="warn">{evidence}</Note>}
      {verification !== 'verified' && (
        <p className="withdraw-note">
          {t('Your book or agent checks your documents and says here what came of it.')}
        </p>
      )}
    </>
  );
}

/** Asked again whenever the terms in force are others than those accepted. */
function Consent({ identity }: { identity: Identity }) {
  const { terms_version: terms, privacy_version: privacy } = useBook();
  const client = useQueryClient();
  const accept = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/v1/consents', {
          params: { header: keyHeader(newRequestKey()) },
          body: { terms_version: terms, privacy_version: privacy },
        }),
      ),
    onSuccess: (found) => client.setQueryData(identityKey, found),
  });
  const current = identity.terms_version === terms && identity.privacy_version === privacy;
  if (current || (terms === '' && privacy === '')) return null;
  return (
    <Note tone="warn" title={t('New terms are in force.')}>
      <p>{t('Terms {terms}, privacy notice {privacy}.', { terms, privacy })}</p>
      <Button onClick={() => accept.mutate()} disabled={accept.isPending}>
        {t('Accept them')}
      </Button>
      {accept.error && <p>{errorText(accept.error)}</p>}
    </Note>
  );
}

function Devices() {
  const signOut = useSignOut();
  const client = useQueryClient();
  const devices = useQuery({
    queryKey: devicesKey,
    queryFn: () => answer(api.GET('/v1/sessions')),
  });
  const end = useMutation({
    mutationFn: (id: string) =>
      answer(
        api.DELETE('/v1/sessions/{id}', {
          params: { header: keyHeader(newRequestKey()), path: { id } },
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: devicesKey });
      tell(t('Signed out there.'));
    },
  });
  const open = devices.data?.items.filter((one) => one.ended_at === null);
  return (
    <div className="cards narrow">
      {!open && <Skeleton height="120px" />}
      {end.error && (
        <Note tone="error" code={errorReference(end.error)}>
          {errorText(end.error)}
        </Note>
      )}
      {open && (
        <ul className="card ways">
          {open.map((one) => (
            <li key={one.id} className="device">
              <span>
                <b>{browserName(one)}</b>
                <small className="num">
                  {t('since {day}, {address}', {
                    day: `${dayText(one.opened_at)} ${startText(one.opened_at)}`,
                    address: one.address,
                  })}
                </small>
              </span>
              {one.is_this ? (
                <Button onClick={() => signOut.mutate()}>{t('Sign out here')}</Button>
              ) : (
                <Button onClick={() => end.mutate(one.id)} disabled={end.isPending}>
                  {t('Sign out')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The browser and system in what a browser calls itself, shortly. */
export function browserName({ agent, is_this: own }: Pick<Device, 'agent' | 'is_this'>): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)/.exec(agent)?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const known = [browser, system].flatMap((one) => (one ? [names[one] ?? one] : []));
  const name = known.length > 0 ? known.join(', ') : t('Another device');
  return own ? t('{name}, this device', { name }) : name;
}
