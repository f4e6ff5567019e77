// Puts a member with everybody below under another agent. Tickets keep the chain they were
// accepted under.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { SelectField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { BeforeAfter } from '../parts/BeforeAfter';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { useMoveMember } from '../reading/people';
import { useAgents } from '../reading/queries';

export function MoveDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const agents = useAgents().data ?? [];
  const move = useMoveMember(member.id);
  const [parent, setParent] = useState('');
  const { login } = member;
  const chosen = agents.find((one) => one.id === parent);
  const to = chosen?.login ?? '—';
  const confirm = () =>
    move.mutate(parent, {
      onSuccess: () => {
        tell(t('{login} stands under {to} now.', { login, to }));
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Move {login}', { login })}
      confirm={t('Move {login} under {to}', { login, to })}
      confirming={t('Moving')}
      busy={move.isPending}
      blocked={!chosen}
      error={move.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <SelectField
        label={t('Under')}
        value={parent}
        wrong={fieldErrors(move.error).parent_id}
        data-first-focus
        onChange={(event) => setParent(event.target.value)}
      >
        <option value="">{t('Choose an agent')}</option>
        {agents
          .filter((one) => one.id !== member.id && one.id !== member.parent_id)
          .map(({ id, login: name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </SelectField>
      <BeforeAfter
        changes={[{ what: t('Under'), before: member.parent_login ?? '—', after: <b>{to}</b> }]}
      />
      <p className="small t3">
        {t('Figures of the week go with the member. Tickets keep the agents they were taken by.')}
      </p>
    </EffectDialog>
  );
}
