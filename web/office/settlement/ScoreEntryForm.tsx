// Enters a score as the desk's own report. Entering settles nothing; confirming does.

import type { OfficeFixture, ScoreReport } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Button, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { type FormEvent, useState } from 'react';
import { fieldErrors } from '../parts/field-errors';
import { OutcomeNote } from '../parts/OutcomeNote';
import { useEnterScore } from '../reading/writes';
import { scoreText } from './game-words';
import { partsWrong, ScoreParts, type TypedParts } from './ScoreParts';
import { partsDetail } from './score-parts';

type Props = { fixture: OfficeFixture; onEntered: (report: ScoreReport) => void };

function points(text: string): number | null {
  return /^\d{1,3}$/.test(text.trim()) ? Number(text) : null;
}

export function ScoreEntryForm({ fixture, onEntered }: Props) {
  const enter = useEnterScore();
  const [away, setAway] = useState('');
  const [home, setHome] = useState('');
  const awayPoints = points(away);
  const homePoints = points(home);
  const [parts, setParts] = useState<TypedParts>(null);
  const wrong = partsWrong(parts, { away: awayPoints, home: homePoints }, fixture);
  const ready = awayPoints !== null && homePoints !== null && wrong === '';
  const refused = fieldErrors(enter.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (awayPoints === null || homePoints === null || wrong) return;
    const detail = parts ? { detail: partsDetail(parts.kind, parts.parts) } : {};
    enter.mutate(
      { fixture_id: fixture.id, away: awayPoints, home: homePoints, ...detail },
      {
        onSuccess: (report) => {
          tell(t('Score {report} entered. Nothing is settled yet.', { report: scoreText(report) }));
          setAway('');
          setHome('');
          setParts(null);
          onEntered(report);
        },
      },
    );
  };
  return (
    <form className="score-entry" onSubmit={submit} noValidate>
      <TextField
        label={fixture.away.short}
        inputMode="numeric"
        value={away}
        wrong={refused.away}
        onChange={(event) => setAway(event.target.value)}
      />
      <TextField
        label={fixture.home.short}
        inputMode="numeric"
        value={home}
        wrong={refused.home}
        onChange={(event) => setHome(event.target.value)}
      />
      <Button type="submit" disabled={!ready || enter.isPending}>
        {enter.isPending
          ? t('Entering')
          : fixture.result
            ? t('Enter correction')
            : t('Enter score')}
      </Button>
      <ScoreParts fixture={fixture} typed={parts} wrong={wrong} onChange={setParts} />
      {Object.keys(refused).length === 0 && <OutcomeNote error={enter.error} />}
    </form>
  );
}
