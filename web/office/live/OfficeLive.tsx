// Turns live messages into fresh screens: new tickets go to the ticker, everything that is a sum
// is asked for again at a calm pace. Draws nothing.

import type { LiveMessage, Ticket } from '@shared/api/contract';
import { messagesKey } from '@shared/messages/use-messages';
import { prices } from '@shared/price-store';
import { useLiveMessages, useLiveStream } from '@shared/use-live';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from '../reading/queries';
import { Freshness } from './freshness';
import { sawSequence } from './sequence';
import { ticketFeed } from './ticket-feed';

const calmMilliseconds = 2_000;

/** A new bet changes what confirming any of its games would do. */
function previews(ticket: Ticket): QueryKey[] {
  return ticket.legs.map((leg) => [...keys.preview, leg.fixture_id]);
}

/** What waits to be accepted, or never was, stands in no list of tickets. */
function isTicket(ticket: Ticket): boolean {
  return ticket.state !== 'offered' && ticket.state !== 'refused';
}

function changedBy(message: LiveMessage): QueryKey[] {
  switch (message.name) {
    case 'ticket':
      if (!isTicket(message.content)) return [keys.tenders, keys.dashboard, keys.members];
      return message.content.state === 'open'
        ? [
            keys.dashboard,
            keys.tenders,
            keys.exposure,
            [...keys.fixtures, 'one'],
            ...previews(message.content),
          ]
        : [keys.dashboard, keys.exposure, keys.fixtures, keys.figures, keys.daily];
    case 'balance':
      return [
        keys.members,
        [...keys.member, message.content.member_id],
        [...keys.statement, message.content.member_id],
        keys.withdrawals,
        keys.freePlays,
        keys.figures,
        // What is owed, and what was asked for or taken back.
        keys.dashboard,
      ];
    case 'fixture':
    case 'fixture_new':
      return [keys.fixtures, keys.exposure, keys.dashboard];
    case 'result':
      return [keys.fixtures, keys.exposure, keys.dashboard, keys.figures];
    case 'message':
      return [messagesKey];
    case 'market':
    case 'hello':
    case 'reset':
      return [];
  }
}

export function OfficeLive() {
  const client = useQueryClient();
  const [freshness] = useState(() => new Freshness(client, calmMilliseconds));
  useLiveStream();
  useEffect(() => () => freshness.stop(), [freshness]);
  useLiveMessages((message) => {
    sawSequence(message.sequence);
    if (message.name === 'hello') sawSequence(message.content.sequence);
    if (message.name === 'ticket' && isTicket(message.content)) ticketFeed.push(message.content);
    if (message.name === 'market') prices.apply(message.content.market);
    if (message.name === 'reset') {
      ticketFeed.clear();
      client.invalidateQueries();
      return;
    }
    for (const key of changedBy(message)) freshness.mark(key);
  });
  return null;
}
