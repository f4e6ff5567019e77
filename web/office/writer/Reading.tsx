// What was understood, to be read back: each selection at its line, what it costs and brings, what
// stands in the way, and the button that books exactly this.

import type { BoardFixture, EntryAnswer, Problem, Quote } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText, withMinus } from '@shared/money';
import { oddsText } from '@shared/odds';
import { problemText } from '@shared/problem';
import { useBook, useOddsFormat } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { wagerName } from '@shared/wager';
import { Amount } from '../parts/Amount';
import { dateText, hourText } from '../parts/office-time';
import { useBoard } from '../reading/queries';
import type { Writer } from './use-writer';

type Props = {
  read: EntryAnswer;
  quote: Quote;
  writer: Writer;
  onBookAgain: () => void;
};

export function Reading({ read, quote, writer, onBookAgain }: Props) {
  const name = wagerName({ type: quote.type, legs: quote.legs.length, terms: quote.terms });
  return (
    <div className={writer.isOver ? 'writer-reading over' : 'writer-reading'}>
      <div className="writer-title">
        <b>{name}</b>
        <span className="num t2">{withMinus(read.spelled ?? '')}</span>
        <span className="small t3 push num">
          {writer.isOver
            ? t('The price has run out')
            : t('Price good for {seconds} s', { seconds: writer.secondsLeft })}
        </span>
      </div>
      <Legs quote={quote} />
      <dl className="writer-stakes">
        <Stake name={t('Risk')} value={moneyText(quote.risk)} />
        <Stake name={t('To win')} value={moneyText(quote.win)} />
        <Stake name={t('Payout')} value={moneyText(quote.payout)} />
        {quote.bets.length > 1 && <Stake name={t('Bets')} value={String(quote.bets.length)} />}
        <Stake name={t('Max risk')} value={moneyText(quote.limits.max_risk)} quiet />
        <Stake name={t('Available')} value={moneyText(quote.limits.available)} quiet />
      </dl>
      {quote.refusals.length > 0 && <Refusals refusals={quote.refusals} />}
      <div className="writer-book">
        <BookButton quote={quote} writer={writer} onBookAgain={onBookAgain} />
        <span className="small t3 wide-only">
          <kbd>↵</kbd> {writer.canBook ? t('books it') : t('reads it again')} <kbd>{t('Esc')}</kbd>{' '}
          {t('lets go')}
        </span>
      </div>
    </div>
  );
}

function BookButton({ quote, writer, onBookAgain }: Omit<Props, 'read'>) {
  const amounts = { risk: moneyText(quote.risk), win: moneyText(quote.win) };
  if (writer.isBooking) {
    return (
      <Button look="primary" disabled>
        {t('Booking')}
      </Button>
    );
  }
  if (writer.isRepeat) {
    return (
      <Button look="primary" onClick={onBookAgain}>
        {t('Book the same again: risk {risk} to win {win}', amounts)}
      </Button>
    );
  }
  return (
    <Button look="primary" disabled={!writer.canBook} onClick={writer.enter}>
      {t('Book: risk {risk} to win {win}', amounts)}
    </Button>
  );
}

function Legs({ quote }: { quote: Quote }) {
  const format = useOddsFormat();
  const { time_zone: zone } = useBook();
  const leagues = useBoard(true).data?.leagues ?? [];
  const games = new Map(leagues.flatMap((one) => one.fixtures.map((game) => [game.id, game])));
  return (
    <ol className="writer-legs">
      {quote.legs.map((leg, n) => (
        <li key={`${leg.market_id} ${leg.side}`}>
          <span className="t3 num">{n + 1}</span>
          <span>
            <b>{withMinus(leg.description)}</b>{' '}
            <Game game={games.get(leg.fixture_id)} zone={zone} />
          </span>
          <b className="num push">{oddsText(leg.odds, format)}</b>
        </li>
      ))}
    </ol>
  );
}

/** Which game it is and when it starts, for whoever reads it back. */
function Game({ game, zone }: { game: BoardFixture | undefined; zone: string }) {
  if (!game) return null;
  return (
    <span className="small t3">
      {game.away.name} @ {game.home.name}, {dateText(game.starts_at, zone)}{' '}
      {hourText(game.starts_at, zone)}
    </span>
  );
}

function Stake({ name, value, quiet }: { name: string; value: string; quiet?: boolean }) {
  return (
    <div className={quiet ? 'quiet' : undefined}>
      <dt className="small t3">{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}

function Refusals({ refusals }: { refusals: Problem[] }) {
  return (
    <div role="alert">
      <ul className="writer-refusals">
        {refusals.map((problem) => (
          <li key={`${problem.code} ${problem.detail}`}>
            <Icon name="alert" size="small" />
            <span>
              {withMinus(problemText(problem))}{' '}
              {problem.limit?.possible && (
                <b>
                  {t('Possible now:')} <Amount value={problem.limit.possible} style="plain" />
                </b>
              )}{' '}
              <code className="t3">{problem.code}</code>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
