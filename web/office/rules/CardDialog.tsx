// A card of the house, put up or changed. What it pays is typed as it is printed; tickets keep the
// version they were accepted by.

import type { Card, CardRequest, NoAction, Sport, TieRule } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { SelectField, TextAreaField, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { usePutCard } from '../reading/rule-writes';
import { priceLine, readPoints, readPrices, type TypedPoints } from './card-text';
import { noActionWords, sportWords, tieWords } from './rule-words';

/** Sports whose lines are moved by points. */
const pointSports: Sport[] = ['football', 'basketball'];

function typedPoints(card: Card): TypedPoints[] {
  const others = card.points.map(({ sport }) => sport).filter((one) => !pointSports.includes(one));
  return [...pointSports, ...others].map((sport) => {
    const points = card.points.find((one) => one.sport === sport);
    return { sport, spread: points?.spread ?? '', total: points?.total ?? '' };
  });
}

export function CardDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const put = usePutCard(card.code);
  const [name, setName] = useState(card.name);
  const [offered, setOffered] = useState(card.offered);
  const [sameFixture, setSameFixture] = useState(card.same_fixture);
  const [ties, setTies] = useState(card.ties);
  const [noAction, setNoAction] = useState(card.no_action);
  const [legPrice, setLegPrice] = useState(card.leg_price ?? '');
  const [prices, setPrices] = useState(() => card.prices.map(priceLine).join('\n'));
  const [points, setPoints] = useState(() => typedPoints(card));
  const movesLines = card.kind === 'teaser' || card.kind === 'pleaser';
  const read = readPrices(prices);
  const confirm = () => {
    if (!read) return;
    const body: CardRequest = {
      code: card.code,
      kind: card.kind,
      name: name.trim(),
      source: card.source,
      offered,
      ties,
      no_action: noAction,
      same_fixture: sameFixture,
      ...(legPrice.trim() && { leg_price: legPrice.trim() }),
      points: movesLines ? readPoints(points) : [],
      prices: read,
    };
    put.mutate(body, {
      onSuccess: (kept) => {
        tell(t('{name} holds as version {version}.', { name: kept.name, version: kept.version }));
        onClose();
      },
    });
  };
  const refused = fieldErrors(put.error);
  return (
    <EffectDialog
      title={card.version === 0 ? t('Put up a card') : t('Change {name}', { name: card.name })}
      confirm={t('Put up {name}', { name: name.trim() || card.name })}
      confirming={t('Putting up the card')}
      busy={put.isPending}
      blocked={!read || name.trim() === ''}
      error={put.error}
      wide
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="fields">
        <TextField
          label={t('Name for players')}
          value={name}
          maxLength={80}
          data-first-focus
          wrong={refused.name}
          onChange={(event) => setName(event.target.value)}
        />
        <Tick label={t('Can be bet now')} checked={offered} onChange={setOffered} />
      </div>
      {movesLines && <PointFields typed={points} refused={refused} onChange={setPoints} />}
      <TextAreaField
        label={t('What it pays')}
        hint={t('A line for each number of selections, such as 3: 9/5, or 5-1: 1/1 with one lost.')}
        rows={Math.min(14, Math.max(4, prices.split('\n').length))}
        value={prices}
        wrong={read ? refused.prices : t('Write each price as 3: 9/5.')}
        onChange={(event) => setPrices(event.target.value)}
      />
      <div className="fields">
        <SelectField
          label={t('Ties')}
          value={ties}
          onChange={(event) => setTies(event.target.value as TieRule)}
        >
          <Words words={tieWords} />
        </SelectField>
        <SelectField
          label={t('Without action')}
          value={noAction}
          onChange={(event) => setNoAction(event.target.value as NoAction)}
        >
          <Words words={noActionWords} />
        </SelectField>
        <TextField
          label={t('Only selections at')}
          placeholder={t('any price')}
          value={legPrice}
          wrong={refused.leg_price}
          onChange={(event) => setLegPrice(event.target.value)}
        />
        <Tick
          label={t('Spread and total of one game may stand on it')}
          checked={sameFixture}
          onChange={setSameFixture}
        />
      </div>
      <p className="small t3">{t('Source: {source}', { source: card.source })}</p>
    </EffectDialog>
  );
}

function Words({ words }: { words: Record<string, string> }) {
  return Object.entries(words).map(([value, word]) => (
    <option key={value} value={value}>
      {word}
    </option>
  ));
}

function Tick({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}

function PointFields({
  typed,
  refused,
  onChange,
}: {
  typed: TypedPoints[];
  refused: Record<string, string>;
  onChange: (typed: TypedPoints[]) => void;
}) {
  const set = (sport: Sport, part: Partial<TypedPoints>) =>
    onChange(typed.map((one) => (one.sport === sport ? { ...one, ...part } : one)));
  return (
    <fieldset className="rule-group">
      <legend>{t('Points')}</legend>
      {typed.map((one, n) => (
        <div className="fields" key={one.sport}>
          <TextField
            label={t('{sport}, spreads', { sport: sportWords[one.sport] })}
            inputMode="decimal"
            placeholder={t('not taken')}
            value={one.spread}
            wrong={refused[`points[${n}].spread`]}
            onChange={(event) => set(one.sport, { spread: event.target.value })}
          />
          <TextField
            label={t('{sport}, totals', { sport: sportWords[one.sport] })}
            inputMode="decimal"
            placeholder={t('not taken')}
            value={one.total}
            wrong={refused[`points[${n}].total`]}
            onChange={(event) => set(one.sport, { total: event.target.value })}
          />
        </div>
      ))}
    </fieldset>
  );
}
