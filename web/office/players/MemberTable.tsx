// Members as rows with their money. A row opens the member's card.

import type { Member } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Tag } from '@shared/ui/controls';
import { Link, useLocation } from 'wouter';
import { Amount, Available } from '../parts/Amount';
import { roleWords, statusWords } from '../parts/words';

export function MemberTable({ members }: { members: Member[] }) {
  const [, go] = useLocation();
  return (
    <table className="list-table member-table">
      <thead>
        <tr>
          <th>{t('Login')}</th>
          <th>{t('Name')}</th>
          <th>{t('Role')}</th>
          <th>{t('Status')}</th>
          <th>{t('Branch')}</th>
          <th className="n">{t('Figure week')}</th>
          <th className="n">{t('Balance')}</th>
          <th className="n">{t('At risk')}</th>
          <th className="n">{t('Credit')}</th>
          <th className="n">{t('Available')}</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => {
          const path = `/players/${encodeURIComponent(member.id)}`;
          const { word, tone } = statusWords[member.status];
          return (
            // The login inside is the link; the row only widens where it can be clicked.
            <tr key={member.id} className="opens" onClick={() => go(path)}>
              <td className="col-login">
                <Link href={path} onClick={(event) => event.stopPropagation()}>
                  <b>
                    <bdi>{member.login}</bdi>
                  </b>
                </Link>
              </td>
              <td className="t2 col-name" title={member.name}>
                <bdi>{member.name}</bdi>
              </td>
              <td className="t2 col-role">{roleWords[member.role]}</td>
              <td className={member.status === 'active' ? 'col-status usual' : 'col-status'}>
                {member.status === 'active' ? (
                  <span className="t3">{word}</span>
                ) : (
                  <Tag tone={tone}>{word}</Tag>
                )}
              </td>
              <td className="t2 col-under">{member.parent_login ?? ''}</td>
              <td className="n col-week">
                <Amount value={member.figure_week} />
              </td>
              <td className="n col-balance">
                <b>
                  <Amount value={member.balance} />
                </b>
              </td>
              <td className="n t2 col-rest">
                <Amount value={member.at_risk} style="plain" />
              </td>
              <td className="n t2 col-rest">
                <Amount value={member.credit_limit} style="plain" />
              </td>
              <td className="n col-rest">
                <Available value={member.available} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
