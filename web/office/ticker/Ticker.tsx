// Who is betting what, as it happens, with the filters a trader watches by.

import type { TicketState } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText, readAmount } from '@shared/money';
import { useBook } from '@shared/session';
import { Button, IconButton, Segmented } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Card } from '../parts/Card';
import { DownloadLink } from '../parts/DownloadLink';
import { Loaded } from '../parts/Loaded';
import { MemberPicker } from '../parts/MemberPicker';
import { More } from '../parts/More';
import { NextStep } from '../parts/NextStep';
import type { TicketFilter } from '../reading/queries';
import { useClearFilters, useFilter } from '../reading/search-params';
import { useScreenKey } from '../shell/office-keys';
import { ScreenFrame } from '../shell/ScreenFrame';
import { ColumnChoice, useColumns } from './columns';
import { MarkedBar, useMarks } from './marks';
import { Narrowing, useNarrowing } from './narrowing';
import { SoundChoice, useSound } from './sound';
import { PauseButton } from './TickerCard';
import { TicketTable } from './TicketTable';
import { useTicker } from './use-ticker';

const stateChoices = [
  { value: '', label: t('All') },
  { value: 'open', label: t('Open') },
  { value: 'settled', label: t('Settled') },
  { value: 'voided', label: t('Voided') },
];

export default function Ticker() {
  const { currency } = useBook();
  const [state, setState] = useFilter('state');
  const [minimum, setMinimum] = useFilter('min');
  const [memberId, setMemberId] = useFilter('member');
  const [number, setNumber] = useFilter('number');
  const [sound, setSound] = useFilter('sound');
  const [pausedWord, setPausedWord] = useFilter('paused');
  const narrowed = useNarrowing();
  const [columns, setColumns] = useColumns();
  const clear = useClearFilters();
  const [scrolled, setScrolled] = useState(false);
  const paused = pausedWord === '1';
  const setPaused = (next: boolean) => setPausedWord(next ? '1' : '');
  useScreenKey('p', t('Pause or go on'), () => setPaused(!paused));
  const least = readAmount(minimum, currency) ?? 0;
  const filter = useMemo<TicketFilter>(
    () => ({
      state: (state || undefined) as TicketState | undefined,
      member_id: memberId || undefined,
      min_risk: least || undefined,
      number: number || undefined,
      ...narrowed.filter,
    }),
    [state, memberId, least, number, narrowed.filter],
  );
  const ticker = useTicker(filter, paused || scrolled);
  useSound(ticker.fresh, ticker.tickets, readAmount(sound, currency));
  const filtered = Boolean(state || memberId || minimum || number || narrowed.some);
  return (
    <ScreenFrame title={t('Bet ticker')} perspective="player" fixed>
      <div className="bar ticker-bar">
        <Segmented label={t('State')} choices={stateChoices} value={state} onChange={setState} />
        <input
          className="filter-input narrow"
          inputMode="decimal"
          aria-label={t('Minimum risk in {currency}', { currency })}
          placeholder={t('Minimum risk')}
          value={minimum}
          onChange={(event) => setMinimum(event.target.value)}
        />
        <MemberPicker memberId={memberId} onChoose={setMemberId} label={t('Player')} />
        <Narrowing {...narrowed} />
        {number && (
          <span className="filter-chosen">
            <span className="t3">{t('Ticket')}</span> <b className="id">{number}</b>
            <IconButton
              icon="close"
              name={t('Clear {label}', { label: t('Ticket') })}
              onClick={() => setNumber('')}
            />
          </span>
        )}
        {filtered && (
          <Button compact onClick={clear}>
            {t('Clear filters')}
          </Button>
        )}
        <span className="spring" />
        <span className="small t3 num">
          {paused &&
            (ticker.waiting > 0
              ? t('Paused, {waiting} waiting', { waiting: ticker.waiting })
              : t('Paused'))}
        </span>
        <DownloadLink
          path="/v1/tickets"
          name={t('Tickets')}
          query={{
            state,
            member_id: memberId,
            min_risk: least ? String(least) : undefined,
            agent_id: narrowed.filter.agent_id,
            sport: narrowed.filter.sport,
            type: narrowed.filter.type,
          }}
        />
        <ColumnChoice preset={columns} onChoose={setColumns} />
        <SoundChoice least={sound} onChoose={setSound} />
        <PauseButton paused={paused} onChange={setPaused} />
      </div>
      <Card className={`fill ticker-list ${columns}`} label={t('Tickets')}>
        <Loaded question={ticker.listed} rows={14}>
          {() =>
            ticker.tickets.length === 0 ? (
              <NoTickets filtered={filtered} onClear={clear} />
            ) : (
              <TicketLog ticker={ticker} paused={paused} onScrolled={setScrolled} />
            )
          }
        </Loaded>
      </Card>
    </ScreenFrame>
  );
}

type LogProps = {
  ticker: ReturnType<typeof useTicker>;
  paused: boolean;
  onScrolled: (scrolled: boolean) => void;
};

/** Scrolled further than this, somebody is reading: new rows wait instead of moving old ones. */
const readingPixels = 40;

function TicketLog({ ticker, paused, onScrolled }: LogProps) {
  const { currency } = useBook();
  const scroller = useRef<HTMLDivElement>(null);
  const { tickets, listed } = ticker;
  const marks = useMarks(tickets, scroller);
  const risk = useMemo(() => tickets.reduce((sum, one) => sum + one.risk.amount, 0), [tickets]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = listed;
  const further = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <>
      {!paused && ticker.waiting > 0 && (
        <button
          type="button"
          className="new-pill"
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          {t('{waiting} new', { waiting: ticker.waiting })}
        </button>
      )}
      <div
        ref={scroller}
        className="scroller"
        role="log"
        aria-live="off"
        aria-label={t('Tickets, newest first')}
        onScroll={(event) => onScrolled(event.currentTarget.scrollTop > readingPixels)}
      >
        <TicketTable
          tickets={ticker.tickets}
          fresh={ticker.fresh}
          scroller={scroller}
          onEnd={further}
          at={marks.at}
          marked={marks.marked}
          dated
        />
      </div>
      <MarkedBar marks={marks} />
      <More
        pages={ticker.listed}
        shown={ticker.tickets.length}
        what="ticket"
        sum={t('risk {amount}', { amount: moneyText({ amount: risk, currency }) })}
      />
    </>
  );
}

function NoTickets({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) {
    return (
      <EmptyState icon="pulse" title={t('No ticket so far')} action={<NextStep />}>
        {t('Accepted bets appear here by themselves.')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="filter"
      title={t('No ticket matches')}
      action={<Button onClick={onClear}>{t('Clear filters')}</Button>}
    >
      {t('No bet fits all the filters above.')}
    </EmptyState>
  );
}
