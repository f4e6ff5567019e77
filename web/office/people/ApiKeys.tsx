// Keys with which programs act as oneself, each within its rights and until its end. A secret is
// shown once, when it is made.

import type { Permission } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, useSession } from '@shared/session';
import { Button, TextField } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { Icon } from '@shared/ui/icon';
import { EmptyState, Note } from '@shared/ui/states';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { Loaded } from '../parts/Loaded';
import { OutcomeNote } from '../parts/OutcomeNote';
import { fullDateText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { useApiKeys, useCreateKey, useEndKey } from '../reading/people';
import { permissionText } from './permission-words';

export function ApiKeys() {
  const keys = useApiKeys();
  const end = useEndKey();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <div className="bar">
        <span className="small t3">
          {t('A program sends its key as "Authorization: Bearer" and acts as you.')}
        </span>
        <span className="spring" />
        <Button look="primary" onClick={() => setCreating(true)}>
          <Icon name="plus" size="tiny" /> {t('New key')}
        </Button>
      </div>
      <OutcomeNote error={end.error} />
      <Card label={t('Keys')}>
        <Loaded question={keys}>
          {({ items }) => {
            const own = items.filter((one) => one.kind === 'program');
            return own.length === 0 ? (
              <EmptyState icon="shield" title={t('No key yet')}>
                {t('Keys that you issue to programs stand here until they end.')}
              </EmptyState>
            ) : (
              <Scroller label={t('Keys')}>
                <KeyTable keys={own} onEnd={(id) => end.mutate(id)} />
              </Scroller>
            );
          }}
        </Loaded>
      </Card>
      {creating && <KeyDialog onClose={() => setCreating(false)} />}
    </>
  );
}

type Key = NonNullable<ReturnType<typeof useApiKeys>['data']>['items'][number];

function KeyTable({ keys, onEnd }: { keys: Key[]; onEnd: (id: string) => void }) {
  const { time_zone: zone } = useBook();
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Name')}</th>
          <th>{t('Rights')}</th>
          <th>{t('Issued')}</th>
          <th>{t('Until')}</th>
          <th>
            <span className="sr">{t('End')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((one) => (
          <tr key={one.id}>
            <td data-name={t('Name')}>
              <b>{one.name}</b>
            </td>
            <td data-name={t('Rights')} title={one.scopes.map(permissionText).join(', ')}>
              {one.scopes.map(permissionText).join(', ')}
            </td>
            <td data-name={t('Issued')} className="num t2">
              {fullDateText(one.issued_at, zone)}
            </td>
            <td data-name={t('Until')} className="num t2">
              {one.ended_at ? t('ended') : fullDateText(one.expires_at, zone)}
            </td>
            <td className="n">
              {!one.ended_at && (
                <Button compact onClick={() => onEnd(one.id)}>
                  {t('End')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const wholeNumber = /^[1-9]\d{0,2}$/;

function KeyDialog({ onClose }: { onClose: () => void }) {
  const { permissions } = useSession();
  const create = useCreateKey();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [scopes, setScopes] = useState(() => new Set<Permission>());
  if (create.data) return <Secret secret={create.data.secret} onClose={onClose} />;
  const toggle = (one: Permission) => {
    const next = new Set(scopes);
    if (!next.delete(one)) next.add(one);
    setScopes(next);
  };
  const refused = fieldErrors(create.error);
  return (
    <EffectDialog
      title={t('New key')}
      confirm={t('Issue key {name} with {count} rights', {
        name: name.trim() || '—',
        count: scopes.size,
      })}
      confirming={t('Issuing')}
      busy={create.isPending}
      blocked={!name.trim() || !wholeNumber.test(days) || scopes.size === 0}
      error={create.error}
      onConfirm={() =>
        create.mutate({ name: name.trim(), days: Number(days), scopes: [...scopes] })
      }
      onClose={onClose}
    >
      <div className="fields">
        <TextField
          label={t('Name')}
          value={name}
          data-first-focus
          placeholder={t('the program it is for')}
          wrong={refused.name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('Ends after')}
          inputMode="numeric"
          unit={t('days')}
          value={days}
          wrong={wholeNumber.test(days) ? refused.days : t('Write a whole number.')}
          onChange={(event) => setDays(event.target.value)}
        />
      </div>
      <div className="rights-choice">
        {permissions.map((one) => (
          <label className="tick" key={one}>
            <input type="checkbox" checked={scopes.has(one)} onChange={() => toggle(one)} />
            {permissionText(one)}
          </label>
        ))}
      </div>
    </EffectDialog>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const copy = () => navigator.clipboard.writeText(secret);
  return (
    <Dialog
      title={t('Your new key')}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('I have kept it')}
        </Button>
      }
    >
      <Note tone="warn">{t('It is shown this once. Keep it where the program finds it.')}</Note>
      <div className="invitation">
        <input
          className="filter-input id"
          readOnly
          aria-label={t('Secret')}
          value={secret}
          onFocus={(event) => event.target.select()}
        />
        <Button onClick={copy}>
          <Icon name="copy" size="small" /> {t('Copy')}
        </Button>
      </div>
    </Dialog>
  );
}
