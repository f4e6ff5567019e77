// The member's statement: every fact that moved the balance, with the balance before and after.

import type { MemberDetail, StatementLine } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { withMinus } from '@shared/money';
import { useBook } from '@shared/session';
import { EmptyState } from '@shared/ui/states';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { DownloadLink } from '../parts/DownloadLink';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { dateText, secondText, zoneText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { factWords } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useStatement } from '../reading/queries';

export function LedgerCard({ member }: { member: MemberDetail }) {
  const statement = useStatement(member.id);
  const { time_zone: zone, now } = useBook();
  return (
    <Card
      title={t('Ledger')}
      className="ledger"
      beside={
        <span className="small t3">
          {t('newest first, before and after each fact')}, {zoneText(now, zone)}
        </span>
      }
      right={
        <DownloadLink
          path="/v1/statement"
          query={{ member_id: member.id }}
          name={t('Ledger of {login}', { login: member.login })}
        />
      }
    >
      <Loaded question={statement}>
        {(pages) => {
          const lines = itemsOf(pages);
          if (lines.length === 0) {
            return (
              <EmptyState icon="wallet" title={t('No money has moved yet')}>
                {t('The first payment or bet writes the first line.')}
              </EmptyState>
            );
          }
          return (
            <>
              <Scroller label={t('Ledger')}>
                <LedgerTable lines={lines} />
              </Scroller>
              <More pages={statement} shown={lines.length} what="line" />
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

function LedgerTable({ lines }: { lines: StatementLine[] }) {
  const { time_zone: zone } = useBook();
  return (
    <table className="list-table ledger-table">
      <thead>
        <tr>
          <th>{t('Time')}</th>
          <th>{t('Fact')}</th>
          <th>{t('What')}</th>
          <th>{t('Ticket')}</th>
          <th className="n">{t('Before')}</th>
          <th className="n">{t('Change')}</th>
          <th className="n">{t('After')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td className="num t2 col-time">
              {dateText(line.at, zone)} <span className="t3">{secondText(line.at, zone)}</span>
            </td>
            <td className="t2 col-fact">{factWords[line.fact]}</td>
            <td className="col-what" title={line.description}>
              {withMinus(line.description)}
            </td>
            <td className="id t2 col-number">{line.ticket_number ?? ''}</td>
            <td className="n t2 col-before">
              <Amount value={line.before} />
            </td>
            <td className="n col-change">
              <Amount value={line.amount} dotZero />
            </td>
            <td className="n col-after">
              <b>
                <Amount value={line.after} />
              </b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
