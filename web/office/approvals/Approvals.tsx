// What waits for somebody's word: wagers above the amounts of the rules, payouts and credit that
// were asked for, and voids above the book's limit.
// Nobody decides what they asked for themselves.

import type { Void } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission, useSession } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { voidReasonWords } from '@shared/void-words';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { dateText, secondText } from '../parts/office-time';
import { useAskedVoids, useVoidPreview, useWithdrawals } from '../reading/rule-queries';
import { useDecideVoid } from '../reading/rule-writes';
import { ScreenFrame } from '../shell/ScreenFrame';
import { VoidEffect } from '../voids/VoidEffect';
import { endingWords, voidTargetText } from '../voids/void-words';
import { AskedCredit } from './AskedCredit';
import { AskedList } from './AskedList';
import { WaitingWagers } from './WaitingWagers';
import { WithdrawalTable } from './WithdrawalTable';

export default function Approvals() {
  const mayAccept = usePermission('approve_wager');
  const mayPayout = usePermission('approve_withdrawal');
  const mayLend = usePermission('change_limits');
  const mayVoid = usePermission('void_wager');
  return (
    <ScreenFrame title={t('Approvals')} perspective="player">
      {mayAccept && <WaitingWagers />}
      {mayPayout && <AskedWithdrawals />}
      {mayLend && <AskedCredit />}
      {mayVoid && <AskedVoids />}
    </ScreenFrame>
  );
}

function AskedWithdrawals() {
  const withdrawals = useWithdrawals({ state: 'requested' });
  return (
    <AskedList
      title={t('Withdrawals')}
      what="withdrawal"
      pages={withdrawals}
      empty={[
        t('No withdrawal waits'),
        t('Payouts that players ask for stand here until somebody approves or denies them.'),
      ]}
      table={(found) => <WithdrawalTable withdrawals={found} />}
    />
  );
}

function AskedVoids() {
  const voids = useAskedVoids();
  const [deciding, setDeciding] = useState<Void | null>(null);
  return (
    <AskedList
      title={t('Voids')}
      what="void"
      pages={voids}
      empty={[
        t('No void waits'),
        t('Voids above the limit of one person stand here for somebody else.'),
      ]}
      table={(found) => <VoidTable voids={found} onDecide={setDeciding} />}
    >
      {deciding && <DecisionDialog asked={deciding} onClose={() => setDeciding(null)} />}
    </AskedList>
  );
}

function VoidTable({ voids, onDecide }: { voids: Void[]; onDecide: (one: Void) => void }) {
  const { time_zone: zone } = useBook();
  const { member: me } = useSession();
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Asked')}</th>
          <th>{t('By')}</th>
          <th>{t('What')}</th>
          <th>{t('Reason')}</th>
          <th>{t('Note')}</th>
          <th>
            <span className="sr">{t('Decide')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {voids.map((one) => {
          const own = one.asked_by === me.login;
          return (
            <tr key={one.id}>
              <td data-name={t('Asked')} className="num t2">
                {dateText(one.asked_at, zone)} {secondText(one.asked_at, zone)}
              </td>
              <td data-name={t('By')}>{one.asked_by ?? t('the system')}</td>
              <td data-name={t('What')}>
                {endingWords[one.ending]} {voidTargetText(one)}
              </td>
              <td data-name={t('Reason')}>{voidReasonWords[one.reason]}</td>
              <td data-name={t('Note')} title={one.note}>
                {one.note}
              </td>
              <td className="n">
                <Button
                  compact
                  disabled={own}
                  title={own ? t('You asked for it: somebody else decides') : undefined}
                  onClick={() => onDecide(one)}
                >
                  {t('Decide')}
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The request a waiting void was, to have its effect computed anew. */
function requestOf(asked: Void) {
  return {
    ending: asked.ending,
    reason: asked.reason,
    note: asked.note,
    ticket_id: asked.ticket_id,
    leg: asked.leg,
    fixture_id: asked.fixture_id,
    market_id: asked.market_id,
    accepted_from: asked.accepted_from,
    accepted_until: asked.accepted_until,
  };
}

function DecisionDialog({ asked, onClose }: { asked: Void; onClose: () => void }) {
  const preview = useVoidPreview(requestOf(asked));
  const decide = useDecideVoid(asked.id);
  const done = (words: string) => ({
    onSuccess: () => {
      tell(words);
      onClose();
    },
  });
  return (
    <EffectDialog
      title={t('{ending} {target}?', {
        ending: endingWords[asked.ending],
        target: voidTargetText(asked),
      })}
      confirm={t('Approve it')}
      confirming={t('Deciding')}
      busy={decide.isPending}
      error={decide.error}
      wide
      onConfirm={() => decide.mutate('approve', done(t('Approved. It is in force.')))}
      onClose={onClose}
    >
      <p>
        {t('{who} asked: {reason}.', {
          who: asked.asked_by ?? t('the system'),
          reason: voidReasonWords[asked.reason],
        })}{' '}
        <span className="t2">{asked.note}</span>
      </p>
      <VoidEffect preview={preview} />
      <div>
        <Button
          look="danger"
          disabled={decide.isPending}
          onClick={() => decide.mutate('decline', done(t('Declined. Nothing was changed.')))}
        >
          {t('Decline it')}
        </Button>
      </div>
    </EffectDialog>
  );
}
