// Where the book can lose, game by game, and who holds it: the heat table, and for the chosen
// game every selection with its tickets and what parlays hold on it. House side.

import type { Exposure, ExposureFixture } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Segmented } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { useEffect } from 'react';
import { HeatLegend } from '../charts/HeatCell';
import { sawSequence } from '../live/sequence';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import type { Cell } from '../parts/csv';
import { ExportButton } from '../parts/ExportButton';
import { Loaded } from '../parts/Loaded';
import { NextStep } from '../parts/NextStep';
import { counted } from '../parts/words';
import { useExposure } from '../reading/queries';
import { useFilter } from '../reading/search-params';
import { ScreenFrame } from '../shell/ScreenFrame';
import { ExposureDrill } from './ExposureDrill';
import { ExposureTable } from './ExposureTable';

type Order = 'start' | 'worst';

const exposureHeadings = [
  'game',
  'starts_at',
  'market',
  'period',
  'side',
  'points',
  'tickets',
  'risk',
  'win',
  'parlay_risk',
  'house_if_wins',
];

/** One row for each selection with open bets. House side. */
function exposureRows(fixture: ExposureFixture): Cell[][] {
  return fixture.markets.flatMap((market) =>
    market.selections.map((one) => [
      fixture.label,
      fixture.starts_at,
      market.title ?? market.kind,
      market.period,
      one.side,
      one.points ?? '',
      one.tickets,
      one.risk,
      one.win,
      one.parlay_risk,
      one.house_if_wins,
    ]),
  );
}

export default function ExposureScreen() {
  const exposure = useExposure();
  useEffect(() => sawSequence(exposure.data?.sequence), [exposure.data]);
  return (
    <ScreenFrame title={t('Exposure')} perspective="house">
      <Loaded question={exposure} rows={12}>
        {(found) => <Sheet found={found} />}
      </Loaded>
    </ScreenFrame>
  );
}

function Sheet({ found }: { found: Exposure }) {
  const [order, setOrder] = useFilter('order');
  const [chosenId, setChosen] = useFilter('fixture');
  if (found.fixtures.length === 0) {
    return (
      <EmptyState icon="lines" title={t('Nothing can be lost right now')} action={<NextStep />}>
        {t('No game has open bets. Each accepted bet appears here at once.')}
      </EmptyState>
    );
  }
  const fixtures = ordered(found.fixtures, order === 'worst' ? 'worst' : 'start');
  const chosen = fixtures.find((fixture) => fixture.fixture_id === chosenId);
  return (
    <>
      <div className="bar">
        <Segmented
          label={t('Order')}
          value={order === 'worst' ? 'worst' : 'start'}
          onChange={(value) => setOrder(value === 'start' ? '' : value)}
          choices={[
            { value: 'start', label: t('By start') },
            { value: 'worst', label: t('Worst first') },
          ]}
        />
        <span className="small t3">
          {t('{length} with open bets; results are of straight bets', {
            length: counted(fixtures.length, 'game'),
          })}
        </span>
        <span className="spring" />
        <Worst fixtures={fixtures} />
        <ExportButton
          name={t('Exposure')}
          headings={exposureHeadings}
          rows={() => fixtures.flatMap(exposureRows)}
        />
      </div>
      <div className={chosen ? 'exposure-panes open' : 'exposure-panes'}>
        <Card title={t('If this selection wins')} right={<HeatLegend />} className="exposure-card">
          <ExposureTable fixtures={fixtures} chosen={chosenId} />
        </Card>
        {chosen && <ExposureDrill fixture={chosen} onClose={() => setChosen('')} />}
      </div>
    </>
  );
}

function ordered(fixtures: ExposureFixture[], order: Order): ExposureFixture[] {
  if (order === 'start') {
    return [...fixtures].sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  }
  return [...fixtures].sort((a, b) => a.worst.amount - b.worst.amount);
}

function Worst({ fixtures }: { fixtures: ExposureFixture[] }) {
  const [first] = fixtures;
  if (!first) return null;
  const amount = fixtures.reduce((sum, fixture) => sum + fixture.worst.amount, 0);
  return (
    <span>
      <span className="t2">{t('Worst of every game together')} </span>
      <b>
        <Amount value={{ amount, currency: first.worst.currency }} />
      </b>
    </span>
  );
}
