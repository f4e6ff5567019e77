// Payouts this player asked for: how far each is, and the way to take one back while nobody has
// approved it.

import { asIntent } from '@shared/api/as-intent';
import { answer, api } from '@shared/api/client';
import type { Withdrawal, WithdrawalState } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodWords } from '@shared/method-terms';
import { moneyText } from '@shared/money';
import { startText } from '@shared/time';
import { Button } from '@shared/ui/controls';
import { errorReference, errorText, Note } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { balanceKey, statementKey, withdrawalsKey } from '../shell/use-live-updates';

const shown = 5;

export function useWithdrawals() {
  return useQuery({
    queryKey: withdrawalsKey,
    queryFn: () => answer(api.GET('/v1/withdrawals', { params: { query: { limit: shown } } })),
  });
}

type Mark = 'done' | 'now' | 'todo';
type Stage = { name: string; about: string; mark: Mark };

const stateWords: Record<WithdrawalState, string> = {
  requested: t('waits for approval'),
  approved: t('approved, to be paid'),
  paid: t('paid'),
  denied: t('denied'),
  cancelled: t('taken back'),
};

/** Requested, approved, paid: what is behind, what is next. */
export function stagesOf(withdrawal: Withdrawal): Stage[] {
  const { requested, approval, first_approval: first, ended, ready_at: ready, state } = withdrawal;
  const approved = approval !== null;
  const again = first !== null && !approved;
  return [
    { name: t('Requested'), about: startText(requested.at), mark: 'done' },
    {
      name: t('Approval'),
      about: approval ? startText(approval.at) : again ? t('one of two') : t('by your book'),
      mark: approved ? 'done' : 'now',
    },
    {
      name: t('Paid'),
      about:
        state === 'paid' && ended
          ? startText(ended.at)
          : t('not before {time}', { time: startText(ready) }),
      mark: state === 'paid' ? 'done' : approved ? 'now' : 'todo',
    },
  ];
}

export function Withdrawals() {
  const withdrawals = useWithdrawals();
  const found = withdrawals.data?.items ?? [];
  if (found.length === 0) return null;
  return (
    <>
      <h2 className="section-head">{t('Withdrawals')}</h2>
      <div className="cards">
        {found.map((one) => (
          <WithdrawalCard key={one.id} withdrawal={one} />
        ))}
      </div>
    </>
  );
}

function WithdrawalCard({ withdrawal }: { withdrawal: Withdrawal }) {
  const { amount, method, destination, state, reason, requested } = withdrawal;
  const way = [methodWords[method], destination].filter(Boolean).join(', ');
  const waits = state === 'requested' || state === 'approved';
  return (
    <article className="card payout">
      <p className="payout-head">
        <b className="num">{moneyText(amount)}</b>
        <span>{way}</span>
        {!waits && (
          <span className="payout-state num">
            {stateWords[state]}, {startText((withdrawal.ended ?? requested).at)}
          </span>
        )}
      </p>
      {waits && (
        <ol className="stages">
          {stagesOf(withdrawal).map((stage) => (
            <li
              key={stage.name}
              className={stage.mark}
              aria-current={stage.mark === 'now' ? 'step' : undefined}
            >
              <b>{stage.name}</b>
              <small className="num">{stage.about}</small>
            </li>
          ))}
        </ol>
      )}
      {state === 'denied' && reason && <p className="payout-reason">{reason}</p>}
      {state === 'requested' && <TakeBack withdrawal={withdrawal} />}
    </article>
  );
}

function TakeBack({ withdrawal }: { withdrawal: Withdrawal }) {
  const { id, amount } = withdrawal;
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () =>
      asIntent(`withdrawal-${id}`, { cancel: id }, (header) =>
        answer(api.POST('/v1/withdrawals/{id}/cancel', { params: { header, path: { id } } })),
      ),
    onSuccess: (done) => {
      client.setQueryData(balanceKey, done.balance);
      tell(t('Taken back: {amount} is available again.', { amount: moneyText(amount) }));
    },
    onSettled: () => {
      for (const queryKey of [withdrawalsKey, statementKey, balanceKey]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
  return (
    <div className="payout-foot">
      <span>{t('You can take it back until it is approved.')}</span>
      <Button onClick={() => cancel.mutate()} disabled={cancel.isPending}>
        {t('Take it back')}
      </Button>
      {cancel.error !== null && (
        <Note tone="error" code={errorReference(cancel.error)}>
          {errorText(cancel.error)}
        </Note>
      )}
    </div>
  );
}
