// The limits that hold for this member and where each comes from: set here, or the book's.

import type { MemberDetail, Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { RightButton } from '../parts/RightButton';
import { useFilter } from '../reading/search-params';
import { LimitsDialog } from './LimitsDialog';

export function LimitsCard({ member }: { member: MemberDetail }) {
  const { house_rules: rules } = useBook();
  const mayChange = usePermission('change_limits');
  const [deed, setDeed] = useFilter('do');
  const [asked, setAsked] = useState(false);
  const editing = asked || (mayChange && deed === 'limits');
  const close = () => {
    setAsked(false);
    setDeed('');
  };
  const { limits } = member;
  return (
    <Card
      title={t('Limits in effect')}
      className="limits-card"
      right={
        <RightButton right="change_limits" look="quiet" compact onClick={() => setAsked(true)}>
          {t('Change')}
        </RightButton>
      }
    >
      <table className="limits-table">
        <tbody>
          <LimitRow name={t('Credit')} own={limits.credit_limit} book={null} />
          <LimitRow name={t('Max risk, ticket')} own={limits.max_risk} book={rules.max_risk} />
          <LimitRow name={t('Max win, ticket')} own={limits.max_win} book={rules.max_win} />
          <LimitRow name={t('Min risk, ticket')} own={limits.min_risk} book={rules.min_risk} />
        </tbody>
      </table>
      {mayChange && (
        <p className="card-body small">
          <Link className="link" href={`/rules?owner=${encodeURIComponent(member.id)}`}>
            {t('Limits by sport, market, game and day')}
          </Link>
        </p>
      )}
      {editing && <LimitsDialog member={member} onClose={close} />}
    </Card>
  );
}

function LimitRow({ name, own, book }: { name: string; own: Money | null; book: Money | null }) {
  const value = own ?? book;
  if (!value) return null;
  const overrides = own !== null && book !== null;
  return (
    <tr className={overrides ? 'overrides' : undefined}>
      <td>{name}</td>
      <td className="n">
        <b>
          <Amount value={value} style="plain" />
        </b>
      </td>
      <td className="t3">
        {overrides && book ? (
          <>
            {t('player; the book has')} <Amount value={book} style="plain" short />
          </>
        ) : own ? (
          t('player')
        ) : (
          t('book')
        )}
      </td>
    </tr>
  );
}
