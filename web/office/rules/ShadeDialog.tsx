// One shade of a profile: which lines, and what is made of them.

import type { Lean, LineShade, MarketKind, Sport } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { SelectField, TextField } from '@shared/ui/controls';
import { useState } from 'react';
import { Choice } from '../parts/Choice';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { kindWords } from '../parts/words';
import { useLeagues } from './leagues';
import { sportWords } from './rule-words';
import { leanWords, noShade, shadeEffect, shadeLines } from './shade-words';

type Typed = {
  shade: LineShade;
  juice: string;
  cents: string;
};

const wholeNumber = /^-?\d{1,3}$/;
const quarterPoints = /^-?\d{1,2}(\.(25|5|75|0))?$/;

function firstTyped(shade: LineShade | null): Typed {
  const first = shade ?? noShade;
  return { shade: first, juice: String(first.juice), cents: String(first.cents) };
}

/** The shade that is typed; nothing while a number cannot be read. */
export function typedShade({ shade, juice, cents }: Typed): LineShade | null {
  const read = [juice, cents].every((text) => wholeNumber.test(text.trim()));
  if (!read || !quarterPoints.test(shade.points.trim())) return null;
  return { ...shade, juice: Number(juice), cents: Number(cents), points: shade.points.trim() };
}

type Props = {
  /** The one to change; a new one without it. */
  shade: LineShade | null;
  busy: boolean;
  error: unknown;
  onConfirm: (shade: LineShade) => void;
  onClose: () => void;
};

export function ShadeDialog({ shade, busy, error, onConfirm, onClose }: Props) {
  const leagues = useLeagues();
  const [typed, setTyped] = useState(() => firstTyped(shade));
  const made = typedShade(typed);
  return (
    <EffectDialog
      title={shade ? t('Change a shade') : t('New shade')}
      confirm={
        made
          ? t('{lines}: {effect}', {
              lines: shadeLines(made, leagues),
              effect: shadeEffect(made),
            })
          : t('New shade')
      }
      confirming={t('Shading lines')}
      busy={busy}
      blocked={made === null}
      error={error}
      onConfirm={() => made && onConfirm(made)}
      onClose={onClose}
    >
      <Fields typed={typed} refused={fieldErrors(error)} onChange={setTyped} />
      <p className="small t3">
        {t('Holds from the next price on. Open tickets stay as they were accepted.')}
      </p>
    </EffectDialog>
  );
}

type FieldsProps = {
  typed: Typed;
  refused: Record<string, string>;
  onChange: (typed: Typed) => void;
};

function Fields({ typed, refused, onChange }: FieldsProps) {
  const leagues = useLeagues();
  const { shade } = typed;
  const set = (part: Partial<LineShade>) => onChange({ ...typed, shade: { ...shade, ...part } });
  const wrongNumber = (text: string) =>
    wholeNumber.test(text.trim()) ? undefined : t('Write a whole number.');
  return (
    <div className="fields">
      <Choice
        label={t('Sport')}
        any={t('Any sport')}
        words={sportWords}
        value={shade.sport ?? ''}
        onChange={(sport) => set({ sport: (sport || null) as Sport | null })}
      />
      <Choice
        label={t('League')}
        any={t('Any league')}
        words={Object.fromEntries(leagues)}
        value={shade.league_id ?? ''}
        onChange={(league) => set({ league_id: league || null })}
      />
      <Choice
        label={t('Market')}
        any={t('Any market')}
        words={kindWords}
        value={shade.market ?? ''}
        onChange={(market) => set({ market: (market || null) as MarketKind | null })}
      />
      <Choice
        label={t('When')}
        any={t('At any time')}
        words={{ live: t('In play only'), before: t('Before the start only') }}
        value={shade.live === null ? '' : shade.live ? 'live' : 'before'}
        onChange={(live) => set({ live: live === '' ? null : live === 'live' })}
      />
      <SelectField
        label={t('Offered')}
        value={shade.blocked ? 'no' : 'yes'}
        onChange={(event) => set({ blocked: event.target.value === 'no' })}
      >
        <option value="yes">{t('at its own line')}</option>
        <option value="no">{t('not at all')}</option>
      </SelectField>
      {!shade.blocked && (
        <>
          <TextField
            label={t('Juice')}
            unit={t('cents')}
            hint={t('taken from every price; below 0 it is given')}
            value={typed.juice}
            wrong={refused.juice ?? wrongNumber(typed.juice)}
            onChange={(event) => onChange({ ...typed, juice: event.target.value })}
          />
          <Choice
            label={t('Against')}
            any={t('nobody')}
            words={leanWords}
            value={shade.against ?? ''}
            onChange={(against) => set({ against: (against || null) as Lean | null })}
          />
          <TextField
            label={t('Price against that side')}
            unit={t('cents')}
            value={typed.cents}
            wrong={refused.cents ?? refused.against ?? wrongNumber(typed.cents)}
            onChange={(event) => onChange({ ...typed, cents: event.target.value })}
          />
          <TextField
            label={t('Line against that side')}
            unit={t('points')}
            value={shade.points}
            wrong={
              refused.points ??
              (quarterPoints.test(shade.points.trim())
                ? undefined
                : t('Write points, such as 0.5 or 1.'))
            }
            onChange={(event) => set({ points: event.target.value })}
          />
        </>
      )}
    </div>
  );
}
