// A ticket's story: what was accepted, what happened, how it was decided and what it paid. A
// corrected result leaves the older settlement readable.

import type { Settlement, Ticket, TicketLeg, TicketVoid } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { magnitude, moneyText, signClass } from '@shared/money';
import { oddsText } from '@shared/odds';
import { useBook, useOddsFormat } from '@shared/session';
import { dayText, exactClockText, longZoneText, startText } from '@shared/time';
import { IconButton, Tag } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { ReceiptLink } from '@shared/ui/receipt-link';
import { ErrorState, Skeleton } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { voidReasonWords } from '@shared/void-words';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { fixturesById, useBoardQuery } from '../board/board-query';
import { DisputeSection } from './dispute';
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
import { TakeBack } from './take-back';
import { resultTone, ticketPrice } from './ticket-card';
import { useWager } from './wagers-query';

type Step = {
  key: string;
  at: string;
  title: ReactNode;
  text: ReactNode;
  mark: 'event' | 'won' | 'old';
};

/** One step for each start that has passed. */
function startSteps(legs: TicketLeg[]): Step[] {
  const starts = [...new Set(legs.filter((leg) => leg.score).map((leg) => leg.starts_at))].sort();
  return starts.map((at) => ({
    key: `start${at}`,
    at,
    title: t('Started'),
    text: legs
      .filter((leg) => leg.starts_at === at)
      .map(gameText)
      .join(', '),
    mark: 'event',
  }));
}

function legSteps(leg: TicketLeg, many: boolean): Step[] {
  if (!leg.score || leg.result === 'open') return [];
  const sides = leg.fixture.split(' @ ');
  const final =
    sides.length === 2
      ? t('Final, {score}', {
          score: `${sides[0]} ${leg.score.away}, ${sides[1]} ${leg.score.home}`,
        })
      : t('Final, {score}', { score: `${leg.score.away}–${leg.score.home}` });
  const name = many
    ? `${ticketSelection(leg)}: ${legResultName(leg.result).toLowerCase()}`
    : t('Graded: {result}', { result: legResultName(leg.result).toLowerCase() });
  return [
    {
      key: `final${leg.n}`,
      at: '',
      title: final,
      text: t('Confirmed by the book.'),
      mark: 'event',
    },
    {
      key: `grade${leg.n}`,
      at: '',
      title: name,
      text: gradeSentence(leg, leg.score),
      mark: leg.result === 'win' || leg.result === 'half_win' ? 'won' : 'event',
    },
  ];
}

function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function settlementStep(settlement: Settlement, ticket: Ticket): Step {
  const latest = settlement === ticket.settlements.at(-1);
  const { returned, net } = settlement;
  const title =
    returned.amount > 0
      ? t('Returned {returned}', { returned: moneyText(returned) })
      : t('Lost {amount}', { amount: magnitude(net.amount, net.currency) });
  const won = Math.max(0, net.amount);
  const back = moneyText({ ...returned, amount: returned.amount - won });
  const parts =
    returned.amount > 0
      ? t('{back} back, {won} won. ', { back, won: magnitude(won, net.currency) })
      : '';
  return {
    key: `settled${settlement.version}`,
    at: settlement.at,
    title: latest ? title : <s>{title}</s>,
    text: t('{parts}Your result {net}. {reason}', {
      parts,
      net: moneyText(net, 'signed'),
      reason: asSentence(settlement.reason),
    }),
    mark: latest ? (net.amount > 0 ? 'won' : 'event') : 'old',
  };
}

/** Why it ended without a result, in the words of whoever decided it. */
function voidStep(one: TicketVoid, { legs }: Ticket): Step {
  const leg = legs.find(({ n }) => n === one.leg);
  const what = leg ? `: ${ticketSelection(leg)}` : '';
  const note = one.note ? ` ${asSentence(one.note.replace(/\.$/, ''))}` : '';
  return {
    key: `void${one.id}`,
    at: one.at,
    title: (one.ending === 'cancel' ? t('Cancelled') : t('Void')) + what,
    text: `${voidReasonWords[one.reason]}.${note}`,
    mark: 'event',
  };
}

/** What else is worth telling of the moment of acceptance. */
function acceptedNotes(ticket: Ticket): string[] {
  const live = ticket.legs.flatMap((leg) => {
    const score = leg.score_at_acceptance;
    const told = score && { fixture: gameText(leg), score: `${score.away}–${score.home}` };
    return told ? [t('{fixture} stood at {score}.', told)] : [];
  });
  const moved = ticket.legs.some((leg) => leg.seen);
  const cut = ticket.terms.same_game_cut_percent;
  const bought = ticket.legs.flatMap(({ gained, selection }) =>
    gained && !ticket.terms.card
      ? [t('{points} points bought: {name}.', { points: gained, name: selection })]
      : [],
  );
  return [
    ...live,
    ...bought,
    ...(cut === null ? [] : [t('{cut} % off the win, as selections of one game.', { cut })]),
    ...(moved ? [t('The line had moved since you saw it; your price choice took it.')] : []),
    ...(ticket.written_by === null ? [] : [t('Written for you at the desk.')]),
  ];
}

/** What is said of a wager that is no ticket yet, or never became one. */
function waitText(ticket: Ticket): string {
  if (ticket.state === 'refused') {
    const freed = t('No bet. {risk} is yours again.', { risk: moneyText(ticket.risk) });
    return ticket.refusal ? `${freed} ${ticket.refusal}` : freed;
  }
  return ticket.waits?.waits_for === 'delay'
    ? t('In play: looked at again after its delay. Your price is held; it is no bet yet.')
    : t('The house looks at it first. Its risk is held; it is no bet yet.');
}

