// Applications for credit that wait: who wants how much and why, and the decision with its grounds.

import type { CreditApplication } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook, useSession } from '@shared/session';
import { Button, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { BeforeAfter } from '../parts/BeforeAfter';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { dateText, hourText } from '../parts/office-time';
import { amountInput, typedAmount } from '../players/amount-field';
import { useAssessCredit } from '../reading/credit-writes';
import { useMember } from '../reading/queries';
import { useAskedCredit } from '../reading/rule-queries';
import { AskedList } from './AskedList';

export function AskedCredit() {
  const applications = useAskedCredit();
  const [deciding, setDeciding] = useState<CreditApplication | null>(null);
  return (
    <AskedList
      title={t('Applications for credit')}
      what="application"
      pages={applications}
      empty={[
        t('No application waits'),
        t('Who asks for more credit stands here until somebody else has assessed it.'),
      ]}
      table={(found) => <ApplicationTable applications={found} onDecide={setDeciding} />}
    >
      {deciding && <AssessDialog application={deciding} onClose={() => setDeciding(null)} />}
    </AskedList>
  );
}

type TableProps = {
  applications: CreditApplication[];
  onDecide: (one: CreditApplication) => void;
};

function ApplicationTable({ applications, onDecide }: TableProps) {
  const { time_zone: zone } = useBook();
  const { member: me } = useSession();
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Asked')}</th>
          <th>{t('Player')}</th>
          <th className="n">{t('Wanted')}</th>
          <th>{t('By')}</th>
          <th>{t('Note')}</th>
          <th>
            <span className="sr">{t('Decide')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {applications.map((one) => {
          const own = one.asked_by === me.login;
          return (
            <tr key={one.id}>
              <td data-name={t('Asked')} className="num t2">
                {dateText(one.asked_at, zone)} {hourText(one.asked_at, zone)}
              </td>
              <td data-name={t('Player')}>
                <Link className="link" href={`/players/${encodeURIComponent(one.member_id)}`}>
                  <bdi>{one.login}</bdi>
                </Link>
              </td>
              <td data-name={t('Wanted')} className="n">
                <b>
                  <Amount value={one.amount} style="plain" />
                </b>
              </td>
              <td data-name={t('By')} className="t2">
                {one.asked_by ?? t('the system')}
              </td>
              <td data-name={t('Note')} title={one.note}>
                {one.note}
              </td>
              <td className="n">
                <Button
                  compact
                  disabled={own}
                  title={own ? t('You asked for it: somebody else decides') : undefined}
                  onClick={() => onDecide(one)}
                >
                  {t('Assess')}
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

type AssessProps = { application: CreditApplication; onClose: () => void };

function AssessDialog({ application, onClose }: AssessProps) {
  const { currency } = useBook();
  const { login } = application;
  const assess = useAssessCredit(application.id);
  const member = useMember(application.member_id).data;
  const [text, setText] = useState(amountInput(application.amount));
  const [grounds, setGrounds] = useState('');
  const granted = typedAmount(text, currency);
  const done = (words: string) => ({
    onSuccess: () => {
      tell(words);
      onClose();
    },
  });
  const words = grounds.trim();
  const refused = fieldErrors(assess.error);
  return (
    <EffectDialog
      title={t('Credit for {login}', { login })}
      confirm={t('Grant credit of {amount} to {login}', {
        amount: granted.value ? moneyText(granted.value) : '—',
        login,
      })}
      confirming={t('Deciding')}
      busy={assess.isPending}
      blocked={!granted.value || words === ''}
      error={assess.error}
      onConfirm={() =>
        assess.mutate(
          { granted: granted.value, assessment: words },
          done(t('Granted to {login}.', { login })),
        )
      }
      onClose={onClose}
    >
      <p className="t2">{application.note}</p>
      <div className="fields">
        <TextField
          label={t('Granted')}
          inputMode="decimal"
          unit={currency}
          value={text}
          wrong={granted.wrong ?? refused.granted}
          onChange={(event) => setText(event.target.value)}
        />
        <TextField
          label={t('Assessment')}
          placeholder={t('what speaks for and against it')}
          value={grounds}
          data-first-focus
          wrong={refused.assessment}
          onChange={(event) => setGrounds(event.target.value)}
        />
      </div>
      {member && granted.value && (
        <BeforeAfter
          changes={[
            {
              what: t('Credit'),
              before: <Amount value={member.limits.credit_limit} style="plain" />,
              after: <Amount value={granted.value} style="plain" />,
            },
          ]}
        />
      )}
      <div>
        <Button
          look="danger"
          disabled={assess.isPending || words === ''}
          onClick={() =>
            assess.mutate(
              { granted: null, assessment: words },
              done(t('Refused. The credit stays as it was.')),
            )
          }
        >
          {t('Refuse')}
        </Button>
      </div>
    </EffectDialog>
  );
}
