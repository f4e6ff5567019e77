// When the game truly began, as the house found out: it takes no bets from then on, and those that
// were accepted since are listed under Disputes.

import type { OfficeFixture } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Button, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Link } from 'wouter';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { longClockText, zoneText } from '../parts/office-time';
import { useRecordStart } from '../reading/writes';
import { gameCodes } from './game-words';

const minuteMilliseconds = 60_000;

/** The start that is so many minutes before the announced one; nothing for what is no number. */
export function startBefore(announced: string, minutes: string): string | null {
  if (!/^\d{1,4}$/.test(minutes.trim())) return null;
  const at = Date.parse(announced) - Number(minutes) * minuteMilliseconds;
  return new Date(at).toISOString();
}

export function StartControl({ fixture }: { fixture: OfficeFixture }) {
  const mayEnter = usePermission('enter_score');
  const { time_zone: zone } = useBook();
  const [asking, setAsking] = useState(false);
  const record = useRecordStart(fixture.id);
  if (!mayEnter) return null;
  if (fixture.began_at) {
    return (
      <div className="offer-control">
        <span className="small">
          {t('It truly began at {time} {zone}.', {
            time: longClockText(fixture.began_at, zone),
            zone: zoneText(fixture.began_at, zone),
          })}{' '}
          <Link className="link" href="/disputes">
            {t('Bets accepted since')}
          </Link>
        </span>
        <Button
          compact
          disabled={record.isPending}
          onClick={() => record.mutate({ began_at: null })}
        >
          {t('Take that back')}
        </Button>
      </div>
    );
  }
  return (
    <div className="offer-control">
      <Button compact onClick={() => setAsking(true)}>
        {t('It began earlier')}
      </Button>
      {asking && <StartDialog fixture={fixture} onClose={() => setAsking(false)} />}
    </div>
  );
}

function StartDialog({ fixture, onClose }: { fixture: OfficeFixture; onClose: () => void }) {
  const { time_zone: zone } = useBook();
  const record = useRecordStart(fixture.id);
  const [minutes, setMinutes] = useState('');
  const [note, setNote] = useState('');
  const beganAt = startBefore(fixture.starts_at, minutes);
  const refused = fieldErrors(record.error);
  return (
    <EffectDialog
      title={t('When did {game} begin?', { game: gameCodes(fixture) })}
      confirm={
        beganAt
          ? t('It began at {time}', { time: longClockText(beganAt, zone) })
          : t('It began earlier')
      }
      confirming={t('Deciding')}
      busy={record.isPending}
      blocked={!beganAt}
      error={record.error}
      onConfirm={() =>
        record.mutate(
          { began_at: beganAt, note: note.trim() },
          {
            onSuccess: () => {
              tell(t('Noted. Bets accepted since then stand under Disputes.'));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <p className="t2">
        {t('Announced for {time} {zone}. It takes no bets any more.', {
          time: longClockText(fixture.starts_at, zone),
          zone: zoneText(fixture.starts_at, zone),
        })}
      </p>
      <div className="fields">
        <TextField
          label={t('Earlier than announced by')}
          inputMode="numeric"
          unit={t('minutes')}
          value={minutes}
          data-first-focus
          wrong={minutes && !beganAt ? t('Write a whole number.') : refused.began_at}
          onChange={(event) => setMinutes(event.target.value)}
        />
        <TextField
          label={t('From where it is known')}
          value={note}
          wrong={refused.note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </EffectDialog>
  );
}
