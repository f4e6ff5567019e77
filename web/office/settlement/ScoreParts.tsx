// The parts of a score, typed beside it. They must add up to it before it can be entered.

import type { OfficeFixture } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Note } from '@shared/ui/states';
import { emptyParts, type Part, type PartKind, partKinds, partName, partSum } from './score-parts';

export type TypedParts = { kind: PartKind; parts: Part[] } | null;
type Score = { away: number | null; home: number | null };

/** In words, where the parts of a side do not come to its score; empty where they do. */
export function partsWrong(typed: TypedParts, score: Score, fixture: OfficeFixture): string {
  if (!typed) return '';
  for (const side of ['away', 'home'] as const) {
    const sum = partSum(typed.parts, side);
    const { short } = fixture[side];
    if (sum === null) return t('A part of {team} is no number of points.', { team: short });
    if (score[side] !== null && sum !== score[side]) {
      return t('The parts of {team} come to {sum}, its score is {score}.', {
        team: short,
        sum,
        score: score[side],
      });
    }
  }
  return '';
}

type Props = {
  fixture: OfficeFixture;
  typed: TypedParts;
  wrong: string;
  onChange: (typed: TypedParts) => void;
};

export function ScoreParts({ fixture, typed, wrong, onChange }: Props) {
  const choose = (kind: string) =>
    onChange(
      kind in partKinds ? { kind: kind as PartKind, parts: emptyParts(kind as PartKind) } : null,
    );
  const type = (place: number, change: Partial<Part>) => {
    if (!typed) return;
    const parts = typed.parts.map((part, n) => (n === place ? { ...part, ...change } : part));
    onChange({ ...typed, parts });
  };
  return (
    <div className="score-parts">
      <label className="small t2">
        {t('Parts of the game')}{' '}
        <select
          className="filter-input narrow"
          value={typed?.kind ?? ''}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{t('not told')}</option>
          {Object.entries(partKinds).map(([kind, { name }]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {typed && (
        <div className="scroller">
          <table className="parts-table">
            <thead>
              <tr>
                <th>
                  <span className="sr">{t('Team')}</span>
                </th>
                {typed.parts.map((_, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
                  <th key={place} className="n">
                    {partName(typed.kind, place)}
                  </th>
                ))}
                <th className="n">{t('Sum')}</th>
              </tr>
            </thead>
            <tbody>
              {(['away', 'home'] as const).map((side) => (
                <tr key={side}>
                  <td>{fixture[side].short}</td>
                  {typed.parts.map((part, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
                    <td key={place} className="n">
                      <input
                        inputMode="numeric"
                        aria-label={`${fixture[side].short}, ${partName(typed.kind, place)}`}
                        aria-invalid={wrong ? true : undefined}
                        value={part[side]}
                        onChange={(event) => type(place, { [side]: event.target.value })}
                      />
                    </td>
                  ))}
                  <td className="n">
                    <b>{partSum(typed.parts, side) ?? '—'}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {wrong && <Note tone="error">{wrong}</Note>}
    </div>
  );
}
