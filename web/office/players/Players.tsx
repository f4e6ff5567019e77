// Everybody in the book's tree, by branch, role, status and name. Player side.

import type { Member, MemberStatus, Role } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { usePermission } from '@shared/session';
import { Button, Segmented } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { EmptyState } from '@shared/ui/states';
import { useState } from 'react';
import { Card } from '../parts/Card';
import type { Cell } from '../parts/csv';
import { ExportButton } from '../parts/ExportButton';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { Scroller } from '../parts/Scroller';
import { statusWords } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useMembers } from '../reading/queries';
import { useClearFilters, useFilter } from '../reading/search-params';
import { useSettled } from '../reading/use-settled';
import { ScreenFrame } from '../shell/ScreenFrame';
import { AgentSelect, AgentTree } from './AgentFilter';
import { CreateMemberDialog } from './CreateMemberDialog';
import { ImportDialog } from './ImportDialog';
import { MemberTable } from './MemberTable';

const roleChoices = [
  { value: '', label: t('All') },
  { value: 'player', label: t('Players') },
  { value: 'agent', label: t('Agents') },
  { value: 'master', label: t('Masters') },
  { value: 'staff', label: t('Staff') },
];
const typingMilliseconds = 250;

const memberHeadings = [
  'login',
  'name',
  'role',
  'status',
  'branch',
  'figure_week',
  'balance',
  'at_risk',
  'credit',
  'available',
];

function memberRow(member: Member): Cell[] {
  const { login, name, role, status, parent_login: branch } = member;
  const money = [member.figure_week, member.balance, member.at_risk, member.credit_limit];
  return [login, name, role, status, branch ?? '', ...money, member.available];
}

export default function Players() {
  const [search, setSearch] = useFilter('search');
  const [role, setRole] = useFilter('role');
  const [status, setStatus] = useFilter('status');
  const [agentId, setAgentId] = useFilter('agent');
  const clear = useClearFilters();
  const mayCreate = usePermission('create_member');
  const [creating, setCreating] = useState(false);
  const [importing, setImporting] = useState(false);
  const searched = useSettled(search.trim(), typingMilliseconds);
  const members = useMembers({
    search: searched || undefined,
    role: (role || undefined) as Role | undefined,
    status: (status || undefined) as MemberStatus | undefined,
    agent_id: agentId || undefined,
  });
  const filtered = Boolean(search || role || status || agentId);
  return (
    <ScreenFrame
      title={t('Players')}
      perspective="player"
      fixed
      refetching={members.isPlaceholderData}
    >
      <div className="bar">
        <input
          className="filter-input"
          type="search"
          placeholder={t('Login or name')}
          aria-label={t('Search by login or name')}
          data-screen-search
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Segmented label={t('Role')} choices={roleChoices} value={role} onChange={setRole} />
        <StatusSelect status={status} onChoose={setStatus} />
        <AgentSelect agentId={agentId} onChoose={setAgentId} />
        {filtered && (
          <Button compact onClick={clear}>
            {t('Clear filters')}
          </Button>
        )}
        <span className="spring" />
        <ExportButton
          name={t('Members')}
          headings={memberHeadings}
          rows={() => itemsOf(members.data).map(memberRow)}
        />
        {mayCreate && <Button onClick={() => setImporting(true)}>{t('Import')}</Button>}
        {mayCreate && (
          <Button look="primary" onClick={() => setCreating(true)}>
            <Icon name="plus" size="tiny" /> {t('New member')}
          </Button>
        )}
      </div>
      <div className="players-panes fill">
        <AgentTree agentId={agentId} onChoose={setAgentId} />
        <Card className="players-list" label={t('Members')}>
          <Loaded question={members} rows={14}>
            {(pages) => (
              <Found members={itemsOf(pages)} filtered={filtered} onClear={clear} pages={members} />
            )}
          </Loaded>
        </Card>
      </div>
      {creating && <CreateMemberDialog parentId={agentId} onClose={() => setCreating(false)} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </ScreenFrame>
  );
}

function StatusSelect({ status, onChoose }: { status: string; onChoose: (to: string) => void }) {
  return (
    <select
      className="filter-input"
      aria-label={t('Status')}
      value={status}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{t('Any status')}</option>
      {Object.entries(statusWords).map(([value, { word }]) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
    </select>
  );
}

type FoundProps = {
  members: Member[];
  filtered: boolean;
  onClear: () => void;
  pages: Parameters<typeof More>[0]['pages'];
};

function Found({ members, filtered, onClear, pages }: FoundProps) {
  if (members.length === 0 && filtered) {
    return (
      <EmptyState
        icon="filter"
        title={t('Nobody matches')}
        action={<Button onClick={onClear}>{t('Clear filters')}</Button>}
      >
        {t('No member has this name, role, status and branch together.')}
      </EmptyState>
    );
  }
  if (members.length === 0) {
    return (
      <EmptyState icon="people" title={t('Nobody here yet')}>
        {t('Create agents and players; each gets a link to choose a password.')}
      </EmptyState>
    );
  }
  return (
    <>
      <Scroller label={t('Members')}>
        <MemberTable members={members} />
      </Scroller>
      <More pages={pages} shown={members.length} what="member" />
    </>
  );
}
