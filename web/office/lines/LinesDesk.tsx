// Lines beside what they can cost: every game with its main lines, the house's result of each
// side, and the controls of a market. A line is moved in the cell it stands in: the provider moves
// the catalogue's for all books, a book its own until the start. A book also opens, circles and
// suspends. All of it is reversible, so it acts at once, says what it did, and Ctrl-Z makes the
// counter-move.

import type { ExposureFixture, OfficeFixture } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Button, Segmented } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { useEffect, useMemo, useRef, useState } from 'react';
import { largestResult } from '../exposure/columns';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { dateText } from '../parts/office-time';
import { itemsOf } from '../reading/pages';
import { useExposure, useFixtures } from '../reading/queries';
import { useFilter } from '../reading/search-params';
import { offerOf } from '../settlement/OfferControl';
import { platformSlug } from '../shell/navigation';
import { useScreenKey } from '../shell/office-keys';
import { ScreenFrame } from '../shell/ScreenFrame';
import { GamePanel } from './GamePanel';
import { LastChange, useTakeBackKey } from './LastChange';
import { LineRows } from './LineRows';
import { keepPrices } from './line-prices';
import { SuspendAllDialog } from './SuspendAllDialog';
import { LineDeskContext, type Mover, useLineDesk } from './use-line-desk';

type Shown = 'upcoming' | 'in_play';

