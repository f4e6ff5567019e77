// One member: who it is, what can be bet and why, what is open, every line of the ledger, and
// every change with its actor. Player side.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission, useSession } from '@shared/session';
import { Button, type Tab, Tabs, Tag } from '@shared/ui/controls';
import { ErrorState } from '@shared/ui/states';
import { Fragment, useState } from 'react';
import { Link, useParams } from 'wouter';
import { Bones } from '../parts/Loaded';
import { fullDateText } from '../parts/office-time';
import { RightButton } from '../parts/RightButton';
import { initials, roleWords, statusWords } from '../parts/words';
import { EndFactorDialog } from '../people/EndFactorDialog';
import { FraudHoldCard } from '../people/FraudHoldCard';
import { IdentityCard } from '../people/IdentityCard';
import { MoveDialog } from '../people/MoveDialog';
import { ResetLinkDialog } from '../people/ResetLinkDialog';
import { RightsCard } from '../people/RightsCard';
import { SubjectRequestsCard } from '../people/SubjectRequests';
import { useMember } from '../reading/queries';
import { useFilter } from '../reading/search-params';
import { ScreenFrame } from '../shell/ScreenFrame';
import { AccountCard } from './AccountCard';
import { BalanceEquation } from './BalanceEquation';
import { FreePlayCard } from './FreePlayCard';
import { LedgerCard } from './LedgerCard';
import { LimitsCard } from './LimitsCard';
import { MemberTickets } from './MemberTickets';
import { PaymentDialog } from './PaymentDialog';
import { PayoutsCard } from './PayoutsCard';
import { ProtectionCard } from './ProtectionCard';
import { StatusDialog, statusChoices } from './StatusDialog';
import { Timeline } from './Timeline';
import { WeekCharts } from './WeekCharts';

const parent = { path: '/players', name: t('Players') };

export default function PlayerCard() {
  const { id = '' } = useParams<{ id: string }>();
  const member = useMember(decodeURIComponent(id));
  if (!member.data) {
    return (
      <ScreenFrame title={t('Member')} parent={parent}>
        {member.error ? (
          <ErrorState error={member.error} onRetry={() => member.refetch()} />
        ) : (
          <Bones rows={10} />
        )}
      </ScreenFrame>
    );
  }
  return (
    <ScreenFrame title={member.data.login} parent={parent} perspective="player">
      <CardBody key={member.data.id} member={member.data} />
    </ScreenFrame>
  );
}

type Part = 'overview' | 'bets' | 'ledger' | 'limits' | 'person' | 'timeline';

/** All of it on one page, or one part of it with the whole width. */
function CardBody({ member }: { member: MemberDetail }) {
  const mayAudit = usePermission('view_audit');
  const mayReport = usePermission('view_reports');
  const [word, setWord] = useFilter('tab');
  const bets = member.role === 'player';
  const parts: Tab<Part>[] = [
    { value: 'overview', label: t('Overview') },
    ...(bets ? [{ value: 'bets' as const, label: t('Bets') }] : []),
    { value: 'ledger', label: t('Ledger') },
    { value: 'limits', label: t('Limits') },
    { value: 'person', label: t('Person') },
    ...(mayAudit ? [{ value: 'timeline' as const, label: t('Timeline') }] : []),
  ];
  const part = parts.find(({ value }) => value === word)?.value ?? 'overview';
  const all = part === 'overview';
  const limits = (
    <>
      <LimitsCard member={member} />
      <AccountCard member={member} />
      {bets && <FreePlayCard member={member} />}
      {bets && <ProtectionCard member={member} />}
    </>
  );
  const person = (
    <>
      <IdentityCard member={member} />
      <SubjectRequestsCard member={member} />
      {bets && <FraudHoldCard member={member} />}
      {!bets && <RightsCard member={member} />}
    </>
  );
  return (
    <>
      <CardHead member={member} />
      <BalanceEquation member={member} />
      <Tabs<Part>
        className="tabs member-tabs"
        label={t('Parts of the card')}
        tabs={parts}
        value={part}
        onChange={(next) => setWord(next === 'overview' ? '' : next)}
      />
      <div className={all ? 'member-panes' : 'member-panes single'}>
        <div className="member-main">
          {all && bets && mayReport && <WeekCharts memberId={member.id} />}
          {bets && (all || part === 'ledger') && <PayoutsCard member={member} />}
          {bets && (all || part === 'bets') && <MemberTickets memberId={member.id} />}
          {(all || part === 'ledger') && <LedgerCard member={member} />}
          {part === 'limits' && limits}
          {part === 'person' && person}
          {part === 'timeline' && <Timeline memberId={member.id} />}
        </div>
        {all && (
          <div className="member-beside">
            {limits}
            {person}
            {mayAudit && <Timeline memberId={member.id} />}
          </div>
        )}
      </div>
    </>
  );
}

