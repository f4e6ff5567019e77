// Whose branch is looked at: the tree of masters and agents beside the list, a select on a phone.

import { t } from '@shared/i18n/language';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { useAgents } from '../reading/queries';
import { treeRows } from './agent-tree';

type Props = { agentId: string; onChoose: (id: string) => void };

export function AgentTree({ agentId, onChoose }: Props) {
  const agents = useAgents();
  return (
    <Card
      title={t('Agents')}
      className="agent-tree wide-only"
      right={<span className="small t3">{t('balance, player side')}</span>}
    >
      <Loaded question={agents}>
        {(members) => (
          <ul className="tree">
            <li>
              <button type="button" aria-pressed={agentId === ''} onClick={() => onChoose('')}>
                <b>{t('All members')}</b>
              </button>
            </li>
            {treeRows(members).map(({ member, depth }) => (
              <li key={member.id}>
                <button
                  type="button"
                  aria-pressed={agentId === member.id}
                  onClick={() => onChoose(member.id)}
                  style={{ paddingInlineStart: `${8 + depth * 14}px` }}
                >
                  <span className="tree-name">
                    {depth === 0 ? <b>{member.name}</b> : member.name}{' '}
                    <span className="t3 small">{member.children}</span>
                  </span>
                  <span className="small">
                    <Amount value={member.balance} short />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

export function AgentSelect({ agentId, onChoose }: Props) {
  const agents = useAgents();
  return (
    <select
      className="filter-input phone-only"
      aria-label={t('Branch of')}
      value={agentId}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{t('All branches')}</option>
      {treeRows(agents.data ?? []).map(({ member, depth }) => (
        <option key={member.id} value={member.id}>
          {`${'  '.repeat(depth)}${member.name}`}
        </option>
      ))}
    </select>
  );
}
