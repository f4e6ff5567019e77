// The tickets that hold one game, for the exposure drill-down and the settlement desk.

import type { TicketState } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { Scroller } from '../parts/Scroller';
import { itemsOf } from '../reading/pages';
import { useTickets } from '../reading/queries';
import { TicketTable } from './TicketTable';

type Props = { fixtureId: string; state?: TicketState };

export function GameTickets({ fixtureId, state = 'open' }: Props) {
  const tickets = useTickets({ fixture_id: fixtureId, state });
  const word = state === 'open' ? t('Open') : t('Settled');
  return (
    <Card title={t('{word} tickets on this game', { word })} className={`drill-tickets ${state}`}>
      <Loaded question={tickets}>
        {(pages) => {
          const found = itemsOf(pages);
          if (found.length === 0) {
            return (
              <p className="slim-state">
                {t('No {value} ticket holds it.', { value: word.toLowerCase() })}
              </p>
            );
          }
          return (
            <>
              <Scroller label={t('Tickets')}>
                <TicketTable tickets={found} brief />
              </Scroller>
              <More pages={tickets} shown={found.length} what="ticket" />
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}