export default function LinesDesk() {
  const [stateWord, setStateWord] = useFilter('state');
  const state: Shown = stateWord === 'in_play' ? 'in_play' : 'upcoming';
  const [chosenId, choose] = useFilter('fixture');
  const fixtures = useFixtures(state);
  const { slug } = useBook();
  const provides = slug === platformSlug;
  const moves = usePermission('move_line') && provides;
  const mayControl = usePermission('control_offer') && !provides;
  const owns = mayControl && state === 'upcoming';
  const mover: Mover = moves ? 'catalogue' : owns ? 'book' : 'nobody';
  const exposure = useExposure(usePermission('view_reports') && !provides);
  const games = useMemo(() => itemsOf(fixtures.data), [fixtures.data]);
  useEffect(() => keepPrices(games), [games]);
  const leagues = [...new Set(games.map((game) => game.league))];
  const [leagueWord, setLeague] = useFilter('league');
  const league = leagues.includes(leagueWord) ? leagueWord : '';
  const shown = games.filter((game) => !league || game.league === league);
  const chosen = games.find((game) => game.id === chosenId);
  const desk = useLineDesk(shown, mover);
  const [stopping, setStopping] = useState(false);
  const running = shown.filter((game) => offerOf(game) !== 'suspended');
  useScreenKey(
    'S',
    t('Suspend all in view'),
    () => mayControl && running.length > 0 && setStopping(true),
  );
  useTakeBackKey(desk.takeBack);
  const byFixture = new Map(exposure.data?.fixtures.map((one) => [one.fixture_id, one]));
  return (
    <LineDeskContext value={desk}>
      <ScreenFrame title={t('Lines desk')} perspective={provides ? undefined : 'house'} fixed>
        <div className="bar">
          <Segmented<Shown>
            label={t('Games')}
            value={state}
            onChange={(next) => setStateWord(next === 'upcoming' ? '' : next)}
            choices={[
              { value: 'upcoming', label: t('Upcoming') },
              { value: 'in_play', label: t('In play') },
            ]}
          />
          {leagues.length > 1 && (
            <select
              className="filter-input"
              aria-label={t('League')}
              value={league}
              onChange={(event) => setLeague(event.target.value)}
            >
              <option value="">{t('All leagues')}</option>
              {leagues.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </select>
          )}
          <span className="spring" />
          <LastChange />
          {mayControl && (
            <Button disabled={running.length === 0} onClick={() => setStopping(true)}>
              {t('Suspend all in view')} <kbd>{t('Shift S')}</kbd>
            </Button>
          )}
        </div>
        <div className={chosen ? 'lines-panes open fill' : 'lines-panes fill'}>
          <Card label={t('Lines')}>
            <Loaded question={fixtures} rows={16}>
              {() =>
                shown.length === 0 ? (
                  <EmptyState icon="lines" title={t('No game here')}>
                    {t('Games appear as soon as the provider opens their lines.')}
                  </EmptyState>
                ) : (
                  <Grid
                    games={shown}
                    byFixture={byFixture}
                    chosenId={chosenId}
                    onChoose={choose}
                    withExposure={!provides}
                  />
                )
              }
            </Loaded>
            {shown.length > 0 && <More pages={fixtures} shown={shown.length} what="game" />}
          </Card>
          {chosen && (
            <GamePanel
              key={chosen.id}
              game={chosen}
              exposure={byFixture.get(chosen.id)}
              onClose={() => choose('')}
            />
          )}
        </div>
        {stopping && <SuspendAllDialog games={running} onClose={() => setStopping(false)} />}
      </ScreenFrame>
    </LineDeskContext>
  );
}

type GridProps = {
  games: OfficeFixture[];
  byFixture: Map<string, ExposureFixture>;
  chosenId: string;
  onChoose: (id: string) => void;
  /** The provider sees no bets, so none of their results. */
  withExposure: boolean;
};

/** Days in their order, each with its games; `j` and `k` walk through all of them. */
function Grid({ games, byFixture, chosenId, onChoose, withExposure }: GridProps) {
  const { time_zone: zone } = useBook();
  const scroller = useRef<HTMLElement>(null);
  const [shownGames, setShownGames] = useState(60);
  const measure = largestResult([...byFixture.values()]);
  const walk = (step: number) => {
    const at = games.findIndex((game) => game.id === chosenId);
    const next = games[Math.min(games.length - 1, Math.max(0, at + step))];
    if (!next) return;
    onChoose(next.id);
    const row = scroller.current?.querySelector(`[data-game="${next.id}"]`);
    row?.scrollIntoView({ block: 'nearest' });
  };
  useScreenKey('j', t('Next game'), () => walk(1));
  useScreenKey('k', t('Previous game'), () => walk(-1));
  const days = new Map<string, OfficeFixture[]>();
  for (const game of games.slice(0, shownGames)) {
    const day = dateText(game.starts_at, zone);
    days.set(day, [...(days.get(day) ?? []), game]);
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
    <section className="scroller" ref={scroller} tabIndex={0} aria-label={t('Lines and exposure')}>
      <table className={withExposure ? 'lines-table' : 'lines-table bare'}>
        <thead>
          <tr>
            <th>{t('Start')}</th>
            <th>{t('Rot')}</th>
            <th>{t('Team')}</th>
            <th className="n">{t('Spread')}</th>
            <th className="n heat-at">{t('Exposure')}</th>
            <th className="n">{t('Total')}</th>
            <th className="n heat-at">{t('Exposure')}</th>
            <th className="n">{t('Money')}</th>
            <th className="n heat-at">{t('Exposure')}</th>
            <th>{t('State')}</th>
          </tr>
        </thead>
        {[...days].map(([day, ofDay]) => (
          <tbody key={day}>
            <tr className="lines-day">
              <th colSpan={10} scope="rowgroup">
                {day} <span className="t3">{t('{games} games', { games: ofDay.length })}</span>
              </th>
            </tr>
            {ofDay.map((game) => (
              <LineRows
                key={game.id}
                game={game}
                exposure={byFixture.get(game.id)}
                measure={measure}
                chosen={game.id === chosenId}
                onChoose={() => onChoose(game.id === chosenId ? '' : game.id)}
              />
            ))}
          </tbody>
        ))}
      </table>
      {games.length > shownGames && (
        <Button onClick={() => setShownGames(shownGames + 60)}>{t('Show further games')}</Button>
      )}
    </section>
  );
}
