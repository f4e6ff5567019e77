// Taking a bet back within the time the book allows after its acceptance. Nothing where the book
// allows none, or once the time is over.

import { asIntent } from '@shared/api/as-intent';
import { answer, api } from '@shared/api/client';
import type { Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { usePermission } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { errorReference, errorText, Note } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useBookNow } from '@shared/use-live';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { balanceKey, statementKey, wagersKey } from '../shell/use-live-updates';

/** Whole seconds in which the bet may still be taken back; nothing or less once it is too late. */
export function secondsLeft(acceptedAt: string, allowed: number, now: number): number {
  return Math.ceil((Date.parse(acceptedAt) + allowed * 1000 - now) / 1000);
}

export function TakeBack({ ticket }: { ticket: Ticket }) {
  const own = usePermission('place_wager');
  const policy = useQuery({
    queryKey: ['desk-policy'],
    queryFn: () => answer(api.GET('/v1/desk-policy')),
    staleTime: 600_000,
    enabled: own && ticket.state === 'open',
  });
  const allowed = policy.data?.cancel_seconds ?? 0;
  if (!own || ticket.state !== 'open' || allowed === 0) return null;
  return <TakeBackButton ticket={ticket} allowed={allowed} />;
}

function TakeBackButton({ ticket, allowed }: { ticket: Ticket; allowed: number }) {
  const { id, accepted_at: at, risk, number } = ticket;
  const left = secondsLeft(at, allowed, useBookNow(1_000));
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () =>
      asIntent(`take-back-${id}`, { cancel: id }, (header) =>
        answer(api.POST('/v1/wagers/{id}/cancel', { params: { header, path: { id } } })),
      ),
    onSuccess: () => tell(t('Bet {number} taken back.', { number })),
    onSettled: () => {
      for (const queryKey of [wagersKey, statementKey, balanceKey]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
  if (left <= 0 && !cancel.error) return null;
  return (
    <div className="take-back">
      <Button onClick={() => cancel.mutate()} disabled={cancel.isPending || left <= 0}>
        {t('Take this bet back: {risk} returned', { risk: moneyText(risk) })}
      </Button>
      {left > 0 && <small className="num">{t('for another {left} s', { left })}</small>}
      {cancel.error !== null && (
        <Note tone="error" code={errorReference(cancel.error)}>
          {errorText(cancel.error)}
        </Note>
      )}
    </div>
  );
}
