// Line profiles: what the book, a branch or a player's account makes of the catalogue's lines. The
// profile nearest to a player holds, whole; of its shades the first that fits a line.

import type { LineProfileSheet, LineShade, LineTerms, WagerType } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Button } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { MemberPicker } from '../parts/MemberPicker';
import { useLineProfiles, useReplaceProfile } from '../reading/profiles';
import { useFilter } from '../reading/search-params';
import { useLeagues } from './leagues';
import { typeWords } from './rule-words';
import { ShadeDialog } from './ShadeDialog';
import { shadeEffect, shadeLines } from './shade-words';

const none: LineTerms = { shades: [], blocked_types: [] };

export function ProfileRules() {
  const [owner, setOwner] = useFilter('owner');
  const [pickerKey, setPickerKey] = useState(0);
  const choose = (id: string) => {
    setOwner(id);
    setPickerKey((before) => before + 1);
  };
  const asked = owner || 'book';
  const profiles = useLineProfiles(asked);
  return (
    <>
      <div className="bar">
        <MemberPicker
          key={pickerKey}
          memberId={owner}
          onChoose={choose}
          label={t('Agent or player')}
        />
        <span className="small t3">{t('The profile nearest to a player holds, whole.')}</span>
      </div>
      <Loaded question={profiles}>
        {(found) => <Profile owner={asked} sheets={found.sheets} />}
      </Loaded>
    </>
  );
}

/** The shades with one put in place of another, or at the end. */
function withShade(shades: LineShade[], at: number | 'new', made: LineShade): LineShade[] {
  if (at === 'new') return [...shades, made];
  return shades.map((shade, place) => (place === at ? made : shade));
}

/** The shades with one a place further up: the first that fits holds. */
export function raised(shades: LineShade[], at: number): LineShade[] {
  const moved = shades[at];
  if (at === 0 || !moved) return shades;
  const others = shades.filter((_, place) => place !== at);
  return [...others.slice(0, at - 1), moved, ...others.slice(at - 1)];
}

function Profile({ owner, sheets }: { owner: string; sheets: LineProfileSheet[] }) {
  const write = useReplaceProfile(owner);
  const [editing, setEditing] = useState<number | 'new' | null>(null);
  const own = sheets[0]?.terms ?? null;
  const inForce = sheets.find((sheet) => sheet.in_force);
  const shown = own ?? inForce?.terms ?? none;
  const save = (terms: LineTerms | null) =>
    write.mutate(terms, {
      onSuccess: () => {
        tell(t('Lines are shaded.'));
        setEditing(null);
      },
    });
  const shades = shown.shades;
  return (
    <>
      <p className="small t3">
        {inForce
          ? t('In force here: the profile of {name}.', {
              name: inForce.owner === 'book' ? t('the book') : inForce.name,
            })
          : t("No profile is in force here: the lines are the catalogue's.")}
      </p>
      <Card
        title={t('Shades')}
        beside={
          <Button compact onClick={() => setEditing('new')}>
            {t('Add a shade')}
          </Button>
        }
      >
        {shades.length === 0 ? (
          <p className="slim-state">{t("Every line is the catalogue's.")}</p>
        ) : (
          <ShadeTable
            shades={shades}
            busy={write.isPending}
            onEdit={setEditing}
            onReplace={(next) => save({ ...shown, shades: next })}
          />
        )}
      </Card>
      <BlockedTypes
        blocked={shown.blocked_types}
        busy={write.isPending}
        onChange={(blocked_types) => save({ ...shown, blocked_types })}
      />
      {own && (
        <div>
          <Button disabled={write.isPending} onClick={() => save(null)}>
            {owner === 'book'
              ? t("Take the catalogue's lines")
              : t('Leave it to whoever stands above')}
          </Button>
        </div>
      )}
      {editing !== null && (
        <ShadeDialog
          shade={editing === 'new' ? null : (shades[editing] ?? null)}
          busy={write.isPending}
          error={write.error}
          onConfirm={(made) => save({ ...shown, shades: withShade(shades, editing, made) })}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

type TableProps = {
  shades: LineShade[];
  busy: boolean;
  onEdit: (place: number) => void;
  onReplace: (shades: LineShade[]) => void;
};

function ShadeTable({ shades, busy, onEdit, onReplace }: TableProps) {
  const leagues = useLeagues();
  const rows = shades.map((shade, place) => ({
    shade,
    place,
    lines: shadeLines(shade, leagues),
    key: `${place} ${JSON.stringify(shade)}`,
  }));
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Lines')}</th>
          <th>{t('What is made of them')}</th>
          <th>
            <span className="sr">{t('Change')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ shade, place, lines, key }) => (
          <tr key={key}>
            <td data-name={t('Lines')}>{lines}</td>
            <td data-name={t('What is made of them')}>{shadeEffect(shade)}</td>
            <td className="n">
              <span className="row-deeds">
                {place > 0 && (
                  <Button
                    compact
                    disabled={busy}
                    aria-label={t('Move {lines} up', { lines })}
                    onClick={() => onReplace(raised(shades, place))}
                  >
                    {t('Up')}
                  </Button>
                )}
                <Button
                  compact
                  disabled={busy}
                  aria-label={t('Change {lines}', { lines })}
                  onClick={() => onEdit(place)}
                >
                  {t('Change')}
                </Button>
                <Button
                  compact
                  look="danger"
                  disabled={busy}
                  aria-label={t('Remove {lines}', { lines })}
                  onClick={() => onReplace(shades.filter((_, other) => other !== place))}
                >
                  {t('Remove')}
                </Button>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type BlockedProps = {
  blocked: WagerType[];
  busy: boolean;
  onChange: (blocked: WagerType[]) => void;
};

function BlockedTypes({ blocked, busy, onChange }: BlockedProps) {
  const types = Object.entries(typeWords) as [WagerType, string][];
  const flip = (type: WagerType, taken: boolean) =>
    onChange(taken ? blocked.filter((one) => one !== type) : [...blocked, type]);
  return (
    <Card title={t('Wager types')}>
      <fieldset className="card-body rule-group">
        <legend className="sr">{t('Wager types that are taken')}</legend>
        {types.map(([type, word]) => (
          <label key={type} className="tick">
            <input
              type="checkbox"
              disabled={busy}
              checked={!blocked.includes(type)}
              onChange={(event) => flip(type, event.target.checked)}
            />
            {word}
          </label>
        ))}
      </fieldset>
    </Card>
  );
}
