// Objecting to how a bet was settled, once for each settlement and within the days the book allows;
// and what the book answered.

import { asIntent } from '@shared/api/as-intent';
import { answer, api } from '@shared/api/client';
import type { Dispute, DisputeAnswer, Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { usePermission } from '@shared/session';
import { startText } from '@shared/time';
import { Button, Tag, TextField, type Tone } from '@shared/ui/controls';
import { errorReference, errorText, Note } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useBookNow } from '@shared/use-live';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

const disputesKey = ['disputes'];
const textLengthMax = 200;

const answerWords: Record<DisputeAnswer, { word: string; tone: Tone }> = {
  stands: { word: t('The settlement stands'), tone: 'plain' },
  regrade: { word: t('Graded again'), tone: 'ok' },
  void: { word: t('Void, your risk is returned'), tone: 'ok' },
  goodwill: { word: t('Goodwill'), tone: 'ok' },
};

/** Whether a settlement of this time may still be objected to. */
export function mayDispute(settledAt: string, days: number, now: number): boolean {
  return now <= Date.parse(settledAt) + days * 86_400_000;
}

export function DisputeSection({ ticket }: { ticket: Ticket }) {
  const own = usePermission('place_wager');
  const settled = ticket.state !== 'open';
  const policy = useQuery({
    queryKey: ['desk-policy'],
    queryFn: () => answer(api.GET('/v1/desk-policy')),
    staleTime: 600_000,
    enabled: own && settled,
  });
  const disputes = useQuery({
    queryKey: disputesKey,
    queryFn: () => answer(api.GET('/v1/disputes', { params: { query: { limit: 200 } } })),
    enabled: own && settled,
  });
  const now = useBookNow(60_000);
  if (!own || !settled || !disputes.data || !policy.data) return null;
  const known = disputes.data.items.filter((one) => one.ticket_id === ticket.id);
  const latest = ticket.settlements.at(-1);
  const isDisputed = known.some((one) => one.settlement === latest?.version);
  const open = latest && mayDispute(latest.at, policy.data.claim_days, now) && !isDisputed;
  if (!open && known.length === 0) return null;
  return (
    <>
      <h2 className="section-head">{t('Not right?')}</h2>
      <div className="cards">
        {known.map((one) => (
          <Told key={one.id} dispute={one} />
        ))}
        {open && <DisputeForm ticket={ticket} days={policy.data.claim_days} />}
      </div>
    </>
  );
}

function Told({ dispute }: { dispute: Dispute }) {
  return (
    <div className="card dispute">
      <p>
        <Tag tone={dispute.answer ? answerWords[dispute.answer].tone : 'warn'}>
          {dispute.answer ? answerWords[dispute.answer].word : t('The book looks at it')}
        </Tag>{' '}
        <small className="num">{startText(dispute.opened_at)}</small>
      </p>
      <p>{dispute.text}</p>
      {dispute.answer && (
        <p className="said">
          {dispute.note}
          {dispute.amount.amount > 0 && (
            <b className="num"> {t('{amount} given', { amount: moneyText(dispute.amount) })}</b>
          )}
        </p>
      )}
    </div>
  );
}

function DisputeForm({ ticket, days }: { ticket: Ticket; days: number }) {
  const { id, number } = ticket;
  const [asking, setAsking] = useState(false);
  const [text, setText] = useState('');
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (body: { text: string }) =>
      asIntent(`dispute-${id}`, body, (header) =>
        answer(api.POST('/v1/wagers/{id}/dispute', { params: { header, path: { id } }, body })),
      ),
    onSuccess: () => {
      tell(t('Your objection to {number} was sent.', { number }));
      void client.invalidateQueries({ queryKey: disputesKey });
    },
  });
  if (!asking) {
    return (
      <div className="dispute-ask">
        <Button onClick={() => setAsking(true)}>{t('Object to this settlement')}</Button>
        <small>{t('Within {days} days, once for each settlement.', { days })}</small>
      </div>
    );
  }
  return (
    <form
      className="card dispute"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') send.mutate({ text: text.trim() });
      }}
    >
      <TextField
        label={t('What is wrong?')}
        value={text}
        maxLength={textLengthMax}
        onChange={(event) => setText(event.target.value)}
      />
      {send.error !== null && (
        <Note tone="error" code={errorReference(send.error)}>
          {errorText(send.error)}
        </Note>
      )}
      <div className="dispute-deeds">
        <Button onClick={() => setAsking(false)}>{t('Cancel')}</Button>
        <Button look="primary" type="submit" disabled={send.isPending || text.trim() === ''}>
          {send.isPending ? t('Sending') : t('Send it to the book')}
        </Button>
      </div>
    </form>
  );
}