function stepsOf(ticket: Ticket): Step[] {
  const terms = t('At the points and price above. House rules version {rules_version}.', {
    rules_version: ticket.rules_version,
  });
  const accepted: Step = {
    key: 'accepted',
    at: ticket.accepted_at,
    title: t('Accepted'),
    text: [terms, ...acceptedNotes(ticket)].join(' '),
    mark: 'event',
  };
  if (ticket.state === 'offered' || ticket.state === 'refused') {
    const title = t('Sent to the house');
    return [{ ...accepted, title, text: waitText(ticket) }];
  }
  const many = ticket.legs.length > 1;
  const ended = ticket.voids.map((one) => voidStep(one, ticket));
  const settled = ticket.settlements.map((settlement) => settlementStep(settlement, ticket));
  return [
    accepted,
    ...startSteps(ticket.legs),
    ...settled.slice(0, -1),
    ...ticket.legs.flatMap((leg) => legSteps(leg, many)),
    ...ended,
    ...settled.slice(-1),
  ];
}

function Story({ ticket }: { ticket: Ticket }) {
  return (
    <ol className="card story">
      {stepsOf(ticket).map((step) => (
        <li key={step.key} className={step.mark}>
          {step.mark === 'won' ? <LegDot result="win" /> : <span className="dot event" />}
          <span className="title num">{step.title}</span>
          <time className="num" dateTime={step.at || undefined} title={step.at}>
            {step.at && exactClockText(step.at, undefined, step.key === 'accepted')}
          </time>
          <p className="num">{step.text}</p>
        </li>
      ))}
    </ol>
  );
}

function Legs({ ticket }: { ticket: Ticket }) {
  const format = useOddsFormat();
  const fixtures = fixturesById(useBoardQuery().data);
  return (
    <ol className="picks">
      {ticket.legs.map((leg) => {
        const fixture = fixtures.get(leg.fixture_id);
        const score = leg.score ?? fixture?.score ?? null;
        return (
          <li className="pick" key={leg.n}>
            <b className="num">{ticketSelection(leg)}</b>
            <b className="at num">{oddsText(leg.odds, format)}</b>
            <small className="num">
              {leg.fixture.replace(' @ ', ' at ')}, {legKind(leg)}, {startText(leg.starts_at)}
            </small>
            <small className="at num">
              {score ? scoreText(score, leg.side) : ''}
              {score && leg.result === 'open' ? `, ${standing(leg, score).toLowerCase()}` : ''}
              {leg.result !== 'open' && ` ${legResultName(leg.result).toLowerCase()}`}
            </small>
          </li>
        );
      })}
    </ol>
  );
}

function Hero({ ticket }: { ticket: Ticket }) {
  const { currency } = useBook();
  const format = useOddsFormat();
  const net = ticket.net;
  const copy = async () => {
    await navigator.clipboard.writeText(ticket.number);
    tell(t('Ticket {number} copied.', { number: ticket.number }));
  };
  return (
    <div className="hero">
      <p className="kind">
        <Tag tone={resultTone(ticket.result)} icon={ticket.result === 'win' ? 'check' : undefined}>
          {ticketResultName(ticket.result)}
        </Tag>
        <span>{ticketName(ticket)}</span>
        <span className="num">{oddsText(ticketPrice(ticket), format)}</span>
        <span className="id">{ticket.number}</span>
        <IconButton icon="copy" name={t('Copy the ticket number')} onClick={copy} />
      </p>
      <h1 tabIndex={-1} className="big num">
        {net ? (
          <span className={net.amount < 0 ? signClass(net) : ''}>{moneyText(net, 'signed')}</span>
        ) : (
          moneyText(ticket.win)
        )}
        <small>
          {net ? t('your result, {currency}', { currency }) : t('to win, {currency}', { currency })}
        </small>
      </h1>
      <Legs ticket={ticket} />
      <p className="stake num">
        {(ticket.free_play.amount > 0 ? freePlayStake : riskStake)(ticket)}
        {ticket.state !== 'offered' && ticket.state !== 'refused' && (
          <ReceiptLink id={ticket.id} number={ticket.number} />
        )}
      </p>
    </div>
  );
}

const stakeOf = (ticket: Ticket) => ({
  risk: moneyText(ticket.risk),
  win: moneyText(ticket.win),
});
const riskStake = (ticket: Ticket) => t('Risk {risk} to win {win}', stakeOf(ticket));
const freePlayStake = (ticket: Ticket) => t('Free play {risk} to win {win}', stakeOf(ticket));

export function TicketPage({ id }: { id: string }) {
  const wager = useWager(id);
  const back = (
    <Link href="/bets" className="back">
      <Icon name="back" />
      {t('My bets')}
    </Link>
  );
  if (wager.error && !wager.data) {
    return (
      <div className="page">
        <div className="page-head">{back}</div>
        <ErrorState error={wager.error} onRetry={wager.refetch} />
      </div>
    );
  }
  if (!wager.data) {
    return (
      <div className="page" aria-busy="true">
        <div className="page-head">{back}</div>
        <div className="cards">
          <Skeleton height="180px" />
          <Skeleton height="240px" />
        </div>
      </div>
    );
  }
  const ticket = wager.data;
  return (
    <div className="page">
      <div className="page-head bare">{back}</div>
      <Hero ticket={ticket} />
      <TakeBack ticket={ticket} />
      <h2 className="section-head">
        {t('How it was decided')}
        <span>
          {dayText(ticket.accepted_at)}, {longZoneText(ticket.accepted_at)}
        </span>
      </h2>
      <div className="cards">
        <Story ticket={ticket} />
      </div>
      <DisputeSection ticket={ticket} />
    </div>
  );
}
