// Promotional credit of one player: what is open, and the way to grant more.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { usePermission } from '@shared/session';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { Loaded } from '../parts/Loaded';
import { Scroller } from '../parts/Scroller';
import { itemsOf } from '../reading/pages';
import { useFreePlays } from '../reading/rule-queries';
import { useGrantFreePlay } from '../reading/rule-writes';
import { FreePlayTable } from '../rules/FreePlayRules';
import { TimedAmountFields, useTimedAmount } from './TimedAmount';

export function FreePlayCard({ member }: { member: MemberDetail }) {
  const grants = useFreePlays({ member_id: member.id });
  const mayGrant = usePermission('adjust');
  const [granting, setGranting] = useState(false);
  const found = itemsOf(grants.data);
  return (
    <Card
      title={t('Free play')}
      className="free-play-card"
      right={
        mayGrant && (
          <button type="button" className="link small" onClick={() => setGranting(true)}>
            {t('Grant')}
          </button>
        )
      }
    >
      <Loaded question={grants} rows={2}>
        {() =>
          found.length === 0 ? (
            <p className="slim-state">{t('No free play granted.')}</p>
          ) : (
            <Scroller label={t('Free play')}>
              <FreePlayTable grants={found} ownerless />
            </Scroller>
          )
        }
      </Loaded>
      {granting && <GrantDialog member={member} onClose={() => setGranting(false)} />}
    </Card>
  );
}

function GrantDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const grant = useGrantFreePlay();
  const typed = useTimedAmount({ amount: '', days: '14' });
  const { login } = member;
  const confirm = () => {
    if (!typed.body) return;
    grant.mutate(
      { member_id: member.id, ...typed.body },
      {
        onSuccess: () => {
          tell(t('Free play granted to {login}.', { login }));
          onClose();
        },
      },
    );
  };
  return (
    <EffectDialog
      title={t('Grant free play to {login}', { login })}
      confirm={t('Grant {amount} of free play to {login}', {
        amount: typed.amount.value ? moneyText(typed.amount.value) : '—',
        login,
      })}
      confirming={t('Granting')}
      busy={grant.isPending}
      blocked={!typed.body}
      error={grant.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TimedAmountFields typed={typed} error={grant.error} />
      <p className="small t3">
        {t('It can be wagered, not paid out. What it wins is cash; the stake is not returned.')}
      </p>
    </EffectDialog>
  );
}
