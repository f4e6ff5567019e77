// The first screen of the night: what needs a person, the night in six figures, where it can be
// lost, how the days went, who is betting now, and what is owed. House side.

import type { Dashboard as DashboardFacts } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, useSession } from '@shared/session';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { DayResultChart, DayResultKey } from '../charts/DayResultChart';
import { HeatLegend } from '../charts/HeatCell';
import { ExposureTable } from '../exposure/ExposureTable';
import { sawSequence } from '../live/sequence';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { shiftDay } from '../parts/office-time';
import { useDashboard, useExposure } from '../reading/queries';
import { seesWholeBook } from '../shell/navigation';
import { ScreenFrame } from '../shell/ScreenFrame';
import { TickerCard } from '../ticker/TickerCard';
import { FirstSteps } from './FirstSteps';
import { KeyFigures } from './KeyFigures';
import { BranchBalances, Liquidity } from './Liquidity';
import { Needs } from './Needs';
import { weekStartOf } from './week';

const fixturesShown = 12;
/** As high as the exposure of so many games beside it. */
const chartHeight = 318;

export default function Dashboard() {
  const dashboard = useDashboard();
  const whole = seesWholeBook(useSession().member.role);
  useEffect(() => sawSequence(dashboard.data?.sequence), [dashboard.data]);
  return (
    <ScreenFrame title={t('Dashboard')} perspective="house">
      <Loaded question={dashboard} rows={14}>
        {(facts) => (
          <>
            <Needs needs={facts.needs} />
            <FirstSteps />
            <KeyFigures facts={facts} />
            {whole ? <WholeBook facts={facts} /> : <Branch facts={facts} />}
          </>
        )}
      </Loaded>
    </ScreenFrame>
  );
}

function WholeBook({ facts }: { facts: DashboardFacts }) {
  return (
    <>
      <div className="dashboard-two">
        <ExposureCard />
        <DaysCard facts={facts} />
      </div>
      <div className="dashboard-two low">
        <TickerCard rows={9} />
        <Liquidity facts={facts} />
      </div>
    </>
  );
}

/** Exposure and cash are the book's; a branch reads its own bets, days and balances. */
function Branch({ facts }: { facts: DashboardFacts }) {
  return (
    <div className="dashboard-two">
      <TickerCard rows={16} />
      <div className="dashboard-side">
        <DaysCard facts={facts} />
        <BranchBalances facts={facts} />
      </div>
    </div>
  );
}

function ExposureCard() {
  const exposure = useExposure();
  return (
    <Card
      title={t('Exposure')}
      className="exposure-card"
      beside={
        <span className="small t3 wide-only">
          {t('next {fixturesShown} games, straight bets', { fixturesShown })}
        </span>
      }
      right={
        <>
          <HeatLegend />
          <Link className="link small" href="/exposure">
            {t('Open exposure')}
          </Link>
        </>
      }
    >
      <Loaded question={exposure} rows={10}>
        {(found) =>
          found.fixtures.length === 0 ? (
            <p className="slim-state">{t('No open bets on any game.')}</p>
          ) : (
            <ExposureTable fixtures={found.fixtures.slice(0, fixturesShown)} />
          )
        }
      </Loaded>
    </Card>
  );
}

function DaysCard({ facts }: { facts: DashboardFacts }) {
  const { week_starts: starts } = useBook();
  const weekStart = weekStartOf(facts.business_day, starts);
  return (
    <Card
      title={t('Result by day')}
      className="days-card"
      beside={<DayResultKey />}
      right={
        <span className="small t3">
          {t('this week')}{' '}
          <b>
            <Amount value={facts.win_week} />
          </b>
        </span>
      }
    >
      {facts.days.every((day) => day.tickets === 0 && day.win.amount === 0) ? (
        <p className="slim-state">{t('No day has settled tickets yet.')}</p>
      ) : (
        <div className="chart-box">
          <DayResultChart
            days={facts.days}
            weekStart={weekStart}
            height={chartHeight}
            lastIsOpen={facts.days.at(-1)?.day === facts.business_day}
          />
        </div>
      )}
      <Link className="card-foot phone-only link" href={`/reports?from=${shiftDay(weekStart, -7)}`}>
        {t('Open reports')}
      </Link>
    </Card>
  );
}
