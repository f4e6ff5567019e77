// Who one is here and how one comes in: what the book knows of the person, how far it is verified,
// second factor, password and devices.

import { AccessNotices } from '@shared/access/access-notices';
import { Devices } from '@shared/access/devices';
import { PasswordCard } from '@shared/access/password';
import { SecondFactorCard } from '@shared/access/second-factor';
import { answer, api } from '@shared/api/client';
import type { Identity, Verification } from '@shared/api/contract';
import { keyHeader, newRequestKey } from '@shared/api/intent';
import { t } from '@shared/i18n/language';
import { useBook, useSession } from '@shared/session';
import { Button, Tag, type Tone } from '@shared/ui/controls';
import { ErrorState, errorText, Note, Skeleton } from '@shared/ui/states';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CloseAccountCard } from './close-account';
import { IdentitySteps } from './identity-steps';
import { KeptCard } from './kept-card';

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
      <h2 className="section-head">{t('Ways in')}</h2>
      <div className="cards narrow">
        <SecondFactorCard />
        <PasswordCard />
      </div>
      <h2 className="section-head">{t('Accesses')}</h2>
      <div className="cards narrow">
        <AccessNotices />
      </div>
      <h2 className="section-head">{t('Devices')}</h2>
      <div className="cards narrow">
        <Devices />
      </div>
      <h2 className="section-head">{t('What is kept of me')}</h2>
      <div className="cards narrow">
        <KeptCard />
      </div>
      <h2 className="section-head">{t('The end')}</h2>
      <CloseAccountCard />
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
      {verification !== 'verified' && <IdentitySteps identity={identity} />}
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
