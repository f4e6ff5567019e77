// Makes a new book: who it is, how it counts money and time, and who runs it.

import type { BookCreated, CreateBook, OddsFormat } from '@shared/api/contract';
import { readableBrand } from '@shared/brand';
import { t } from '@shared/i18n/language';
import { Button, SelectField, TextField } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { InvitationLink } from '../parts/InvitationLink';
import { useCreateBook } from '../reading/writes';

const currencies = ['USD', 'EUR', 'GBP', 'CAD', 'MXN', 'CRC', 'JPY'];
const oddsFormats: OddsFormat[] = ['american', 'decimal', 'fractional'];
const firstColour = '#0b6b4f';

function zones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = Intl.supportedValuesOf('timeZone');
  return all.includes(own) ? all : [own, ...all];
}

const first = {
  slug: '',
  name: '',
  colour: firstColour,
  currency: 'USD',
  zone: 'America/New_York',
  odds: 'american' as OddsFormat,
  operator: '',
};
type Typed = typeof first;

function isGoodSlug(slug: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,30}$/.test(slug);
}

/** The letter that stands for the book until its brand has more. */
function markOf(name: string): string {
  return name.trim().charAt(0).toUpperCase();
}

/** The request, or null while something needed is missing. */
function requestFor(typed: Typed): CreateBook | null {
  const name = typed.name.trim();
  const operator = typed.operator.trim();
  const goodColour = /^#[0-9a-f]{6}$/i.test(typed.colour);
  if (!name || !operator || !goodColour || !isGoodSlug(typed.slug.trim())) return null;
  return {
    slug: typed.slug.trim(),
    name,
    brand: { name, colour: typed.colour, mark: markOf(name) },
    currency: typed.currency,
    time_zone: typed.zone,
    odds_format: typed.odds,
    operator_login: operator,
  };
}

export function CreateBookDialog({ onClose }: { onClose: () => void }) {
  const create = useCreateBook();
  const [typed, setTyped] = useState(first);
  const refused = fieldErrors(create.error);
  if (create.data) return <Created created={create.data} typed={typed} onClose={onClose} />;
  const body = requestFor(typed);
  const set = (name: keyof Typed) => (event: { target: { value: string } }) =>
    setTyped({ ...typed, [name]: event.target.value });
  return (
    <EffectDialog
      title={t('New book')}
      confirm={
        typed.name.trim() ? t('Create {value}', { value: typed.name.trim() }) : t('Create the book')
      }
      confirming={t('Creating')}
      busy={create.isPending}
      blocked={body === null}
      error={Object.keys(refused).length > 0 ? null : create.error}
      onConfirm={() => body && create.mutate(body)}
      onClose={onClose}
    >
      <BookFields typed={typed} refused={refused} set={set} />
      <p className="small t3">
        {t('Currency and time zone stay with the book: its ledger counts in them.')}
      </p>
    </EffectDialog>
  );
}

type CreatedProps = { created: BookCreated; typed: Typed; onClose: () => void };

function Created({ created, typed, onClose }: CreatedProps) {
  const who = t('{name} with operator {value}', {
    name: created.book.name,
    value: typed.operator.trim(),
  });
  return (
    <Dialog
      title={t('New book')}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('Done')}
        </Button>
      }
    >
      <div className="stack">
        <InvitationLink url={created.invitation_url} title={t('{who} is created.', { who })} />
      </div>
    </Dialog>
  );
}

type FieldsProps = {
  typed: Typed;
  refused: Record<string, string>;
  set: (name: keyof Typed) => Changed;
};

function BookFields({ typed, refused, set }: FieldsProps) {
  const slug = typed.slug.trim();
  const wrongSlug =
    slug && !isGoodSlug(slug) ? t('Small letters, digits and hyphens, 2 to 31.') : undefined;
  const choice = (name: keyof Typed, label: string, choices: string[], field: string) => (
    <Choice
      label={label}
      value={typed[name]}
      choices={choices}
      wrong={refused[field]}
      onChange={set(name)}
    />
  );
  return (
    <div className="fields">
      <TextField
        label={t('Name')}
        autoFocus
        value={typed.name}
        wrong={refused.name}
        onChange={set('name')}
      />
      <TextField
        label={t('Address')}
        value={typed.slug}
        autoCapitalize="none"
        spellCheck={false}
        placeholder="halyard"
        hint={`/b/${slug || 'address'}/`}
        wrong={refused.slug ?? wrongSlug}
        onChange={set('slug')}
      />
      <ColourField colour={typed.colour} mark={markOf(typed.name)} onChange={set('colour')} />
      <TextField
        label={t("Operator's login")}
        value={typed.operator}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        wrong={refused.operator_login}
        onChange={set('operator')}
      />
      {choice('currency', t('Currency'), currencies, 'currency')}
      {choice('odds', t('Odds format'), oddsFormats, 'odds_format')}
      <div className="full">{choice('zone', t('Time zone'), zones(), 'time_zone')}</div>
    </div>
  );
}

type Changed = (event: { target: { value: string } }) => void;
type ChoiceProps = {
  label: string;
  value: string;
  choices: string[];
  wrong: string | undefined;
  onChange: Changed;
};

function Choice({ label, value, choices, wrong, onChange }: ChoiceProps) {
  return (
    <SelectField label={label} value={value} wrong={wrong} onChange={onChange}>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </SelectField>
  );
}

type ColourProps = { colour: string; mark: string; onChange: Changed };

function ColourField({ colour, mark, onChange }: ColourProps) {
  const { fill, text } = readableBrand(colour);
  return (
    <div className="colour-field">
      <TextField
        label={t('Brand colour')}
        type="color"
        value={colour}
        onChange={onChange}
        unit={colour}
      />
      <span className="mark" aria-hidden="true" style={{ background: fill, color: text }}>
        {mark || 'A'}
      </span>
    </div>
  );
}
