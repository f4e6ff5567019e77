// What protects a player: limits on play with who set them and how far they are used, and a break
// or exclusion that holds. The stricter of the player's and the house's counts.

import type { MemberDetail, Protection } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { playLimitName } from '@shared/protection';
import { useBook, usePermission } from '@shared/session';
import { Tag } from '@shared/ui/controls';
import { useState } from 'react';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { fullDateText } from '../parts/office-time';
import { useProtection } from '../reading/protection';
import { KeepAwayDialog, PlayLimitDialog } from './ProtectionDialogs';

export function ProtectionCard({ member }: { member: MemberDetail }) {
  const protection = useProtection(member.id);
  const mayLimit = usePermission('change_limits');
  const mayExclude = usePermission('change_status');
  const [open, setOpen] = useState<'limit' | 'away' | null>(null);
  return (
    <Card
      title={t('Protection')}
      className="limits-card"
      beside={protection.data && <Held protection={protection.data} />}
      right={
        <>
          {mayLimit && (
            <button type="button" className="link small" onClick={() => setOpen('limit')}>
              {t('Set a limit')}
            </button>
          )}
          {mayExclude && (
            <button type="button" className="link small" onClick={() => setOpen('away')}>
              {t('Keep away')}
            </button>
          )}
        </>
      }
    >
      <Loaded question={protection} rows={2}>
        {(found) => <InForce protection={found} />}
      </Loaded>
      {open === 'limit' && <PlayLimitDialog member={member} onClose={() => setOpen(null)} />}
      {open === 'away' && protection.data && (
        <KeepAwayDialog
          member={member}
          protection={protection.data}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  );
}

function Held({ protection }: { protection: Protection }) {
  const { time_zone: zone } = useBook();
  const { exclusion } = protection;
  if (!exclusion) return null;
  const word = exclusion.kind === 'time_out' ? t('On a break') : t('Excluded');
  const until = exclusion.until ? fullDateText(exclusion.until, zone) : t('for good');
  return (
    <Tag tone="warn">
      {word}, {until}
    </Tag>
  );
}

function InForce({ protection }: { protection: Protection }) {
  if (protection.in_force.length === 0) {
    return <p className="slim-state">{t('No limit on play.')}</p>;
  }
  return (
    <table className="limits-table">
      <tbody>
        {protection.in_force.map((use) => {
          const setter = protection.limits.find(
            (one) =>
              one.measure === use.measure &&
              one.span === use.span &&
              one.amount.amount === use.amount.amount,
          )?.setter;
          return (
            <tr key={`${use.measure} ${use.span}`}>
              <td>{playLimitName(use.measure, use.span)}</td>
              <td className="n">
                <b>
                  <Amount value={use.amount} style="plain" />
                </b>
              </td>
              <td className="t3">
                {setter === 'house' ? t('house') : t('player')},{' '}
                <Amount value={use.left} style="plain" /> {t('left')}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
