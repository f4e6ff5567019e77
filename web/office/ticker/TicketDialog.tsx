// A ticket's whole story: what was agreed, leg by leg, and everything that happened to it since.
// Player side: plus means the player won.

import type { Settlement, Ticket, TicketLeg } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { oddsText } from '@shared/odds';
import { useBook, useOddsFormat, usePermission } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { ReceiptLink } from '@shared/ui/receipt-link';
import { voidReasonWords } from '@shared/void-words';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { dateText, secondText, zoneText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { kindWords, legWords, resultWords, selectionText, ticketTypeText } from '../parts/words';
import { useMember } from '../reading/queries';
import { VoidDialog } from '../voids/VoidDialog';
import { endingWords } from '../voids/void-words';
import { TicketState } from './TicketTable';

const channelWords: Record<NonNullable<Ticket['via']>['channel'], string> = {
  web: t("by the player's app"),
  api: t('by a program'),
  clerk: t('by a clerk'),
  system: t('by the book itself'),
};

export function TicketDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const mayVoid = usePermission('void_wager');
  const [voiding, setVoiding] = useState(false);
  if (voiding) {
    const { id, number, legs } = ticket;
    const target = { kind: 'ticket' as const, id, name: number, legs: legs.length };
    return <VoidDialog target={target} onClose={onClose} />;
  }
  return (
    <Dialog
      title={t('Ticket {number}', { number: ticket.number })}
      onClose={onClose}
      className="dialog wide"
    >
      <div className="ticket-head">
        <span>
          <Link
            className="link"
            href={`/players/${encodeURIComponent(ticket.member.id)}`}
            onClick={onClose}
          >
            <b>{ticket.member.login}</b>
          </Link>{' '}
          <span className="t2">{ticket.member.name}</span>
          {ticket.agents.length > 0 && (
            <span className="t3">
              {' '}
              {t('under {agents}', { agents: ticket.agents.join(' › ') })}
            </span>
          )}
        </span>
        <TicketState ticket={ticket} />
      </div>
      <div className="ticket-money">
        <div>
          <span className="small t2">
            {t('{ticket}, risk', { ticket: ticketTypeText(ticket) })}
          </span>
          <b>
            <Amount value={ticket.risk} style="plain" />
          </b>
        </div>
        <div>
          <span className="small t2">{t('To win')}</span>
          <b>
            <Amount value={ticket.win} style="plain" />
          </b>
        </div>
        <div>
          <span className="small t2">{t('Result, player side')}</span>
          <b>
            {ticket.net ? <Amount value={ticket.net} /> : <span className="t3">{t('open')}</span>}
          </b>
        </div>
      </div>
      <Legs ticket={ticket} />
      <Story ticket={ticket} />
      <div>
        <ReceiptLink id={ticket.id} number={ticket.number} />
      </div>
      {mayVoid && ticket.state !== 'voided' && (
        <div>
          <Button look="danger" onClick={() => setVoiding(true)}>
            {t('Void or cancel')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function Legs({ ticket }: { ticket: Ticket }) {
  const format = useOddsFormat();
  const { time_zone: zone } = useBook();
  return (
    <Scroller label={t('Legs')}>
      <table className="ticket-legs">
        <thead>
          <tr>
            <th>{t('Leg')}</th>
            <th>{t('Game')}</th>
            <th className="n">{t('Score')}</th>
            <th className="n">{t('Result')}</th>
          </tr>
        </thead>
        <tbody>
          {ticket.legs.map((leg) => (
            <tr key={leg.n}>
              <td>
                <b>{selectionText(leg)}</b>{' '}
                <span className="num">{oddsText(leg.odds, format)}</span>
                <br />
                <span className="small t3">
                  {t('{kind}, {period}, line {version}', {
                    kind: kindWords[leg.kind],
                    period: leg.period,
                    version: leg.version,
                  })}
                  <LegAcceptance leg={leg} />
                </span>
              </td>
              <td>
                {leg.fixture}
                <br />
                <span className="small t3 num">
                  {dateText(leg.starts_at, zone)} {secondText(leg.starts_at, zone).slice(0, 5)}
                </span>
              </td>
              <td className="n">{leg.score ? `${leg.score.away}–${leg.score.home}` : '—'}</td>
              <td className="n">{legWords[leg.result]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** What the line was when taken, beside what is printed: the score in play, the line seen. */
function LegAcceptance({ leg }: { leg: TicketLeg }) {
  const format = useOddsFormat();
  const { score_at_acceptance: score, seen } = leg;
  const line = seen && [seen.points, seen.odds && oddsText(seen.odds, format)].filter(Boolean);
  return (
    <>
      {score && `, ${t('in play at {score}', { score: `${score.away}–${score.home}` })}`}
      {line && line.length > 0 && `, ${t('seen at {line}', { line: line.join(' ') })}`}
    </>
  );
}

function wordOf(settlement: Settlement): string {
  return resultWords[settlement.result].word.toLowerCase();
}

/** The clerk who wrote the ticket for the player. */
function Writer({ id }: { id: string }) {
  const clerk = useMember(id).data;
  return <span className="t3"> {t('written by {login}', { login: clerk?.login ?? id })}</span>;
}

function Story({ ticket }: { ticket: Ticket }) {
  const { time_zone: zone } = useBook();
  const at = (instant: string) => `${dateText(instant, zone)} ${secondText(instant, zone)}`;
  return (
    <>
      <h3 className="story-head">
        {t('Story')} <span className="small t3">{zoneText(ticket.accepted_at, zone)}</span>
      </h3>
      <ol className="story">
        <li>
          <time className="num t3">{at(ticket.accepted_at)}</time>
          <span>
            {t('Accepted under house rules {rules_version}, price policy {price_policy}', {
              rules_version: ticket.rules_version,
              price_policy: ticket.price_policy,
            })}
            {ticket.written_by !== null && <Writer id={ticket.written_by} />}
            {ticket.via && (
              <span className="t3">
                {', '}
                {t('{channel} from {address}, session {session}', {
                  channel: channelWords[ticket.via.channel],
                  address: ticket.via.address,
                  session: ticket.via.session,
                })}
              </span>
            )}
          </span>
        </li>
        {ticket.settlements.map((settlement) => (
          <li key={settlement.version}>
            <time className="num t3">{at(settlement.at)}</time>
            <span>
              {settlement.version > 1 ? t('Settled again') : t('Settled')}: {wordOf(settlement)},{' '}
              <Amount value={settlement.net} /> <span className="t3">{settlement.reason}</span>
            </span>
          </li>
        ))}
        {ticket.voids.map((one) => (
          <li key={one.id}>
            <time className="num t3">{at(one.at)}</time>
            <span>
              {endingWords[one.ending]}
              {one.leg !== null && ` ${t('leg {leg}', { leg: one.leg })}`}:{' '}
              {voidReasonWords[one.reason].toLowerCase()} <span className="t3">{one.note}</span>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
