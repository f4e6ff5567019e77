// The member's tickets, open first.

import type { TicketState } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Segmented } from '@shared/ui/controls';
import { useMemo, useState } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { Scroller } from '../parts/Scroller';
import { TicketTable } from '../ticker/TicketTable';
import { useTicker } from '../ticker/use-ticker';

type Shown = Extract<TicketState, 'open' | 'settled' | 'voided'>;

const choices: { value: Shown; label: string }[] = [
  { value: 'open', label: t('Open') },
  { value: 'settled', label: t('Settled') },
  { value: 'voided', label: t('Voided') },
];
const emptyWords: Record<Shown, string> = {
  open: t('No open bet.'),
  settled: t('No settled bet.'),
  voided: t('No voided bet.'),
};

export function MemberTickets({ memberId }: { memberId: string }) {
  const [state, setState] = useState<Shown>('open');
  const filter = useMemo(() => ({ member_id: memberId, state }), [memberId, state]);
  const ticker = useTicker(filter, false);
  return (
    <Card
      title={t('Bets')}
      className="member-tickets"
      beside={<Segmented label={t('State')} choices={choices} value={state} onChange={setState} />}
    >
      <Loaded question={ticker.listed} rows={3}>
        {() =>
          ticker.tickets.length === 0 ? (
            <p className="slim-state">{emptyWords[state]}</p>
          ) : (
            <>
              <Scroller label={t('Bets')}>
                <TicketTable tickets={ticker.tickets} fresh={ticker.fresh} dated ownerless />
              </Scroller>
              <More pages={ticker.listed} shown={ticker.tickets.length} what="ticket" />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
