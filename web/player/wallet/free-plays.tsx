// Free play this player has: how much of each grant, until when, what it may be bet on, and the
// way to give one up, which says first what goes and what stays.

import { asIntent } from '@shared/api/as-intent';
import { answer, api } from '@shared/api/client';
import type { FreePlay } from '@shared/api/contract';
import { termsSentences } from '@shared/free-play-terms';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useOddsFormat } from '@shared/session';
import { startText } from '@shared/time';
import { Button } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { errorReference, errorText, Note } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useBoardQuery } from '../board/board-query';
import { balanceKey, freePlaysKey, statementKey } from '../shell/use-live-updates';

function useFreePlays() {
  return useQuery({
    queryKey: freePlaysKey,
    queryFn: () =>
      answer(api.GET('/v1/free-plays', { params: { query: { state: 'open', limit: 100 } } })),
  });
}

export function FreePlays() {
  const grants = useFreePlays();
  const found = grants.data?.items ?? [];
  const [leaving, setLeaving] = useState<FreePlay | null>(null);
  if (found.length === 0) return null;
  return (
    <>
      <h2 className="section-head" id="free-play">
        {t('Free play')}
      </h2>
      <p className="free-play-order">
        {t('It can be bet, not paid out. What it wins is cash at once, nothing has to be wagered.')}
        {found.length > 1 && ` ${t('What ends first is used first.')}`}
      </p>
      <div className="cards">
        {found.map((one) => (
          <GrantCard key={one.id} grant={one} onLeave={() => setLeaving(one)} />
        ))}
      </div>
      {leaving && <LeaveDialog grant={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function GrantCard({ grant, onLeave }: { grant: FreePlay; onLeave: () => void }) {
  const format = useOddsFormat();
  const board = useBoardQuery().data;
  const leagues = useMemo(() => new Map(board?.leagues.map(({ id, name }) => [id, name])), [board]);
  const { left, amount, expires_at: end, note, terms } = grant;
  return (
    <article className="card grant">
      <p className="grant-head num">
        <b>{moneyText(left)}</b>
        {left.amount !== amount.amount && (
          <span>{t('of {amount}', { amount: moneyText(amount) })}</span>
        )}
        <span className="grant-end">{t('until {time}', { time: startText(end) })}</span>
      </p>
      {note && <p className="grant-note">{note}</p>}
      <ul className="grant-terms num">
        {termsSentences(terms, format, leagues).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className="payout-foot">
        <Button onClick={onLeave}>{t('Give it up')}</Button>
      </div>
    </article>
  );
}

function LeaveDialog({ grant, onClose }: { grant: FreePlay; onClose: () => void }) {
  const { id } = grant;
  const left = moneyText(grant.left);
  const client = useQueryClient();
  const leave = useMutation({
    mutationFn: () =>
      asIntent(`free-play-${id}`, { end: id }, (header) =>
        answer(api.POST('/v1/free-plays/{id}/end', { params: { header, path: { id } }, body: {} })),
      ),
    onSuccess: () => {
      tell(t('Given up: {left} of free play.', { left }));
      onClose();
    },
    onSettled: () => {
      for (const queryKey of [freePlaysKey, statementKey, balanceKey]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
  return (
    <Dialog
      title={t('Give up free play')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('Keep it')}</Button>
          <Button look="primary" onClick={() => leave.mutate()} disabled={leave.isPending}>
            {t('Give up {left}', { left })}
          </Button>
        </>
      }
    >
      <ul className="grant-effect">
        <li>{t('{left} of free play is removed now, for good.', { left })}</li>
        <li>{t('Your cash stays as it is.')}</li>
        <li>{t('Bets placed with it stand; what they win is paid in cash.')}</li>
        <li>{t('A stake that such a bet gives back is removed as well.')}</li>
      </ul>
      {leave.error !== null && (
        <Note tone="error" code={errorReference(leave.error)}>
          {errorText(leave.error)}
        </Note>
      )}
    </Dialog>
  );
}
