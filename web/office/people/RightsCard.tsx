// What a member may do, and the way to grant or take rights: only those the giver holds as well.

import type { MemberDetail, Permission } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { usePermission, useSession } from '@shared/session';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { useReplacePermissions } from '../reading/people';
import { permissionText } from './permission-words';

export function RightsCard({ member }: { member: MemberDetail }) {
  const mayGrant = usePermission('grant_rights');
  const { member: me } = useSession();
  const [open, setOpen] = useState(false);
  const { permissions } = member;
  return (
    <Card
      title={t('Rights')}
      beside={<span className="t3 num">{permissions.length}</span>}
      right={
        mayGrant &&
        member.id !== me.id && (
          <button type="button" className="link small" onClick={() => setOpen(true)}>
            {t('Change')}
          </button>
        )
      }
    >
      <ul className="card-body rights">
        {permissions.map((one) => (
          <li key={one}>{permissionText(one)}</li>
        ))}
        {permissions.length === 0 && <li className="t3">{t('none')}</li>}
      </ul>
      {open && <RightsDialog member={member} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function RightsDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const { permissions: own } = useSession();
  const replace = useReplacePermissions(member.id);
  const [held, setHeld] = useState(() => new Set<Permission>(member.permissions));
  const offered = [...new Set([...own, ...member.permissions])];
  const added = [...held].filter((one) => !member.permissions.includes(one)).length;
  const taken = member.permissions.filter((one) => !held.has(one)).length;
  const toggle = (one: Permission) => {
    const next = new Set(held);
    if (!next.delete(one)) next.add(one);
    setHeld(next);
  };
  const { login } = member;
  const confirm = () =>
    replace.mutate(
      offered.filter((one) => held.has(one)),
      {
        onSuccess: () => {
          tell(t('Rights of {login} changed.', { login }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Rights of {login}', { login })}
      confirm={t('Grant {added}, take {taken}', { added, taken })}
      confirming={t('Setting')}
      busy={replace.isPending}
      blocked={added + taken === 0}
      error={replace.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="rights-choice">
        {offered.map((one) => (
          <label className="tick" key={one}>
            <input
              type="checkbox"
              checked={held.has(one)}
              disabled={!own.includes(one) && !held.has(one)}
              onChange={() => toggle(one)}
            />
            {permissionText(one)}
          </label>
        ))}
      </div>
      <p className="small t3">
        {t('You can grant what you hold yourself. Whoever stands below loses what is taken here.')}
      </p>
    </EffectDialog>
  );
}
