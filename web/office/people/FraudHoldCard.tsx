// An account that is held because fraud is suspected: placing the hold with its evidence, and
// deciding it with the reason.

import type { FraudHold, HoldEnding, MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Segmented, Tag, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { Loaded } from '../parts/Loaded';
import { fullDateText } from '../parts/office-time';
import { useEndHold, useFraudHolds, useHoldAccount } from '../reading/care';

const endingWords: Record<HoldEnding, string> = {
  lifted: t('Lifted'),
  confirmed: t('Confirmed'),
};

export function FraudHoldCard({ member }: { member: MemberDetail }) {
  const mayHold = usePermission('change_status');
  const holds = useFraudHolds(member.id, mayHold);
  const [open, setOpen] = useState<'hold' | 'end' | null>(null);
  if (!mayHold) return null;
  const current = holds.data?.items.find((one) => one.end === null);
  return (
    <Card
      title={t('Fraud')}
      beside={current && <Tag tone="neg">{t('held')}</Tag>}
      right={
        member.status !== 'closed' && (
          <button
            type="button"
            className="link small"
            onClick={() => setOpen(current ? 'end' : 'hold')}
          >
            {current ? t('Decide') : t('Hold the account')}
          </button>
        )
      }
    >
      <Loaded question={holds} rows={1}>
        {({ items }) => <Holds holds={items} />}
      </Loaded>
      {open === 'hold' && <HoldDialog member={member} onClose={() => setOpen(null)} />}
      {open === 'end' && current && <EndDialog hold={current} onClose={() => setOpen(null)} />}
    </Card>
  );
}

function Holds({ holds }: { holds: FraudHold[] }) {
  const { time_zone: zone } = useBook();
  if (holds.length === 0) return <p className="card-body small t3">{t('Nothing is suspected.')}</p>;
  return (
    <ul className="card-body requests">
      {holds.map((one) => (
        <li key={one.id}>
          <div>
            <p className="small t2">{fullDateText(one.placed_at, zone)}</p>
            <p>{one.evidence}</p>
            {one.end && (
              <p className="small">
                {endingWords[one.end.ending]}: {one.end.reason}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function HoldDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const hold = useHoldAccount(member.id);
  const [evidence, setEvidence] = useState('');
  const { login } = member;
  const confirm = () =>
    hold.mutate(evidence.trim(), {
      onSuccess: () => {
        tell(t('{login} is held.', { login }));
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Hold the account of {login}', { login })}
      confirm={t('Hold {login}', { login })}
      confirming={t('Holding')}
      busy={hold.isPending}
      blocked={evidence.trim() === ''}
      error={hold.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('Suspended at once. Nothing is paid in or out, and payouts wait.')}</p>
      <TextField
        label={t('What speaks for fraud')}
        value={evidence}
        data-first-focus
        wrong={fieldErrors(hold.error).evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
    </EffectDialog>
  );
}

function EndDialog({ hold, onClose }: { hold: FraudHold; onClose: () => void }) {
  const end = useEndHold(hold.id);
  const [ending, setEnding] = useState<HoldEnding>('lifted');
  const [reason, setReason] = useState('');
  const confirm = () =>
    end.mutate(
      { ending, reason: reason.trim() },
      {
        onSuccess: () => {
          tell(t('Decided.'));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Decide the hold of {login}', { login: hold.login })}
      confirm={ending === 'lifted' ? t('Lift the hold') : t('Confirm the fraud')}
      confirming={t('Deciding')}
      busy={end.isPending}
      blocked={reason.trim() === ''}
      error={end.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div>
        <Segmented<HoldEnding>
          label={t('Decision')}
          choices={[
            { value: 'lifted', label: endingWords.lifted },
            { value: 'confirmed', label: endingWords.confirmed },
          ]}
          value={ending}
          onChange={setEnding}
        />
      </div>
      <p>
        {ending === 'lifted'
          ? t('The account is as it was before.')
          : t('The account stays suspended and can be closed.')}
      </p>
      <TextField
        label={t('Reason')}
        value={reason}
        data-first-focus
        wrong={fieldErrors(end.error).reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </EffectDialog>
  );
}
