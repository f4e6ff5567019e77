// Asks for what the first page will need before that page exists: book, session and board at the
// same time. Whoever is not signed in gets a refusal for the board, which is then forgotten.

import { bookQuery, sessionQuery } from '@shared/session';
import type { QueryClient } from '@tanstack/react-query';
import { boardQuery } from '../board/board-query';
import { balanceQuery } from './balance-query';

export function readAhead(client: QueryClient): void {
  void client.prefetchQuery(bookQuery);
  void client.prefetchQuery(sessionQuery);
  void client.prefetchQuery(balanceQuery);
  void client.prefetchQuery(boardQuery);
}
