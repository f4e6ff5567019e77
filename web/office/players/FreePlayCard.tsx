// Promotional credit of one player: what is open, and the way to grant more.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook, usePermission } from '@shared/session';
import { bookClock } from '@shared/time';
import { TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { Loaded } from '../parts/Loaded';
import { Scroller } from '../parts/Scroller';
import { itemsOf } from '../reading/pages';
import { useFreePlays } from '../reading/rule-queries';
import { useGrantFreePlay } from '../reading/rule-writes';
import { FreePlayTable } from '../rules/FreePlayRules';
import { typedAmount } from './amount-field';

const dayMilliseconds = 86_400_000;

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
  const { currency } = useBook();
  const grant = useGrantFreePlay();
  const [amountText, setAmountText] = useState('');
  const [days, setDays] = useState('14');
  const [note, setNote] = useState('');
  const [now] = useState(() => bookClock.now());
  const { login } = member;
  const amount = typedAmount(amountText, currency);
  const whole = /^\d{1,3}$/.test(days.trim()) && Number(days) > 0 ? Number(days) : null;
  const confirm = () => {
    if (!amount.value || whole === null) return;
    const expires = new Date(now + whole * dayMilliseconds).toISOString();
    const words = note.trim();
    const body = { member_id: member.id, amount: amount.value, expires_at: expires };
    grant.mutate(words ? { ...body, note: words } : body, {
      onSuccess: () => {
        tell(t('Free play granted to {login}.', { login }));
        onClose();
      },
    });
  };
  const refused = fieldErrors(grant.error);
  return (
    <EffectDialog
      title={t('Grant free play to {login}', { login })}
      confirm={t('Grant {amount} of free play to {login}', {
        amount: amount.value ? moneyText(amount.value) : '—',
        login,
      })}
      confirming={t('Granting')}
      busy={grant.isPending}
      blocked={!amount.value || whole === null}
      error={grant.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="fields">
        <TextField
          label={t('Amount')}
          inputMode="decimal"
          unit={currency}
          value={amountText}
          data-first-focus
          wrong={amount.wrong ?? refused.amount}
          onChange={(event) => setAmountText(event.target.value)}
        />
        <TextField
          label={t('Ends after')}
          inputMode="numeric"
          unit={t('days')}
          value={days}
          wrong={whole === null ? t('Write a whole number.') : refused.expires_at}
          onChange={(event) => setDays(event.target.value)}
        />
        <TextField
          label={t('Note')}
          value={note}
          wrong={refused.note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <p className="small t3">
        {t('It can be wagered, not paid out. What it wins is cash; the stake is not returned.')}
      </p>
    </EffectDialog>
  );
}
