// Who the ticket is for and what this player can still bet.

import type { MemberDetail, Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { IconButton, Tag } from '@shared/ui/controls';
import { ErrorState } from '@shared/ui/states';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Bones } from '../parts/Loaded';
import { initials, statusWords } from '../parts/words';
import { useMember } from '../reading/queries';

export function PlayerStrip({ memberId, onRelease }: { memberId: string; onRelease: () => void }) {
  const member = useMember(memberId);
  if (!member.data) {
    return member.error ? (
      <ErrorState error={member.error} onRetry={() => member.refetch()} />
    ) : (
      <Bones rows={2} />
    );
  }
  return <Known member={member.data} onRelease={onRelease} />;
}

function Known({ member, onRelease }: { member: MemberDetail; onRelease: () => void }) {
  const { house_rules: rules } = useBook();
  const { word, tone } = statusWords[member.status];
  return (
    <div className="writer-player">
      <span className="avatar" aria-hidden="true">
        {initials(member.name)}
      </span>
      <div className="writer-name">
        <Link className="link" href={`/players/${encodeURIComponent(member.id)}`}>
          <b>{member.login}</b>
        </Link>
        <bdi className="t2">{member.name}</bdi>
        {member.status !== 'active' && <Tag tone={tone}>{word}</Tag>}
      </div>
      <dl className="writer-money">
        <Fact name={t('Available')} value={member.available} strong />
        <Fact name={t('Balance')} value={member.balance} signed />
        <Fact name={t('At risk')} value={member.at_risk} />
        <Fact name={t('Max risk, ticket')} value={member.limits.max_risk ?? rules.max_risk} />
      </dl>
      <IconButton icon="close" name={t('Another player')} onClick={onRelease} />
    </div>
  );
}

type FactProps = { name: string; value: Money; strong?: boolean; signed?: boolean };

function Fact({ name, value, strong, signed }: FactProps) {
  return (
    <div>
      <dt className="small t3">{name}</dt>
      <dd className={strong ? 'strong' : undefined}>
        <Amount value={value} style={signed ? 'signed' : 'plain'} />
      </dd>
    </div>
  );
}
