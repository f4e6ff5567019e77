import type { Ticket } from '@shared/api/contract';
import { plural, t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import { Button, Tabs } from '@shared/ui/controls';
import { EmptyState, ErrorState, Skeleton } from '@shared/ui/states';
import { useState } from 'react';
import { Link } from 'wouter';
import { fixturesById, useBoardQuery } from '../board/board-query';
import { sum } from '../slip/sentences';
import { Tenders } from './tenders';
import { TicketCard } from './ticket-card';
import { useOpenWagers, useSettledWagers } from './wagers-query';

type Shown = 'open' | 'settled';

function CardsLoading() {
  return (
    <div className="cards" aria-busy="true">
      {['a', 'b', 'c'].map((card) => (
        <div className="card" key={card}>
          <Skeleton height="148px" />
        </div>
      ))}
    </div>
  );
}

function Cards({ tickets }: { tickets: Ticket[] }) {
  const fixtures = fixturesById(useBoardQuery().data);
  return (
    <div className="cards">
      {tickets.map((ticket) => (
        <TicketCard key={ticket.id} ticket={ticket} fixtures={fixtures} />
      ))}
    </div>
  );
}

function OpenBets() {
  const open = useOpenWagers();
  const { currency } = useBook();
  if (open.error && !open.data) return <ErrorState error={open.error} onRetry={open.refetch} />;
  if (!open.data) return <CardsLoading />;
  if (open.data.length === 0) {
    return (
      <EmptyState
        icon="ticket"
        title={t('No open bets')}
        action={<Link href="/">{t('Open the board')}</Link>}
      >
        {t('A bet stands here from its acceptance until it is settled.')}
      </EmptyState>
    );
  }
  const atRisk = sum(
    open.data.map((ticket) => ticket.risk),
    currency,
  );
  return (
    <>
      <p className="sum num">
        <span>{plural(open.data.length, '1 open bet', '{count} open bets')}</span>
        <span>
          {t('At risk')} <b>{moneyText(atRisk)}</b>
        </span>
      </p>
      <Cards tickets={open.data} />
    </>
  );
}

function SettledBets() {
  const settled = useSettledWagers();
  if (settled.error && !settled.data) {
    return <ErrorState error={settled.error} onRetry={settled.refetch} />;
  }
  if (!settled.data) return <CardsLoading />;
  const tickets = settled.data.pages.flatMap((page) => page.items);
  if (tickets.length === 0) {
    return (
      <EmptyState icon="ticket" title={t('Nothing settled yet')}>
        {t('Every settled bet stays here, with the story of how it was decided.')}
      </EmptyState>
    );
  }
  return (
    <>
      <p className="sum">
        <span>{t('Newest first')}</span>
        <span>{t('your result')}</span>
      </p>
      <Cards tickets={tickets} />
      {settled.hasNextPage && (
        <p className="further">
          <Button onClick={() => settled.fetchNextPage()} disabled={settled.isFetchingNextPage}>
            {t('Show older bets')}
          </Button>
        </p>
      )}
    </>
  );
}

export function BetsPage() {
  const [shown, setShown] = useState<Shown>('open');
  const count = useOpenWagers().data?.length;
  const openLabel = (
    <>
      {t('Open')} {count !== undefined && <small className="num">{count}</small>}
    </>
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>{t('My bets')}</h1>
        <Tabs
          label={t('Which bets')}
          value={shown}
          onChange={setShown}
          tabs={[
            { value: 'open', label: openLabel },
            { value: 'settled', label: t('Settled') },
          ]}
        />
      </div>
      {shown === 'open' && <Tenders />}
      {shown === 'open' ? <OpenBets /> : <SettledBets />}
    </div>
  );
}
