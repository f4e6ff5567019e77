// Grants free play: how much, until when, and what it may be bet on. Nothing bounds what is left
// empty; what the player will read stands below, word for word.

import type { FreePlay, MemberDetail, WagerType } from '@shared/api/contract';
import { termsSentences } from '@shared/free-play-terms';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook, useOddsFormat } from '@shared/session';
import { Segmented, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { typeWords } from '../parts/words';
import { useGrantFreePlay } from '../reading/rule-writes';
import { useLeagues } from '../rules/leagues';
import { firstTerms, grantTypes, readTerms, type TypedTerms } from './grant-terms';
import { TimedAmountFields, useTimedAmount } from './TimedAmount';

export function GrantDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const grant = useGrantFreePlay();
  const { currency } = useBook();
  const typed = useTimedAmount({ amount: '', days: '14' });
  const [terms, setTerms] = useState<TypedTerms>(firstTerms);
  const read = readTerms(terms, currency);
  const { login } = member;
  const confirm = () => {
    if (!typed.body || !read.request) return;
    grant.mutate(
      { member_id: member.id, ...typed.body, terms: read.request },
      {
        onSuccess: () => {
          tell(t('Free play granted to {login}.', { login }));
          onClose();
        },
      },
    );
  };
  return (
    <EffectDialog
      title={t('Grant free play to {login}', { login })}
      confirm={t('Grant {amount} of free play to {login}', {
        amount: typed.amount.value ? moneyText(typed.amount.value) : '—',
        login,
      })}
      confirming={t('Granting')}
      busy={grant.isPending}
      blocked={!typed.body || !read.request}
      error={grant.error}
      wide
      onConfirm={confirm}
      onClose={onClose}
    >
      <TimedAmountFields typed={typed} error={grant.error} />
      <KindFields terms={terms} onChange={setTerms} />
      <BoundFields terms={terms} wrong={read.wrong} error={grant.error} onChange={setTerms} />
      <LeagueFields terms={terms} onChange={setTerms} />
      {read.shown && <WhatIsTold terms={read.shown} />}
    </EffectDialog>
  );
}

type FieldProps = { terms: TypedTerms; onChange: (terms: TypedTerms) => void };

/** The set with one more in it, or one less. */
function toggled<One>(set: ReadonlySet<One>, one: One): Set<One> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

function KindFields({ terms, onChange }: FieldProps) {
  return (
    <fieldset className="rule-group">
      <legend>{t('May be bet as')}</legend>
      <div className="rights-choice">
        {grantTypes.map((one: WagerType) => (
          <label className="tick" key={one}>
            <input
              type="checkbox"
              checked={terms.wagers.has(one)}
              onChange={() => onChange({ ...terms, wagers: toggled(terms.wagers, one) })}
            />
            {typeWords[one]}
          </label>
        ))}
        <label className="tick">
          <input
            type="checkbox"
            checked={terms.props}
            onChange={(event) => onChange({ ...terms, props: event.target.checked })}
          />
          {t('Also on props and outrights')}
        </label>
      </div>
    </fieldset>
  );
}

type BoundProps = FieldProps & { wrong: Partial<Record<string, string>>; error: unknown };

function BoundFields({ terms, wrong, error, onChange }: BoundProps) {
  const { currency } = useBook();
  const refused = fieldErrors(error);
  type Name = 'legs' | 'least' | 'most' | 'risk' | 'win';
  const field = (name: Name, label: string, sent: string, unit?: string) => (
    <TextField
      label={label}
      inputMode={name === 'legs' ? 'numeric' : 'text'}
      {...(unit ? { unit } : {})}
      placeholder={t('any')}
      value={terms[name]}
      wrong={wrong[name] ?? refused[sent] ?? refused[`terms.${sent}`]}
      onChange={(event) => onChange({ ...terms, [name]: event.target.value })}
    />
  );
  return (
    <div className="fields three">
      {field('legs', t('Selections at most'), 'max_legs')}
      {field('least', t('Price from'), 'least_odds')}
      {field('most', t('Price up to'), 'most_odds')}
      {field('risk', t('Risk of one bet at most'), 'max_risk', currency)}
      {field('win', t('Win of one bet at most'), 'max_win', currency)}
    </div>
  );
}

function LeagueFields({ terms, onChange }: FieldProps) {
  const leagues = useLeagues();
  const all = terms.leagues === null;
  const chosen = terms.leagues ?? new Set<string>();
  return (
    <fieldset className="rule-group">
      <legend>{t('Leagues')}</legend>
      <Segmented<'all' | 'some'>
        label={t('Leagues')}
        choices={[
          { value: 'all', label: t('All') },
          { value: 'some', label: t('Only some') },
        ]}
        value={all ? 'all' : 'some'}
        onChange={(value) => onChange({ ...terms, leagues: value === 'all' ? null : new Set() })}
      />
      {!all && (
        <div className="rights-choice">
          {[...leagues].map(([id, name]) => (
            <label className="tick" key={id}>
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={() => onChange({ ...terms, leagues: toggled(chosen, id) })}
              />
              <bdi>{name}</bdi>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}

function WhatIsTold({ terms }: { terms: FreePlay['terms'] }) {
  const format = useOddsFormat();
  const leagues = useLeagues();
  // A push is settled by the house rule in force when the bet is taken: not the grant's to say.
  const told = termsSentences(terms, format, leagues).slice(0, -1);
  return (
    <p className="small t3">
      {told.join('. ')}.{' '}
      {t('It can be wagered, not paid out. What it wins is cash; the stake is not returned.')}
    </p>
  );
}
