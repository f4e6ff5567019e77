// The member's tickets, open first.

import type { TicketState } from '@shared/api/contract';
import { Segmented } from '@shared/ui/controls';
import { useMemo, useState } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { Scroller } from '../parts/Scroller';
import { TicketTable } from '../ticker/TicketTable';
import { useTicker } from '../ticker/use-ticker';

const choices: { value: TicketState; label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'settled', label: 'Settled' },
  { value: 'voided', label: 'Voided' },
];
const emptyWords: Record<TicketState, string> = {
  open: 'No open bet.',
  settled: 'No settled bet.',
  voided: 'No voided bet.',
};

export function MemberTickets({ memberId }: { memberId: string }) {
  const [state, setState] = useState<TicketState>('open');
  const filter = useMemo(() => ({ member_id: memberId, state }), [memberId, state]);
  const ticker = useTicker(filter, false);
  return (
    <Card
      title="Bets"
      className="member-tickets"
      beside={<Segmented label="State" choices={choices} value={state} onChange={setState} />}
    >
      <Loaded question={ticker.listed} rows={3}>
        {() =>
          ticker.tickets.length === 0 ? (
            <p className="slim-state">{emptyWords[state]}</p>
          ) : (
            <>
              <Scroller label="Bets">
                <TicketTable tickets={ticker.tickets} fresh={ticker.fresh} dated ownerless />
              </Scroller>
              <More pages={ticker.listed} shown={ticker.tickets.length} what="tickets" />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
