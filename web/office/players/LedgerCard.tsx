// The member's statement: every fact that moved the balance, with the balance before and after.

import type { MemberDetail, StatementLine } from '@shared/api/contract';
import { withMinus } from '@shared/money';
import { useBook } from '@shared/session';
import { EmptyState } from '@shared/ui/states';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { DownloadLink } from '../parts/DownloadLink';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { dateText, secondText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { factWords } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useStatement } from '../reading/queries';

export function LedgerCard({ member }: { member: MemberDetail }) {
  const statement = useStatement(member.id);
  return (
    <Card
      title="Ledger"
      className="ledger"
      beside={<span className="small t3">newest first, before and after each fact</span>}
      right={
        <DownloadLink
          path="/v1/statement"
          query={{ member_id: member.id }}
          name={`Ledger of ${member.login}`}
        />
      }
    >
      <Loaded question={statement}>
        {(pages) => {
          const lines = itemsOf(pages);
          if (lines.length === 0) {
            return (
              <EmptyState icon="wallet" title="No money has moved yet">
                The first payment or bet writes the first line.
              </EmptyState>
            );
          }
          return (
            <>
              <Scroller label="Ledger">
                <LedgerTable lines={lines} />
              </Scroller>
              <More pages={statement} shown={lines.length} what="lines" />
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
          <th>Time</th>
          <th>Fact</th>
          <th>What</th>
          <th>Ticket</th>
          <th className="n">Before</th>
          <th className="n">Change</th>
          <th className="n">After</th>
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
