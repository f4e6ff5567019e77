// What half points cost in a league: taken over from published prices, changed, or ended.

import type { PointTable, WagerType } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Button, SelectField, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { usePublishedPoints } from '../reading/rule-queries';
import { useSellPoints } from '../reading/rule-writes';
import type { League } from './PointRules';
import { keyLine, readKeys } from './point-text';
import { typeWords } from './rule-words';

/** Types that no card prices. */
const types: WagerType[] = ['straight', 'parlay', 'round_robin', 'if_bet', 'reverse'];

const own: PointTable = {
  name: '',
  source: '',
  step_cents: 10,
  most: '1',
  keys: [],
  wagers: ['straight'],
  totals: true,
};

export function PointDialog({
  league,
  table,
  onClose,
}: {
  league: League;
  /** What is sold there now. */
  table: PointTable | null;
  onClose: () => void;
}) {
  const sell = useSellPoints(league.code);
  const published = usePublishedPoints().data?.items ?? [];
  const [typed, setTyped] = useState(table ?? { ...own, name: league.name });
  const [keys, setKeys] = useState(() => typed.keys.map(keyLine).join(', '));
  const read = readKeys(keys);
  const take = (code: string) => {
    const found = published.find((one) => one.code === code)?.table;
    if (!found) return;
    setTyped(found);
    setKeys(found.keys.map(keyLine).join(', '));
  };
  const change = (part: Partial<PointTable>) => setTyped({ ...typed, ...part });
  const put = (kept: PointTable | null) => {
    sell.mutate(
      { league: league.code, table: kept },
      {
        onSuccess: () => {
          const { name } = league;
          const told = kept ? t('Points are sold in {name}.', { name }) : null;
          tell(told ?? t('No more in {name}.', { name }));
          onClose();
        },
      },
    );
  };
  const wrong = fieldErrors(sell.error);
  return (
    <EffectDialog
      title={t('Points in {name}', { name: league.name })}
      confirm={t('Sell points in {name}', { name: league.name })}
      confirming={t('Changing the prices')}
      busy={sell.isPending}
      blocked={!read || typed.name.trim() === '' || typed.wagers.length === 0}
      error={sell.error}
      wide
      onConfirm={() => read && put({ ...typed, keys: read })}
      onClose={onClose}
    >
      <div className="fields">
        <SelectField
          label={t('Take over published prices')}
          value=""
          onChange={(event) => take(event.target.value)}
        >
          <option value="">{t('Choose a house')}</option>
          {published.map((one) => (
            <option key={one.code} value={one.code}>
              {one.table.name}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('Name')}
          value={typed.name}
          maxLength={80}
          data-first-focus
          wrong={wrong.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </div>
      <div className="fields">
        <TextField
          label={t('Half point, in cents')}
          inputMode="numeric"
          value={String(typed.step_cents)}
          wrong={wrong.step}
          onChange={(event) => change({ step_cents: Number(event.target.value) || 0 })}
        />
        <TextField
          label={t('Points at most')}
          inputMode="decimal"
          value={typed.most}
          wrong={wrong.most ?? wrong['table.most']}
          onChange={(event) => change({ most: event.target.value })}
        />
        <TextField
          label={t('Key numbers')}
          hint={t('On or off them it costs more, such as 3: 25, 7: 15.')}
          value={keys}
          wrong={read ? wrong.keys : t('Write each as 3: 25.')}
          onChange={(event) => setKeys(event.target.value)}
        />
      </div>
      <fieldset className="rule-group">
        <legend>{t('Wager types')}</legend>
        {types.map((type) => (
          <label className="tick" key={type}>
            <input
              type="checkbox"
              checked={typed.wagers.includes(type)}
              onChange={(event) =>
                change({
                  wagers: event.target.checked
                    ? [...typed.wagers, type]
                    : typed.wagers.filter((one) => one !== type),
                })
              }
            />
            {typeWords[type]}
          </label>
        ))}
        <label className="tick">
          <input
            type="checkbox"
            checked={typed.totals}
            onChange={(event) => change({ totals: event.target.checked })}
          />
          {t('Totals as well')}
        </label>
      </fieldset>
      {typed.source && (
        <p className="small t3">{t('Source: {source}', { source: typed.source })}</p>
      )}
      {table && (
        <Button compact onClick={() => put(null)}>
          {t('Sell no points here')}
        </Button>
      )}
    </EffectDialog>
  );
}
