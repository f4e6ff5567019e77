// One ticket in a list: each leg with where it stands, what is risked and what came back.

import type { BoardFixture, Odds, Ticket, TicketLeg } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText, signClass } from '@shared/money';
import { oddsText } from '@shared/odds';
import { useOddsFormat } from '@shared/session';
import { clockText, startText } from '@shared/time';
import { Tag, type Tone } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { Link } from 'wouter';
import { LegDot } from './leg-dot';
import {
  gameText,
  gradeSentence,
  legKind,
  legResultName,
  scoreText,
  standing,
  ticketName,
  ticketResultName,
  ticketSelection,
} from './leg-story';

export function resultTone(result: Ticket['result']): Tone {
  return result === 'win' ? 'ok' : 'plain';
}

/** Combined decimal price of the legs that count, as printed on the card. */
function priceOf(ticket: Ticket): Odds | null {
  const [only] = ticket.legs;
  return ticket.legs.length === 1 && only ? only.odds : null;
}

/** `+618`: the American price that risk and win stand for. */
export function ticketPrice(ticket: Ticket): Odds {
  const single = priceOf(ticket);
  if (single) return single;
  const ratio = ticket.win.amount / Math.max(1, ticket.risk.amount);
  const american = ratio >= 1 ? Math.round(ratio * 100) : -Math.round(100 / ratio);
  return { american, decimal: (1 + ratio).toFixed(4), fractional: `${ratio.toFixed(2)}/1` };
}

type Live = Pick<BoardFixture, 'status' | 'score'>;

function where(leg: TicketLeg): string {
  return `${gameText(leg)}, ${legKind(leg)}`;
}

function CardLeg({ leg, fixture }: { leg: TicketLeg; fixture?: Live }) {
  const format = useOddsFormat();
  const score = leg.score ?? fixture?.score ?? null;
  const live = leg.result === 'open' && fixture?.status === 'in_play';
  const story =
    score && leg.result === 'open'
      ? standing(leg, score)
      : score && leg.result !== 'void'
        ? `${legResultName(leg.result)}: ${gradeSentence(leg, score)}`
        : '';
  return (
    <li>
      <LegDot result={leg.result} live={live} />
      <span className="selection num">
        {ticketSelection(leg)} <span>{oddsText(leg.odds, format)}</span>
      </span>
      <span className={score ? 'score num' : 'score later num'}>
        {score ? scoreText(score, leg.side) : clockText(leg.starts_at)}
        {live && <small>{t('live')}</small>}
      </span>
      <span className="where num">
        {where(leg)}
        {!score && `, ${startText(leg.starts_at)}`}
        {story && `. ${story}`}
      </span>
    </li>
  );
}

export function TicketCard({
  ticket,
  fixtures,
}: {
  ticket: Ticket;
  fixtures: Map<string, BoardFixture>;
}) {
  const format = useOddsFormat();
  const open = ticket.state === 'open';
  return (
    <article className="card ticket">
      <header>
        <b>{ticketName(ticket)}</b>
        <span className="id">{ticket.number}</span>
        {open || !ticket.net ? (
          <span className="side num">{oddsText(ticketPrice(ticket), format)}</span>
        ) : (
          <span className="side num">
            <Tag tone={resultTone(ticket.result)}>{ticketResultName(ticket.result)}</Tag>
            <span className={signClass(ticket.net)}>{moneyText(ticket.net, 'signed')}</span>
          </span>
        )}
      </header>
      <ol className="ticket-legs">
        {ticket.legs.map((leg) => (
          <CardLeg key={leg.n} leg={leg} fixture={fixtures.get(leg.fixture_id)} />
        ))}
      </ol>
      <Link href={`/bets/${ticket.id}`} className="card-foot num">
        <span>
          {ticket.free_play.amount > 0 ? t('Free play') : t('Risk')} <b>{moneyText(ticket.risk)}</b>
        </span>
        <span>
          {`${ticket.returned ? t('returned') : t('to win')} `}
          <b>{moneyText(ticket.returned ?? ticket.win)}</b>
        </span>
        <span className="sr">{t('Open ticket {number}', { number: ticket.number })}</span>
        <Icon name="next" size="small" />
      </Link>
    </article>
  );
}
