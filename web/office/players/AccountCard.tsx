// How a member settles and what credit time ends or begins: the kind of account, the settle limit,
// credit lent until a time, a raise that waits; for an agent, the most credit of the branch.

import type { AccountType, MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { type ReactNode, useState } from 'react';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { dateText, hourText } from '../parts/office-time';
import { AccountDialog } from './AccountDialog';
import { BranchCreditDialog } from './BranchCreditDialog';
import { TemporaryCreditDialog } from './TemporaryCreditDialog';

export const accountWords: Record<AccountType, string> = {
  weekly: t('Weekly'),
  running: t('Running'),
  post_up: t('Post-up'),
};

type Open = 'account' | 'lend' | 'branch' | null;

export function AccountCard({ member }: { member: MemberDetail }) {
  const mayChange = usePermission('change_limits');
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const link = (to: Open, words: string) =>
    mayChange && (
      <button type="button" className="link small" onClick={() => setOpen(to)}>
        {words}
      </button>
    );
  const plays = member.role === 'player';
  return (
    <Card
      title={plays ? t('Account') : t('Credit of the branch')}
      className="limits-card"
      right={plays ? link('account', t('Change')) : link('branch', t('Change'))}
    >
      <table className="limits-table">
        <tbody>{plays ? <PlayerRows member={member} /> : <BranchRow member={member} />}</tbody>
      </table>
      {plays && member.account.account_type !== 'post_up' && (
        <p className="card-body">{link('lend', t('Lend credit until a time'))}</p>
      )}
      {open === 'account' && <AccountDialog member={member} onClose={close} />}
      {open === 'lend' && <TemporaryCreditDialog member={member} onClose={close} />}
      {open === 'branch' && <BranchCreditDialog member={member} onClose={close} />}
    </Card>
  );
}

function Row({ name, value, beside }: { name: string; value: ReactNode; beside?: ReactNode }) {
  return (
    <tr>
      <td>{name}</td>
      <td className="n">
        <b>{value}</b>
      </td>
      <td className="t3">{beside}</td>
    </tr>
  );
}

function PlayerRows({ member }: { member: MemberDetail }) {
  const { time_zone: zone } = useBook();
  const { account } = member;
  const { temporary_credit: lent, raised_credit: raise, settle_limit: settle } = account;
  const at = (instant: string) => `${dateText(instant, zone)} ${hourText(instant, zone)}`;
  const due = settle !== null && Math.abs(member.balance.amount) >= settle.amount;
  return (
    <>
      <Row name={t('Settles')} value={accountWords[account.account_type]} />
      {settle && (
        <Row
          name={t('Settle limit')}
          value={<Amount value={settle} style="plain" />}
          beside={due ? <span className="warn-word">{t('reached')}</span> : ''}
        />
      )}
      {lent && (
        <Row
          name={t('Lent')}
          value={<Amount value={lent.amount} style="plain" />}
          beside={t('until {time}', { time: at(lent.at) })}
        />
      )}
      {raise && (
        <Row
          name={t('Raise to')}
          value={<Amount value={raise.amount} style="plain" />}
          beside={t('from {time}', { time: at(raise.at) })}
        />
      )}
    </>
  );
}

function BranchRow({ member }: { member: MemberDetail }) {
  const { branch_credit: most } = member.account;
  return (
    <Row
      name={t('Most credit of all players')}
      value={most ? <Amount value={most} style="plain" /> : t('no bound')}
    />
  );
}
