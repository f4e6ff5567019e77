// The second factor of whoever is signed in: set up with a device, shown as it stands, renewed and
// taken away. Secrets and recovery codes are shown once and kept nowhere on the page.

import '../access.css';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { SecondFactorState } from '../api/contract';
import { t } from '../i18n/language';
import { dayText } from '../time';
import { Button, Tag, TextField } from '../ui/controls';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { ErrorState, errorReference, errorText, Note, Skeleton } from '../ui/states';
import { tell } from '../ui/toast';
import { QrCode } from './qr-code';
import {
  useBeginSecondFactor,
  useConfirmSecondFactor,
  useEndSecondFactor,
  useRenewRecoveryCodes,
  useSecondFactor,
  useSecondFactorDone,
} from './reading';

export function SecondFactorCard() {
  const factor = useSecondFactor();
  if (factor.error && !factor.data) {
    return <ErrorState error={factor.error} onRetry={factor.refetch} />;
  }
  return factor.data ? <Standing factor={factor.data} /> : <Skeleton height="140px" />;
}

type Step = 'set-up' | 'renew' | 'end' | null;

function Standing({ factor }: { factor: SecondFactorState }) {
  const [step, setStep] = useState<Step>(null);
  const close = () => setStep(null);
  return (
    <section className="card access" aria-label={t('Second factor')}>
      <div className="access-row">
        <div>
          <h3>
            {t('Second factor')}{' '}
            <Tag
              tone={factor.in_force ? 'ok' : 'plain'}
              icon={factor.in_force ? 'check' : undefined}
            >
              {factor.in_force ? t('in force') : t('not set up')}
            </Tag>
          </h3>
          <p>{about(factor)}</p>
        </div>
        {!factor.in_force && factor.is_offered && (
          <Button look="primary" onClick={() => setStep('set-up')}>
            {t('Set up')}
          </Button>
        )}
      </div>
      {factor.in_force && (
        <div className="access-row">
          <div>
            <h3>{t('Recovery codes')}</h3>
            <p className="num">{t('{left} of 10 left', { left: factor.recovery_codes_left })}</p>
          </div>
          <Button onClick={() => setStep('renew')}>{t('New codes')}</Button>
        </div>
      )}
      {factor.in_force && !factor.is_required && (
        <div className="access-row">
          <p>{t('Without it your password alone opens this account.')}</p>
          <Button look="danger" onClick={() => setStep('end')}>
            {t('Take it away')}
          </Button>
        </div>
      )}
      {step === 'set-up' && <SetUpDialog onClose={close} />}
      {step === 'renew' && <RenewDialog onClose={close} />}
      {step === 'end' && <EndDialog onClose={close} />}
    </section>
  );
}

function about({ in_force, since, is_offered, is_required }: SecondFactorState): string {
  if (in_force && since) return t('A code of your device since {day}.', { day: dayText(since) });
  if (!is_offered) return t('This server takes none: its clock is not that of a device.');
  if (is_required) return t('This book asks it of everybody who works in its back office.');
  return t('A code of your phone beside the password: whoever learns one has not the other.');
}

function SetUpDialog({ onClose }: { onClose: () => void }) {
  const done = useSecondFactorDone();
  const finish = () => {
    done();
    onClose();
  };
  return (
    <Dialog title={t('Set up a second factor')} onClose={finish}>
      <SetUpSecondFactor onDone={finish} />
    </Dialog>
  );
}

/** The whole way: a secret for the device, its first code, and the recovery codes to be kept. */
export function SetUpSecondFactor({ onDone }: { onDone: () => void }) {
  const begin = useBeginSecondFactor();
  const confirm = useConfirmSecondFactor();
  if (confirm.data) {
    const codes = confirm.data.recovery_codes;
    return <RecoveryCodes codes={codes} onKept={onDone} />;
  }
  if (!begin.data) {
    return (
      <div className="access-form">
        <p>
          {t(
            'You need an authenticator app on your phone. It shows six digits that change every ' +
              'thirty seconds; you type them after your password.',
          )}
        </p>
        <Trouble error={begin.error} />
        <Button look="primary" big wide onClick={() => begin.mutate()} disabled={begin.isPending}>
          {begin.isPending ? t('Making a secret') : t('Show me the code for the app')}
        </Button>
      </div>
    );
  }
  return (
    <FirstCode
      secret={begin.data.secret}
      address={begin.data.uri}
      busy={confirm.isPending}
      error={confirm.error}
      onCode={(code) => confirm.mutate(code)}
    />
  );
}

