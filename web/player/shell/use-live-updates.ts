// Feeds the live stream into the caches of the player's app.

import type { Balance, LiveMessage } from '@shared/api/contract';
import { liveStream } from '@shared/live';
import { calmMilliseconds } from '@shared/live-pace';
import { messagesKey } from '@shared/messages/use-messages';
import { preferences } from '@shared/preferences';
import { prices } from '@shared/price-store';
import { useLiveMessages, useLiveStream } from '@shared/use-live';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { applyFixture, boardKey, joinMarket } from '../board/board-query';

export const balanceKey = ['balance'] as const;
export const wagersKey = ['wagers'] as const;
export const statementKey = ['statement'] as const;
export const withdrawalsKey = ['withdrawals'] as const;
export const freePlaysKey = ['free-plays'] as const;
export const methodsKey = ['methods'] as const;

const settlingMilliseconds = 1_500;

/** What was missed arrives in one go after a reconnect; it is shown, not flashed. */
function justReconnected(): boolean {
  const { state, since } = liveStream.connection();
  return state !== 'live' || Date.now() - since < settlingMilliseconds;
}

export function useLiveUpdates(memberId: string): void {
  const client = useQueryClient();
  const again = (...keys: (readonly string[])[]) => {
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  };
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const readBoard = () => {
    waiting.current = undefined;
    again(boardKey);
  };
  useEffect(() => () => clearTimeout(waiting.current), []);
  useLiveStream();
  useLiveMessages((message: LiveMessage) => {
    // While the board is held still, scores and new games wait for it as prices do.
    const pace = preferences().livePrices;
    if (pace !== 'on' && (message.name === 'fixture' || message.name === 'fixture_new')) {
      if (pace === 'calm') waiting.current ??= setTimeout(readBoard, calmMilliseconds);
      return;
    }
    switch (message.name) {
      case 'market':
        if (!prices.entry(message.content.market.id)) joinMarket(client, message.content);
        prices.apply(message.content.market, Date.now(), justReconnected());
        break;
      case 'fixture':
        applyFixture(client, message.content);
        break;
      case 'fixture_new':
        again(boardKey);
        break;
      case 'ticket':
        again(wagersKey, statementKey);
        break;
      case 'balance':
        if (message.content.member_id === memberId) {
          client.setQueryData<Balance>(balanceKey, message.content);
          again(withdrawalsKey, freePlaysKey, methodsKey);
        }
        break;
      case 'result':
        again(wagersKey);
        break;
      case 'message':
        again(messagesKey);
        break;
      case 'reset':
        again(messagesKey, boardKey, balanceKey, wagersKey, statementKey, withdrawalsKey);
        break;
      case 'hello':
        break;
    }
  });
}
