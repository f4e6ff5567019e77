// Who a member is and how far that is verified; entering it and deciding it, each with its effect.

import type {
  Identity,
  MemberDetail,
  PersonDetails,
  PreviousAccount,
  RegistrationChannel,
  Verification,
} from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { usePermission } from '@shared/session';
import { dayText } from '@shared/time';
import { Segmented, Tag, TextField, type Tone } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { Loaded } from '../parts/Loaded';
import { useEnterIdentity, useIdentity, useVerify } from '../reading/people';

const verificationWords: Record<Verification, { word: string; tone: Tone }> = {
  unverified: { word: t('Not verified'), tone: 'plain' },
  submitted: { word: t('To be looked at'), tone: 'warn' },
  verified: { word: t('Verified'), tone: 'ok' },
  refused: { word: t('Refused'), tone: 'neg' },
};

const channelWords: Record<RegistrationChannel, string> = {
  unrecorded: t('not written down'),
  by_hand: t('by hand'),
  import: t('from a list'),
  sign_up: t('signed up'),
};

/** Login, end and reason of a closed account. */
function formerText({ login, closed_at: closed, reason }: PreviousAccount): string {
  return [login, closed ? t('closed {day}', { day: dayText(closed) }) : t('closed'), reason]
    .filter(Boolean)
    .join(', ');
}

type Field = { name: keyof PersonDetails; label: string };
const fields: Field[] = [
  { name: 'name', label: t('Legal name') },
  { name: 'born', label: t('Born') },
  { name: 'email', label: t('E-mail') },
  { name: 'phone', label: t('Telephone') },
  { name: 'document', label: t('Document') },
  { name: 'address', label: t('Address') },
];

export function IdentityCard({ member }: { member: MemberDetail }) {
  const maySee = usePermission('view_identity');
  const mayChange = usePermission('manage_identity');
  const identity = useIdentity(member.id, maySee);
  const [open, setOpen] = useState<'person' | 'verify' | null>(null);
  if (!maySee) return null;
  const close = () => setOpen(null);
  const found = identity.data;
  return (
    <Card
      title={t('Identity')}
      beside={
        found && (
          <Tag tone={verificationWords[found.verification].tone}>
            {verificationWords[found.verification].word}
          </Tag>
        )
      }
      right={
        mayChange &&
        found && (
          <>
            <button type="button" className="link small" onClick={() => setOpen('person')}>
              {t('Enter')}
            </button>
            <button type="button" className="link small" onClick={() => setOpen('verify')}>
              {t('Verify')}
            </button>
          </>
        )
      }
    >
      <Loaded question={identity} rows={3}>
        {(known) => <Facts identity={known} />}
      </Loaded>
      {open === 'person' && found && (
        <PersonDialog member={member} identity={found} onClose={close} />
      )}
      {open === 'verify' && found && (
        <VerifyDialog member={member} identity={found} onClose={close} />
      )}
    </Card>
  );
}

function Facts({ identity }: { identity: Identity }) {
  const told = fields.filter(({ name }) => identity.person[name]);
  return (
    <dl className="card-body payout-facts">
      {told.map(({ name, label }) => (
        <Fact key={name} name={label} text={identity.person[name] ?? ''} />
      ))}
      {told.length === 0 && <Fact name={t('Legal name')} text="—" />}
      {identity.evidence && <Fact name={t('Evidence')} text={identity.evidence} />}
      <Fact
        name={t('Registered')}
        text={`${dayText(identity.registered_at)}, ${channelWords[identity.channel]}`}
      />
      {identity.acknowledged_at && (
        <Fact
          name={t('Acknowledged')}
          text={t('version {version}, {day}', {
            version: identity.acknowledgement_version,
            day: dayText(identity.acknowledged_at),
          })}
        />
      )}
      {identity.previous_accounts.map((one) => (
        <Fact key={one.member_id} name={t('Earlier account')} text={formerText(one)} />
      ))}
    </dl>
  );
}

function Fact({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{text}</bdi>
      </dd>
    </>
  );
}

type DialogProps = { member: MemberDetail; identity: Identity; onClose: () => void };

function PersonDialog({ member, identity, onClose }: DialogProps) {
  const enter = useEnterIdentity(member.id);
  const [person, setPerson] = useState<PersonDetails>(identity.person);
  const refused = fieldErrors(enter.error);
  const { login } = member;
  const filled = Object.fromEntries(
    Object.entries(person).filter(([, text]) => text),
  ) as PersonDetails;
  const confirm = () =>
    enter.mutate(
      { ...filled, name: person.name },
      {
        onSuccess: () => {
          tell(t('Identity of {login} entered.', { login }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Who is {login}?', { login })}
      confirm={t('Enter {name}', { name: person.name || '—' })}
      confirming={t('Entering')}
      busy={enter.isPending}
      blocked={!person.name}
      error={enter.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="fields">
        {fields.map(({ name, label }) => (
          <TextField
            key={name}
            label={label}
            type={name === 'born' ? 'date' : 'text'}
            value={person[name] ?? ''}
            wrong={refused[`person.${name}`] ?? refused[name]}
            onChange={(event) => setPerson({ ...person, [name]: event.target.value })}
          />
        ))}
      </div>
      <p className="small t3">{t('What was verified before must be verified again.')}</p>
    </EffectDialog>
  );
}

const decisions: Verification[] = ['submitted', 'verified', 'refused'];

function VerifyDialog({ member, identity, onClose }: DialogProps) {
  const verify = useVerify(member.id);
  const [verification, setVerification] = useState<Verification>('verified');
  const [evidence, setEvidence] = useState(identity.evidence);
  const { login } = member;
  const { word } = verificationWords[verification];
  const confirm = () =>
    verify.mutate(
      { verification, evidence: evidence.trim() },
      {
        onSuccess: () => {
          tell(t('Identity of {login}: {word}.', { login, word: word.toLowerCase() }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Verify {login}', { login })}
      confirm={`${login}: ${word.toLowerCase()}`}
      confirming={t('Deciding')}
      busy={verify.isPending}
      blocked={evidence.trim() === ''}
      error={verify.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div>
        <Segmented<Verification>
          label={t('Identity')}
          choices={decisions.map((value) => ({ value, label: verificationWords[value].word }))}
          value={verification}
          onChange={setVerification}
        />
      </div>
      <TextField
        label={t('Evidence')}
        placeholder={t('documents seen, or the reason against them')}
        value={evidence}
        data-first-focus
        wrong={fieldErrors(verify.error).evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
    </EffectDialog>
  );
}
