// How selections of one game are taken in a parlay: not at all, or for less than true odds, and
// which pairs are refused all the same. A change is a version of the house rules.

import type { Correlation, HouseRuleSheet, SameGameSheet } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Button, TextField } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { useReplaceHouseRules } from '../reading/rule-writes';
import { correlationWords } from './rule-words';

const pairs = Object.keys(correlationWords) as Correlation[];

/** What the first one is offered as: a fifth off the win, every published pair refused. */
const first: SameGameSheet = {
  cut_percent: 20,
  cut_with_props_percent: 35,
  legs: 6,
  blocked: pairs,
};

export function SameGameRules({ rules }: { rules: HouseRuleSheet }) {
  const [open, setOpen] = useState(false);
  const rule = rules.same_game ?? null;
  return (
    <Card label={t('Parlays of one game')}>
      {rule ? (
        <>
          <p>
            {t('{cut} % off the win, {props} % with a proposition, {legs} selections at most.', {
              cut: rule.cut_percent,
              props: rule.cut_with_props_percent,
              legs: rule.legs,
            })}
          </p>
          <p className="small t2">
            {rule.blocked.length > 0
              ? t('Refused: {pairs}.', {
                  pairs: rule.blocked.map((one) => correlationWords[one]).join(', '),
                })
              : t('No pair is refused.')}
          </p>
          <Button compact onClick={() => setOpen(true)}>
            {t('Change')}
          </Button>
        </>
      ) : (
        <EmptyState
          icon="rules"
          title={t('No two selections of one game')}
          action={<Button onClick={() => setOpen(true)}>{t('Price them')}</Button>}
        >
          {t('A parlay takes one selection of each game, until you say what more costs.')}
        </EmptyState>
      )}
      {open && <SameGameDialog rules={rules} rule={rule} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function SameGameDialog({
  rules,
  rule,
  onClose,
}: {
  rules: HouseRuleSheet;
  rule: SameGameSheet | null;
  onClose: () => void;
}) {
  const write = useReplaceHouseRules();
  const [typed, setTyped] = useState(rule ?? first);
  const change = (part: Partial<SameGameSheet>) => setTyped({ ...typed, ...part });
  const number = (text: string) => Number(text.replace(/\D/g, '')) || 0;
  const put = (kept: SameGameSheet | null) =>
    write.mutate(
      { ...rules, same_game: kept },
      {
        onSuccess: () => {
          tell(kept ? t('Parlays of one game are priced.') : t('They are taken no more.'));
          onClose();
        },
      },
    );
  const wrong = fieldErrors(write.error);
  return (
    <EffectDialog
      title={t('Parlays of one game')}
      confirm={t('Price them')}
      confirming={t('Changing the rule')}
      busy={write.isPending}
      error={write.error}
      onConfirm={() => put(typed)}
      onClose={onClose}
    >
      <div className="fields">
        <TextField
          label={t('Off the win, in percent')}
          inputMode="numeric"
          data-first-focus
          value={String(typed.cut_percent)}
          wrong={wrong['same_game.cut_percent']}
          onChange={(event) => change({ cut_percent: number(event.target.value) })}
        />
        <TextField
          label={t('With a proposition, in percent')}
          inputMode="numeric"
          value={String(typed.cut_with_props_percent)}
          wrong={wrong['same_game.cut_with_props_percent']}
          onChange={(event) => change({ cut_with_props_percent: number(event.target.value) })}
        />
        <TextField
          label={t('Selections at most')}
          inputMode="numeric"
          value={String(typed.legs)}
          wrong={wrong['same_game.legs']}
          onChange={(event) => change({ legs: number(event.target.value) })}
        />
      </div>
      <fieldset className="rule-group">
        <legend>{t('Refused all the same')}</legend>
        {pairs.map((pair) => (
          <label className="tick" key={pair}>
            <input
              type="checkbox"
              checked={typed.blocked.includes(pair)}
              onChange={(event) =>
                change({
                  blocked: event.target.checked
                    ? [...typed.blocked, pair]
                    : typed.blocked.filter((one) => one !== pair),
                })
              }
            />
            {correlationWords[pair]}
          </label>
        ))}
      </fieldset>
      <p className="small t3">
        {t('The cut ends when no two selections of one game are left. Tickets keep their terms.')}
      </p>
      {rule && (
        <Button compact onClick={() => put(null)}>
          {t('Take none any more')}
        </Button>
      )}
    </EffectDialog>
  );
}
