// Everything that can be bet on one game: its periods as tabs, each question with its ladder of
// alternates, props and futures with their answers.

import type { BoardFixture, BoardMarket } from '@shared/api/contract';
import { plural, t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { startText, untilText, zoneText } from '@shared/time';
import { Tabs, Tag } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { EmptyState, ErrorState, Skeleton } from '@shared/ui/states';
import { useBookNow } from '@shared/use-live';
import { useState } from 'react';
import { Link } from 'wouter';
import { fixturesById, useBoardQuery } from './board-query';
import { answerName, fixtureName, kindName } from './names';
import { type Question, questionsOf, tabsOf } from './periods';
import { PriceCell } from './price-cell';

function Answers({ fixture, market, started }: OneProps) {
  return (
    <ul className="answers">
      {market.selections.map(({ side }) => (
        <li key={side}>
          <span>{answerName(fixture, market, side)}</span>
          <span className="one-price">
            <PriceCell fixture={fixture} marketId={market.id} side={side} started={started} />
          </span>
        </li>
      ))}
    </ul>
  );
}

type OneProps = { fixture: BoardFixture; market: BoardMarket; started: boolean };

/** Two or three sides: a row for each line, the sides in columns under their names. */
function Ladder({ fixture, question, started }: QuestionProps) {
  const [first] = question.markets;
  if (!first) return null;
  const sides = first.selections.map(({ side }) => side);
  return (
    <div className="ladder" style={{ '--sides': sides.length } as React.CSSProperties}>
      <div className="ladder-head">
        {sides.map((side) => (
          <span key={side}>{answerName(fixture, first, side)}</span>
        ))}
      </div>
      {question.markets.map((market) => (
        <div
          className={
            market.group === 'main' && question.markets.length > 1
              ? 'ladder-row main-line'
              : 'ladder-row'
          }
          key={market.id}
        >
          {sides.map((side) => (
            <PriceCell
              key={side}
              fixture={fixture}
              marketId={market.id}
              side={side}
              started={started}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

type QuestionProps = { fixture: BoardFixture; question: Question; started: boolean };

function QuestionCard({ fixture, question, started }: QuestionProps) {
  const [first] = question.markets;
  if (!first) return null;
  const asked = first.title ?? kindName(first.kind);
  const title = asked.charAt(0).toUpperCase() + asked.slice(1);
  const many = first.selections.length > 3;
  return (
    <section className="card question" aria-label={title}>
      <h2>
        {title}
        {question.markets.length > 1 && (
          <small className="num">
            {plural(question.markets.length, '1 line', '{count} lines')}
          </small>
        )}
      </h2>
      {many ? (
        <Answers fixture={fixture} market={first} started={started} />
      ) : (
        <Ladder fixture={fixture} question={question} started={started} />
      )}
    </section>
  );
}

function Head({ fixture, name, now }: { fixture: BoardFixture; name: string; now: number }) {
  const { score, starts_at: start, status } = fixture;
  return (
    <div className="page-head">
      <Link className="back" href="/">
        <Icon name="back" size="small" />
        {t('Board')}
      </Link>
      <h1 tabIndex={-1}>{name}</h1>
      <p className="page-about num">
        {`${startText(start)} ${zoneText(start)}`} <b>{untilText(start, now)}</b>{' '}
        {score && <b>{`${score.away}–${score.home}`}</b>}{' '}
        {status === 'in_play' && <Tag tone="info">{t('Live')}</Tag>}
        {fixture.circled && (
          <Tag tone="warn" icon="info">
            {t('Circled')}
          </Tag>
        )}
      </p>
    </div>
  );
}

export function FixturePage({ id }: { id: string }) {
  const board = useBoardQuery();
  const now = useBookNow(1_000);
  const cutoff = useBook().house_rules.cutoff_seconds * 1000;
  const [chosen, setChosen] = useState('');
  if (board.error && !board.data) {
    return <ErrorState error={board.error} onRetry={() => board.refetch()} />;
  }
  if (!board.data) {
    return (
      <div className="page" aria-busy="true">
        <Skeleton height="320px" />
      </div>
    );
  }
  const fixture = fixturesById(board.data).get(id);
  if (!fixture) {
    return (
      <EmptyState
        icon="calendar"
        title={t('This game is not on the board')}
        action={<Link href="/">{t('Open the board')}</Link>}
      >
        {t('It is over, or the book has taken it down. Your bets on it are under My bets.')}
      </EmptyState>
    );
  }
  const league = board.data.leagues.find((one) => one.fixtures.includes(fixture));
  const tabs = tabsOf(fixture);
  const tab = tabs.find((one) => one.key === chosen) ?? tabs[0];
  const started = Date.parse(fixture.starts_at) - cutoff <= now && fixture.status === 'scheduled';
  return (
    <div className="page fixture-page">
      <Head fixture={fixture} name={fixtureName(fixture, league?.home_first ?? false)} now={now} />
      {tabs.length > 1 && tab && (
        <Tabs
          label={t('Part of the game')}
          value={tab.key}
          onChange={setChosen}
          tabs={tabs.map((one) => ({ value: one.key, label: one.name }))}
        />
      )}
      {!tab && <EmptyState icon="board" title={t('Nothing is offered on this game right now')} />}
      <div className="cards questions">
        {tab &&
          questionsOf(tab.markets).map((question) => (
            <QuestionCard
              key={question.key}
              fixture={fixture}
              question={question}
              started={started}
            />
          ))}
      </div>
    </div>
  );
}
