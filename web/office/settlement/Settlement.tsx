// The settlement desk: which games wait for a result, what sources say, what confirming would do
// to the cent, and the settling until the last ticket. House side.

import { t } from '@shared/i18n/language';
import { EmptyState } from '@shared/ui/states';
import { useEffect } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { itemsOf } from '../reading/pages';
import { useFixture, useFixtures } from '../reading/queries';
import { useFilter } from '../reading/search-params';
import { ScreenFrame } from '../shell/ScreenFrame';
import { GameDesk } from './GameDesk';
import { Queue, QueueSelect } from './Queue';

export default function Settlement() {
  const [chosen, setChosen] = useFilter('fixture');
  const waiting = useFixtures('to_settle');
  const [first] = itemsOf(waiting.data);
  const shownId = chosen || first?.id || null;
  // Pinned to the address: a game that was just settled must not make room for another by itself.
  useEffect(() => {
    if (!chosen && shownId) setChosen(shownId);
  }, [chosen, shownId, setChosen]);
  return (
    <ScreenFrame title={t('Settlement')} perspective="house" fixed>
      <div className="settlement-panes fill">
        <QueueSelect chosen={shownId} onChoose={setChosen} />
        <Queue chosen={shownId} onChoose={setChosen} />
        <div className="settlement-desk">
          {shownId ? (
            <Desk fixtureId={shownId} />
          ) : (
            <Card label={t('Game')}>
              <EmptyState icon="check" title={t('No game waits for a result')}>
                {t('Choose a game to enter a score, or to suspend or circle it.')}
              </EmptyState>
            </Card>
          )}
        </div>
      </div>
    </ScreenFrame>
  );
}

function Desk({ fixtureId }: { fixtureId: string }) {
  const fixture = useFixture(fixtureId);
  return (
    <Loaded question={fixture} rows={10}>
      {(found) => <GameDesk key={found.id} fixture={found} />}
    </Loaded>
  );
}