type FirstCodeProps = {
  secret: string;
  address: string;
  busy: boolean;
  error: unknown;
  onCode: (code: string) => void;
};

function FirstCode({ secret, address, busy, error, onCode }: FirstCodeProps) {
  const [code, setCode] = useState('');
  const whole = code.replace(/\D/g, '').length === 6;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) onCode(code);
  };
  return (
    <form className="access-form" onSubmit={submit} noValidate>
      <ol className="access-steps">
        <li>{t('Read this picture with the app, or type the secret.')}</li>
        <li>{t('Type the six digits that it shows.')}</li>
      </ol>
      <QrCode text={address} name={t('Picture for the authenticator app')} />
      <Copyable name={t('Secret')} text={secret} shown={groupsOfFour(secret)} />
      <TextField
        label={t('Six digits')}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        data-first-focus
        onChange={(event) => setCode(event.target.value)}
      />
      <Trouble error={error} />
      <Button look="primary" big wide type="submit" disabled={!whole || busy}>
        {busy ? t('Comparing') : t('Put it in force')}
      </Button>
    </form>
  );
}

const groupsOfFour = (text: string) => text.match(/.{1,4}/g)?.join(' ') ?? text;

function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  return (
    <div className="access-form">
      <Note tone="warn" title={t('Keep these codes now: they are shown this once.')}>
        {t('Each opens your account once when the device is not at hand.')}
      </Note>
      <ul className="recovery-codes num">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="access-actions">
        <CopyButton text={codes.join('\n')}>{t('Copy all')}</CopyButton>
        <Button look="primary" onClick={onKept}>
          {t('I have kept them')}
        </Button>
      </div>
    </div>
  );
}

function RenewDialog({ onClose }: { onClose: () => void }) {
  const renew = useRenewRecoveryCodes();
  return (
    <Dialog title={t('New recovery codes')} onClose={onClose}>
      {renew.data ? (
        <RecoveryCodes codes={renew.data.recovery_codes} onKept={onClose} />
      ) : (
        <div className="access-form">
          <p>{t('The codes you have now stop working. You get ten new ones.')}</p>
          <Trouble error={renew.error} />
          <Button look="primary" big wide onClick={() => renew.mutate()} disabled={renew.isPending}>
            {renew.isPending ? t('Making them') : t('Make ten new codes')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function EndDialog({ onClose }: { onClose: () => void }) {
  const end = useEndSecondFactor();
  const confirm = () =>
    end.mutate(undefined, {
      onSuccess: () => {
        tell(t('Your second factor is taken away.'));
        onClose();
      },
    });
  return (
    <Dialog title={t('Take the second factor away')} onClose={onClose}>
      <div className="access-form">
        <p>
          {t(
            'From now on your password alone opens this account. Device and recovery codes stop ' +
              'working.',
          )}
        </p>
        <Trouble error={end.error} />
        <Button look="danger" big wide onClick={confirm} disabled={end.isPending}>
          {end.isPending ? t('Taking it away') : t('Take it away')}
        </Button>
      </div>
    </Dialog>
  );
}

function Trouble({ error }: { error: unknown }): ReactNode {
  if (!error) return null;
  return (
    <Note tone="error" code={errorReference(error)}>
      {errorText(error)}
    </Note>
  );
}

function Copyable({ name, text, shown }: { name: string; text: string; shown: string }) {
  return (
    <div className="copyable">
      <span>
        <small>{name}</small>
        <code>{shown}</code>
      </span>
      <CopyButton text={text}>{t('Copy')}</CopyButton>
    </div>
  );
}

function CopyButton({ text, children }: { text: string; children: ReactNode }) {
  const copy = () => navigator.clipboard.writeText(text).then(() => tell(t('Copied.')));
  return (
    <Button onClick={copy}>
      <Icon name="copy" size="small" /> {children}
    </Button>
  );
}
