// Promotional credit of one player: what is open, and the way to grant more.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { usePermission } from '@shared/session';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { Scroller } from '../parts/Scroller';
import { itemsOf } from '../reading/pages';
import { useFreePlays } from '../reading/rule-queries';
import { FreePlayTable } from '../rules/FreePlayRules';
import { GrantDialog } from './GrantDialog';

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
