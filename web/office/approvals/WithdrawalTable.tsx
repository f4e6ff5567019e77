// Payouts as rows: who wants how much and where to, how far it is, and the next step for whoever
// may take it.

import type { Withdrawal, WithdrawalState } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodWords } from '@shared/method-terms';
import { useBook, usePermission, useSession } from '@shared/session';
import { Button, Tag, type Tone } from '@shared/ui/controls';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { dateText, hourText } from '../parts/office-time';
import { WithdrawalDialog, type WithdrawalStep } from './WithdrawalDialog';

export const withdrawalWords: Record<WithdrawalState, { word: string; tone: Tone }> = {
  requested: { word: t('Requested'), tone: 'warn' },
  approved: { word: t('Approved'), tone: 'info' },
  paid: { word: t('Paid'), tone: 'ok' },
  denied: { word: t('Denied'), tone: 'neg' },
  cancelled: { word: t('Cancelled'), tone: 'plain' },
};

/** Why this person cannot approve it; undefined when they can. */
function barredFrom(withdrawal: Withdrawal, login: string): string | undefined {
  if (withdrawal.requested.by === login) return t('You asked for it: somebody else decides');
  if (withdrawal.first_approval?.by === login) return t('You approved it: a second person decides');
  return undefined;
}

type Asked = { withdrawal: Withdrawal; step: WithdrawalStep };

export function WithdrawalTable({ withdrawals }: { withdrawals: Withdrawal[] }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <>
      <table className="list-table stacks withdrawal-table">
        <thead>
          <tr>
            <th>{t('Asked')}</th>
            <th>{t('Player')}</th>
            <th className="n">{t('Amount')}</th>
            <th>{t('Method')}</th>
            <th>{t('To')}</th>
            <th>{t('State')}</th>
            <th>{t('Not paid before')}</th>
            <th>
              <span className="sr">{t('Next step')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {withdrawals.map((one) => (
            <WithdrawalRow
              key={one.id}
              withdrawal={one}
              onAsk={(step) => setAsked({ withdrawal: one, step })}
            />
          ))}
        </tbody>
      </table>
      {asked && <WithdrawalDialog {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}

type RowProps = { withdrawal: Withdrawal; onAsk: (step: WithdrawalStep) => void };

function WithdrawalRow({ withdrawal: one, onAsk }: RowProps) {
  const { time_zone: zone } = useBook();
  const at = (instant: string) => `${dateText(instant, zone)} ${hourText(instant, zone)}`;
  const { word, tone } = withdrawalWords[one.state];
  return (
    <tr>
      <td data-name={t('Asked')} className="num t2">
        {at(one.requested.at)}
      </td>
      <td data-name={t('Player')}>
        <Link className="link" href={`/players/${encodeURIComponent(one.member_id)}`}>
          <bdi>{one.login}</bdi>
        </Link>
      </td>
      <td data-name={t('Amount')} className="n">
        <b>
          <Amount value={one.amount} style="plain" />
        </b>
      </td>
      <td data-name={t('Method')}>{methodWords[one.method]}</td>
      <td data-name={t('To')} className="t2" title={one.destination}>
        {one.destination}
      </td>
      <td data-name={t('State')}>
        <Tag tone={tone}>
          {one.first_approval && one.state === 'requested' ? t('One of two') : word}
        </Tag>
      </td>
      <td data-name={t('Not paid before')} className="num t2">
        {at(one.ready_at)}
      </td>
      <td className="n">
        <NextSteps withdrawal={one} onAsk={onAsk} />
      </td>
    </tr>
  );
}

function NextSteps({ withdrawal, onAsk }: RowProps) {
  const { member: me } = useSession();
  const mayApprove = usePermission('approve_withdrawal');
  const mayPay = usePermission('record_payment');
  const barred = barredFrom(withdrawal, me.login);
  if (withdrawal.state === 'requested' && mayApprove) {
    return (
      <span className="row-deeds">
        <Button compact onClick={() => onAsk('deny')}>
          {t('Deny')}
        </Button>
        <Button compact disabled={Boolean(barred)} title={barred} onClick={() => onAsk('approve')}>
          {t('Approve')}
        </Button>
      </span>
    );
  }
  if (withdrawal.state === 'approved') {
    return (
      <span className="row-deeds">
        {mayApprove && (
          <Button compact onClick={() => onAsk('deny')}>
            {t('Deny')}
          </Button>
        )}
        {mayPay && (
          <Button compact onClick={() => onAsk('pay')}>
            {t('Pay')}
          </Button>
        )}
      </span>
    );
  }
  return null;
}
