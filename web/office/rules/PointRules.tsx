// Points that the house sells, by league: what a half point costs and which numbers cost more. A
// change is a version of the house rules; tickets keep the line and price they were accepted by.

import type { PointTable } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Button, SelectField } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { Scroller } from '../parts/Scroller';
import { useBoard } from '../reading/queries';
import { usePoints } from '../reading/rule-queries';
import { PointDialog } from './PointDialog';
import { keyLine } from './point-text';
import { typeWords } from './rule-words';

export type League = { id: string; code: string; name: string };
type Changing = { league: League; table: PointTable | null };

export function PointRules() {
  const points = usePoints();
  const leagues: League[] = useBoard().data?.leagues ?? [];
  const [changing, setChanging] = useState<Changing | null>(null);
  return (
    <Card label={t('Points for sale')}>
      <Loaded question={points}>
        {({ items }) => {
          const sold = new Map(items.map((one) => [one.league_id, one.table]));
          const rest = leagues.filter(({ id }) => !sold.has(id));
          const begin = (id: string) => {
            const league = rest.find((one) => one.id === id);
            if (league) setChanging({ league, table: null });
          };
          return (
            <>
              <div className="card-start">
                <SelectField
                  label={t('Sell points in a league')}
                  value=""
                  onChange={(event) => begin(event.target.value)}
                >
                  <option value="">{t('Choose a league')}</option>
                  {rest.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </SelectField>
              </div>
              {items.length === 0 ? (
                <EmptyState icon="rules" title={t('No points are sold')}>
                  {t('Choose a league and take over published prices, or set your own.')}
                </EmptyState>
              ) : (
                <PointList
                  sold={items.map((one) => ({
                    table: one.table,
                    league: leagues.find(({ id }) => id === one.league_id),
                    id: one.league_id,
                  }))}
                  onChange={setChanging}
                />
              )}
            </>
          );
        }}
      </Loaded>
      {changing && (
        <PointDialog
          key={changing.league.id}
          league={changing.league}
          table={changing.table}
          onClose={() => setChanging(null)}
        />
      )}
    </Card>
  );
}

type Sold = { id: string; league: League | undefined; table: PointTable };

function PointList({ sold, onChange }: { sold: Sold[]; onChange: (changing: Changing) => void }) {
  return (
    <Scroller label={t('Points for sale')}>
      <table className="list-table stacks">
        <thead>
          <tr>
            <th>{t('League')}</th>
            <th>{t('Half point')}</th>
            <th>{t('Key numbers')}</th>
            <th>{t('At most')}</th>
            <th>{t('Wager types')}</th>
            <th>
              <span className="sr">{t('Change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sold.map(({ id, league, table }) => (
            <tr key={id}>
              <td data-name={t('League')}>
                <b>{league?.name ?? id}</b> <span className="t3 small">{table.name}</span>
              </td>
              <td data-name={t('Half point')} className="num">
                {table.step_cents}
              </td>
              <td data-name={t('Key numbers')} className="num">
                {table.keys.map(keyLine).join(', ') || '—'}
              </td>
              <td data-name={t('At most')} className="num">
                {table.most}
              </td>
              <td data-name={t('Wager types')} className="t2">
                {table.wagers.map((one) => typeWords[one]).join(', ')}
              </td>
              <td className="n">
                {league && (
                  <Button
                    compact
                    aria-label={t('Change {name}', { name: league.name })}
                    onClick={() => onChange({ league, table })}
                  >
                    {t('Change')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
