// Tickets for a player on the telephone: choose the player, say the wager as it is spoken, read it
// back with its price and limits, book it. Every step is done from the keyboard, and a wager that
// is refused keeps its words.

import type { Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { EmptyState } from '@shared/ui/states';
import { useState } from 'react';
import { useFilter } from '../reading/search-params';
import { ScreenFrame } from '../shell/ScreenFrame';
import { Grammar } from './Grammar';
import { PlayerSearch } from './PlayerSearch';
import { PlayerStrip } from './PlayerStrip';
import { WagerEntry } from './WagerEntry';
import { WrittenTickets } from './WrittenTickets';

const writtenShown = 10;

export default function TicketWriter() {
  const [memberId, setMemberId] = useFilter('player');
  const [written, setWritten] = useState<Ticket[]>([]);
  const keep = (ticket: Ticket) =>
    setWritten((before) => [ticket, ...before].slice(0, writtenShown));
  return (
    <ScreenFrame title={t('Ticket writer')} perspective="player">
      <div className="writer">
        <div className="writer-main">
          {memberId ? (
            <section className="card" aria-label={t('Write a ticket')}>
              <PlayerStrip memberId={memberId} onRelease={() => setMemberId('')} />
              <WagerEntry
                key={memberId}
                memberId={memberId}
                onBooked={keep}
                onRelease={() => setMemberId('')}
              />
            </section>
          ) : (
            <section className="card writer-search" aria-label={t('Choose the player')}>
              <PlayerSearch onChoose={setMemberId} />
              <EmptyState icon="ticket" title={t('Who is calling?')}>
                {t('Type a login or a name, choose with the arrow keys and take it with Enter.')}
              </EmptyState>
            </section>
          )}
          {written.length > 0 && <WrittenTickets tickets={written} />}
        </div>
        <Grammar />
      </div>
    </ScreenFrame>
  );
}
