// Codes with which players sign up below an agent: who used how many, until when, and new ones.

import { t } from '@shared/i18n/language';
import { playerBase } from '@shared/location';
import { useBook } from '@shared/session';
import { Button, SelectField, TextField } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { EmptyState } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { Loaded } from '../parts/Loaded';
import { OutcomeNote } from '../parts/OutcomeNote';
import { fullDateText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { useCreateCode, useEndCode, useSignupCodes } from '../reading/people';
import { useAgents } from '../reading/queries';

/** Where somebody signs up by a code. */
function joinAddress(code: string): string {
  return `${location.origin}${playerBase()}/join?code=${encodeURIComponent(code)}`;
}

export function SignupCodes() {
  const codes = useSignupCodes();
  const end = useEndCode();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <div className="bar">
        <span className="small t3">
          {t('Who signs up by a code waits for approval below the agent of the code.')}
        </span>
        <span className="spring" />
        <Button look="primary" onClick={() => setCreating(true)}>
          <Icon name="plus" size="tiny" /> {t('New code')}
        </Button>
      </div>
      <OutcomeNote error={end.error} />
      <Card label={t('Codes')}>
        <Loaded question={codes}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon="people" title={t('No code yet')}>
                {t('A code lets players sign up by themselves, below one agent.')}
              </EmptyState>
            ) : (
              <Scroller label={t('Codes')}>
                <CodeTable codes={items} onEnd={(code) => end.mutate(code)} />
              </Scroller>
            )
          }
        </Loaded>
      </Card>
      {creating && <CodeDialog onClose={() => setCreating(false)} />}
    </>
  );
}

type Code = NonNullable<ReturnType<typeof useSignupCodes>['data']>['items'][number];

function CodeTable({ codes, onEnd }: { codes: Code[]; onEnd: (code: string) => void }) {
  const { time_zone: zone } = useBook();
  const agents = useAgents().data ?? [];
  const copy = async (code: string) => {
    await navigator.clipboard.writeText(joinAddress(code));
    tell(t('Link for {code} copied.', { code }));
  };
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Code')}</th>
          <th>{t('Under')}</th>
          <th className="n">{t('Used')}</th>
          <th>{t('Until')}</th>
          <th>
            <span className="sr">{t('Next step')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {codes.map((one) => (
          <tr key={one.code}>
            <td data-name={t('Code')} className="id">
              <b>{one.code}</b>
            </td>
            <td data-name={t('Under')}>
              {agents.find((agent) => agent.id === one.parent_id)?.login ?? t('the book')}
            </td>
            <td data-name={t('Used')} className="n">
              {t('{uses} of {most}', { uses: one.uses, most: one.uses_max })}
            </td>
            <td data-name={t('Until')} className="num t2">
              {one.ended_at ? t('ended') : fullDateText(one.expires_at, zone)}
            </td>
            <td className="n">
              {!one.ended_at && (
                <span className="row-deeds">
                  <Button compact onClick={() => copy(one.code)}>
                    {t('Copy the link')}
                  </Button>
                  <Button compact onClick={() => onEnd(one.code)}>
                    {t('End')}
                  </Button>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const wholeNumber = /^[1-9]\d{0,3}$/;

function CodeDialog({ onClose }: { onClose: () => void }) {
  const create = useCreateCode();
  const agents = useAgents().data ?? [];
  const [code, setCode] = useState('');
  const [parent, setParent] = useState('');
  const [days, setDays] = useState('30');
  const [uses, setUses] = useState('10');
  const refused = fieldErrors(create.error);
  const counted = wholeNumber.test(days) && wholeNumber.test(uses);
  const confirm = () =>
    create.mutate(
      {
        code: code.trim(),
        days: Number(days),
        uses_max: Number(uses),
        ...(parent ? { parent_id: parent } : {}),
      },
      {
        onSuccess: () => {
          tell(t('Code {code} is open.', { code: code.trim() }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('New code')}
      confirm={t('Open code {code}', { code: code.trim() || '—' })}
      confirming={t('Opening')}
      busy={create.isPending}
      blocked={!code.trim() || !counted}
      error={create.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="fields">
        <TextField
          label={t('Code')}
          value={code}
          data-first-focus
          autoComplete="off"
          hint={t('3 to 32 small letters, digits, points or dashes')}
          wrong={refused.code}
          onChange={(event) => setCode(event.target.value)}
        />
        <SelectField
          label={t('Under')}
          value={parent}
          wrong={refused.parent_id}
          onChange={(event) => setParent(event.target.value)}
        >
          <option value="">{t('myself')}</option>
          {agents.map(({ id, login }) => (
            <option key={id} value={id}>
              {login}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('Ends after')}
          inputMode="numeric"
          unit={t('days')}
          value={days}
          wrong={wholeNumber.test(days) ? refused.days : t('Write a whole number.')}
          onChange={(event) => setDays(event.target.value)}
        />
        <TextField
          label={t('Used at most')}
          inputMode="numeric"
          unit={t('times')}
          value={uses}
          wrong={wholeNumber.test(uses) ? refused.uses_max : t('Write a whole number.')}
          onChange={(event) => setUses(event.target.value)}
        />
      </div>
    </EffectDialog>
  );
}