type Opened = 'payment' | 'status' | 'move' | 'factor' | 'link';

function CardHead({ member }: { member: MemberDetail }) {
  const { time_zone: zone } = useBook();
  const { member: me } = useSession();
  const mayPay = usePermission('record_payment');
  const mayChange = usePermission('change_status');
  const mayMove = usePermission('move_member');
  const mayWrite = usePermission('write_message');
  const mayInvite = usePermission('create_member');
  const [deed, setDeed] = useFilter('do');
  const [amount] = useFilter('amount');
  const [chosen, setDialog] = useState<Opened | null>(null);
  const first = (['pay', 'collect'] as const)
    .filter((one) => one === deed)
    .map((one) => ({ deed: one, amount }))[0];
  const dialog = chosen ?? (mayPay && first ? 'payment' : null);
  const close = () => {
    setDialog(null);
    setDeed('');
  };
  const { word, tone } = statusWords[member.status];
  const choices = statusChoices(member.status);
  return (
    <div className="bar member-head">
      <span className="avatar large" aria-hidden="true">
        {initials(member.name)}
      </span>
      <div className="member-name">
        <div className="member-title">
          <b>
            <bdi>{member.name}</bdi>
          </b>
          <span className="id t2">{member.login}</span>
          <Tag tone={tone} icon={member.status === 'active' ? 'check' : undefined}>
            {word}
          </Tag>
          {member.has_second_factor && <Tag icon="shield">{t('second factor')}</Tag>}
          {member.role !== 'player' && <Tag>{roleWords[member.role]}</Tag>}
          <Chain member={member} />
        </div>
        <span className="small t3">
          {t('{role} since {created_at}', {
            role: roleWords[member.role],
            created_at: fullDateText(member.created_at, zone),
          })}
        </span>
      </div>
      <span className="spring" />
      {member.children > 0 && (
        <Link className="button" href={`/players?agent=${encodeURIComponent(member.id)}`}>
          {t('Open the branch')}
        </Link>
      )}
      {mayWrite && member.id !== me.id && (
        <Link className="button" href={`/messages?member=${encodeURIComponent(member.id)}`}>
          {t('Message')}
        </Link>
      )}
      {mayMove && member.parent_id !== null && (
        <Button onClick={() => setDialog('move')}>{t('Move')}</Button>
      )}
      {mayChange && member.has_second_factor && member.id !== me.id && (
        <Button onClick={() => setDialog('factor')}>{t('Lost device')}</Button>
      )}
      {mayInvite && member.status !== 'closed' && member.id !== me.id && (
        <Button onClick={() => setDialog('link')}>{t('Lost password')}</Button>
      )}
      {choices.length > 0 && (
        <RightButton right="change_status" onClick={() => setDialog('status')}>
          {t('Change status')}
        </RightButton>
      )}
      <RightButton right="record_payment" look="primary" onClick={() => setDialog('payment')}>
        {t('Record payment')}
      </RightButton>
      {dialog === 'payment' && <PaymentDialog member={member} first={first} onClose={close} />}
      {dialog === 'factor' && <EndFactorDialog member={member} onClose={() => setDialog(null)} />}
      {dialog === 'link' && <ResetLinkDialog member={member} onClose={() => setDialog(null)} />}
      {dialog === 'move' && <MoveDialog member={member} onClose={() => setDialog(null)} />}
      {dialog === 'status' && <StatusDialog member={member} onClose={() => setDialog(null)} />}
    </div>
  );
}

function Chain({ member }: { member: MemberDetail }) {
  const above = member.chain.filter((one) => one.id !== member.id);
  if (above.length === 0) return null;
  return (
    <Tag>
      {above.map((one, n) => (
        <Fragment key={one.id}>
          {n > 0 && <span aria-hidden="true">›</span>}
          <Link href={`/players/${encodeURIComponent(one.id)}`}>{one.login}</Link>
        </Fragment>
      ))}
    </Tag>
  );
}
