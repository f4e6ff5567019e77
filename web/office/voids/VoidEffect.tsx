// What a void would do, as the book computes it: tickets, players, and what the house makes of it.

import { t } from '@shared/i18n/language';
import { Amount } from '../parts/Amount';
import { Loaded } from '../parts/Loaded';
import { counted } from '../parts/words';
import type { useVoidPreview } from '../reading/rule-queries';

export function VoidEffect({ preview }: { preview: ReturnType<typeof useVoidPreview> }) {
  return (
    <Loaded question={preview} rows={3}>
      {(effect) => (
        <dl className="payout-facts">
          <dt>{t('Tickets it reaches')}</dt>
          <dd>
            {counted(effect.tickets, 'ticket')}
            {effect.still_open > 0 && (
              <span className="t3">
                {' '}
                {t('{still_open} stay open for their other games.', {
                  still_open: effect.still_open,
                })}
              </span>
            )}
          </dd>
          <dt>{t('Returned to players')}</dt>
          <dd>
            <Amount value={effect.returned} style="plain" />
          </dd>
          <dt>{t('House side')}</dt>
          <dd>
            <b>
              <Amount value={effect.house_win} />
            </b>
          </dd>
          {effect.members_negative > 0 && (
            <>
              <dt>{t('Below zero by it')}</dt>
              <dd>{counted(effect.members_negative, 'player')}</dd>
            </>
          )}
        </dl>
      )}
    </Loaded>
  );
}
