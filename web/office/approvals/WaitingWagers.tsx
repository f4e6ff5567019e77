// Wagers that wait for the operator's word: who wants what for how much and until when, and the
// word: yes, yes for less, or no with its reason.

import type { Tender } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { oddsText } from '@shared/odds';
import { useBook, useOddsFormat } from '@shared/session';
import { Button, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { dateText, secondText } from '../parts/office-time';
import { selectionText, ticketText, ticketTypeText } from '../parts/words';
import { typedAmount } from '../players/amount-field';
import { useDecideTender, useWaitingTenders } from '../reading/acceptance';
import { AskedList } from './AskedList';

export function WaitingWagers() {
  const tenders = useWaitingTenders();
  const [deciding, setDeciding] = useState<Tender | null>(null);
  return (
    <AskedList
      title={t('Wagers')}
      what="wager"
      pages={tenders}
      empty={[
        t('No wager waits'),
        t('Wagers above the amounts of the rules stand here until somebody accepts them.'),
      ]}
      table={(found) => <TenderTable tenders={found} onDecide={setDeciding} />}
    >
      {deciding && <TenderDialog tender={deciding} onClose={() => setDeciding(null)} />}
    </AskedList>
  );
}

type TableProps = { tenders: Tender[]; onDecide: (one: Tender) => void };

function TenderTable({ tenders, onDecide }: TableProps) {
  const { time_zone: zone } = useBook();
  const format = useOddsFormat();
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Asked')}</th>
          <th>{t('Player')}</th>
          <th>{t('Wager')}</th>
          <th className="n">{t('Risk')}</th>
          <th className="n">{t('To win')}</th>
          <th>{t('Lapses')}</th>
          <th>
            <span className="sr">{t('Decide')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tenders.map((one) => {
          const { ticket } = one;
          const what = ticketText(ticket, format);
          return (
            <tr key={one.id}>
              <td data-name={t('Asked')} className="num t2">
                {dateText(one.asked_at, zone)} {secondText(one.asked_at, zone)}
              </td>
              <td data-name={t('Player')}>
                <Link className="link" href={`/players/${encodeURIComponent(ticket.member.id)}`}>
                  <bdi>{ticket.member.login}</bdi>
                </Link>{' '}
                <span className="t3">{ticket.agents.at(-1) ?? t('direct')}</span>
              </td>
              <td data-name={t('Wager')} title={what}>
                {ticketTypeText(ticket)}: {what}
              </td>
              <td data-name={t('Risk')} className="n">
                <b>
                  <Amount value={ticket.risk} style="plain" />
                </b>
              </td>
              <td data-name={t('To win')} className="n">
                <Amount value={ticket.win} style="plain" />
              </td>
              <td data-name={t('Lapses')} className="num t2">
                {dateText(one.lapses_at, zone)} {secondText(one.lapses_at, zone)}
              </td>
              <td className="n">
                <Button compact onClick={() => onDecide(one)}>
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

type DialogProps = { tender: Tender; onClose: () => void };

function TenderDialog({ tender, onClose }: DialogProps) {
  const { currency } = useBook();
  const format = useOddsFormat();
  const { ticket } = tender;
  const { login } = ticket.member;
  const decide = useDecideTender(tender.id);
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const less = typedAmount(text, currency);
  const words = note.trim();
  const refused = fieldErrors(decide.error);
  const done = (said: string) => ({
    onSuccess: () => {
      tell(said);
      onClose();
    },
  });
  const amount = text.trim() === '' ? null : less.value;
  return (
    <EffectDialog
      title={t('Wager of {login}', { login })}
      confirm={
        amount
          ? t('Accept {amount} of it', { amount: moneyText(amount) })
          : t('Accept: risk {risk} to win {win}', {
              risk: moneyText(ticket.risk),
              win: moneyText(ticket.win),
            })
      }
      confirming={t('Deciding')}
      busy={decide.isPending}
      blocked={text.trim() !== '' && !less.value}
      error={decide.error}
      onConfirm={() =>
        decide.mutate(
          { word: 'approve', amount: amount ?? null, note: words },
          done(t('Accepted: ticket {number}.', { number: ticket.number })),
        )
      }
      onClose={onClose}
    >
      <ul className="plain-list">
        {ticket.legs.map((leg) => (
          <li key={leg.n} className="num">
            <b>{selectionText(leg)}</b> {oddsText(leg.odds, format)}{' '}
            <span className="t3">{leg.fixture}</span>
          </li>
        ))}
      </ul>
      <div className="fields">
        <TextField
          label={t('Accept for less')}
          inputMode="decimal"
          unit={currency}
          placeholder={t('the whole of it')}
          value={text}
          wrong={text.trim() === '' ? undefined : (less.wrong ?? refused.amount)}
          onChange={(event) => setText(event.target.value)}
        />
        <TextField
          label={t('What the player is told')}
          value={note}
          data-first-focus
          wrong={refused.note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <div>
        <Button
          look="danger"
          disabled={decide.isPending || words === ''}
          title={words === '' ? t('A refusal says why') : undefined}
          onClick={() =>
            decide.mutate(
              { word: 'refuse', note: words },
              done(t('Refused. What it held is free again.')),
            )
          }
        >
          {t('Refuse')}
        </Button>
      </div>
    </EffectDialog>
  );
}
