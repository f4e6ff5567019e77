// Changes whether a member may bet. Names what the change does before it is made.

import type { MemberDetail, MemberStatus } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { Segmented } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { owedText } from '../parts/Amount';
import { EffectDialog } from '../parts/EffectDialog';
import { useChangeStatus } from '../reading/writes';

type Change = { verb: string; effect: string };
const changes: Record<MemberStatus, Change> = {
  active: { verb: t('Activate'), effect: t('May bet again at once, within the limits in effect.') },
  suspended: { verb: t('Suspend'), effect: t('No new bets. May be activated again at any time.') },
  closed: {
    verb: t('Close'),
    effect: t('No new bets. The balance stays on the books until it is paid.'),
  },
  pending: { verb: t('Hold'), effect: t('May look, but not bet, until somebody approves.') },
};
const next: Record<MemberStatus, MemberStatus[]> = {
  pending: ['active', 'closed'],
  active: ['suspended', 'closed'],
  suspended: ['active', 'closed'],
  closed: ['active'],
};

export function statusChoices(status: MemberStatus): MemberStatus[] {
  return next[status];
}

export function StatusDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const choices = statusChoices(member.status);
  const [to, setTo] = useState<MemberStatus>(choices[0] ?? 'active');
  const change = useChangeStatus(member.id);
  const { verb, effect } = changes[to];
  const confirm = () =>
    change.mutate(to, {
      onSuccess: () => {
        tell(t('{login} is now {to}.', { login: member.login, to }));
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Change status of {login}', { login: member.login })}
      confirm={`${verb} ${member.login}`}
      confirming={t('Changing the status')}
      busy={change.isPending}
      error={change.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div>
        <Segmented
          label={t('New status')}
          choices={choices.map((value) => ({ value, label: changes[value].verb }))}
          value={to}
          onChange={setTo}
        />
      </div>
      <p>{effect}</p>
      <ul className="effects">
        <li>
          {t('Open tickets with {at_risk} at risk stay and settle as agreed.', {
            at_risk: moneyText(member.at_risk),
          })}
        </li>
        <li>
          {t('The balance does not change: {balance}.', { balance: owedText(member.balance) })}
        </li>
        {member.children > 0 && <li>{t('The members below keep their own status.')}</li>}
      </ul>
    </EffectDialog>
  );
}
