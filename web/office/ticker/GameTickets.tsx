// The tickets that hold one game, for the exposure drill-down and the settlement desk.

import type { TicketState } from '@shared/api/contract';
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
  const word = state === 'open' ? 'Open' : 'Settled';
  return (
    <Card title={`${word} tickets on this game`} className={`drill-tickets ${state}`}>
      <Loaded question={tickets}>
        {(pages) => {
          const found = itemsOf(pages);
          if (found.length === 0) {
            return <p className="slim-state">No {word.toLowerCase()} ticket holds it.</p>;
          }
          return (
            <>
              <Scroller label="Tickets">
                <TicketTable tickets={found} brief />
              </Scroller>
              <More pages={tickets} shown={found.length} what="tickets" />
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}
