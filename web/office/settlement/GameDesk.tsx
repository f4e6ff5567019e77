// One game on the desk: its state and offer, the scores reported for it, and the preview of the
// chosen one.

import type { OfficeFixture, ScoreReport } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Button, Tag } from '@shared/ui/controls';
import { Note } from '@shared/ui/states';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { dateText, hourText } from '../parts/office-time';
import { counted, fixtureWords } from '../parts/words';
import { GameTickets } from '../ticker/GameTickets';
import { VoidDialog } from '../voids/VoidDialog';
import {
  gameCodes,
  gameTitle,
  latestBySource,
  sameScore,
  scoreText,
  sourcesDiffer,
} from './game-words';
import { OfferControl } from './OfferControl';
import { PreviewCard } from './PreviewCard';
import { Reports } from './Reports';
import { ScoreEntryForm } from './ScoreEntryForm';
import { SettlingProgress } from './SettlingProgress';
import { StartControl } from './StartControl';

export function GameDesk({ fixture }: { fixture: OfficeFixture }) {
  const mayEnter = usePermission('enter_score');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = chosenReport(fixture, chosenId);
  const settled = fixture.result !== null && chosen !== null && sameScore(fixture.result, chosen);
  const confirmed = fixture.result !== null && fixture.open_tickets === 0;
  const begun = fixture.status !== 'scheduled';
  const tickets = counted(fixture.open_tickets, 'open ticket');
  const previewed = chosen !== null && !settled && !fixture.settling;
  const held = <GameTickets fixtureId={fixture.id} state={confirmed ? 'settled' : 'open'} />;
  return (
    <>
      <div className="desk-column">
        <Card className="game-card" label={gameTitle(fixture)}>
          <GameHead fixture={fixture} />
          <div className="game-scores">
            <Reports fixture={fixture} chosen={chosen} onChoose={setChosenId} />
            {mayEnter && begun && (
              <ScoreEntryForm fixture={fixture} onEntered={(report) => setChosenId(report.id)} />
            )}
          </div>
          <OfferControl fixture={fixture} />
          <StartControl fixture={fixture} />
          <VoidGame fixture={fixture} />
        </Card>
        {previewed && held}
      </div>
      <div className="desk-column">
        {(fixture.settling || settled) && <SettlingProgress fixture={fixture} />}
        {previewed && <PreviewCard key={chosen.id} fixture={fixture} report={chosen} />}
        {!chosen && !fixture.result && (
          <Note tone="info" title={t('No score yet.')}>
            {begun
              ? t('Enter one, and its exact effect on {tickets} appears here first.', { tickets })
              : t('Once the game has started a score can be entered; its effect appears here.')}
          </Note>
        )}
      </div>
      {/* Without a preview beside the game its tickets have the whole width. */}
      {!previewed && held}
    </>
  );
}

function VoidGame({ fixture }: { fixture: OfficeFixture }) {
  const mayVoid = usePermission('void_wager');
  const [voiding, setVoiding] = useState(false);
  if (!mayVoid || fixture.open_tickets + fixture.settled_tickets === 0) return null;
  const target = { kind: 'game' as const, id: fixture.id, name: gameCodes(fixture) };
  return (
    <div className="offer-control">
      <Button look="danger" compact onClick={() => setVoiding(true)}>
        {t('Void or cancel all bets')}
      </Button>
      {voiding && <VoidDialog target={target} onClose={() => setVoiding(false)} />}
    </div>
  );
}

/** The report on the desk: the one picked, else the newest word of any source. */
function chosenReport(fixture: OfficeFixture, id: string | null): ScoreReport | null {
  const picked = fixture.reports.find((report) => report.id === id);
  return picked ?? latestBySource(fixture.reports).at(-1) ?? null;
}

function GameHead({ fixture }: { fixture: OfficeFixture }) {
  const { time_zone: zone } = useBook();
  const sources = latestBySource(fixture.reports);
  const facts = [
    fixtureWords[fixture.status],
    `${dateText(fixture.starts_at, zone)} ${hourText(fixture.starts_at, zone)}`,
    fixture.week === null ? null : t('week {week}', { week: fixture.week }),
    fixture.rotation_away === null
      ? null
      : t('rotation {rotation_away}, {rotation_home}', {
          rotation_away: fixture.rotation_away,
          rotation_home: fixture.rotation_home ?? '',
        }),
  ].filter(Boolean);
  return (
    <div className="game-head">
      <div>
        <h2>{gameTitle(fixture)}</h2>
        <span className="t2">{facts.join(', ')}</span>
      </div>
      <div className="game-tags">
        {fixture.result && (
          <Tag tone="ok" icon="check">
            {t('Result')} {scoreText(fixture.result)}
            {fixture.result.version > 1 &&
              t(', correction {value}', { value: fixture.result.version - 1 })}
          </Tag>
        )}
        {!fixture.result && sourcesDiffer(fixture.reports) && (
          <Tag tone="neg">{t('Sources differ')}</Tag>
        )}
        {!fixture.result && sources.length > 1 && !sourcesDiffer(fixture.reports) && (
          <Tag tone="ok" icon="check">
            {t('{length} sources agree', { length: sources.length })}
          </Tag>
        )}
      </div>
    </div>
  );
}
