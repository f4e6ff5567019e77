// Who is signed in, and to which book. Signed out is an answer like any other, not an error.

import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import {
  answer,
  api,
  keepCsrfToken,
  NoAnswer,
  refusalCode,
  sessionsEntered,
  whenSignedOut,
} from './api/client';
import type { Book, OddsFormat, Permission, Session, SignIn } from './api/contract';
import { keepOnlyFor } from './api/intent';
import { applyBrand } from './brand';
import { bookSlug } from './location';
import { usePreferences } from './preferences';
import { bookClock, keepBookZone } from './time';

/** The cache of server answers: kept until the live stream says they changed. */
export function newQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => error instanceof NoAnswer && failures < 3,
      },
      mutations: { retry: false },
    },
  });
  whenSignedOut(() => client.setQueryData(sessionKey, null));
  return client;
}

export const bookKey = ['book'] as const;
export const sessionKey = ['session'] as const;

async function readBook(): Promise<Book> {
  const book = await answer(api.GET('/v1/book'));
  bookClock.set(book.now, book.demo?.speed);
  keepBookZone(book.time_zone);
  return book;
}

/** From here on everything is sent as this person; true when this tab was another's before. */
function became(session: Session): boolean {
  keepCsrfToken(session.csrf_token);
  return keepOnlyFor(`${bookSlug()} ${session.member.id}`);
}

async function readSession(): Promise<Session | null> {
  try {
    const session = await answer(api.GET('/v1/session'));
    became(session);
    return session;
  } catch (error) {
    if (refusalCode(error) === 'not_signed_in') return null;
    throw error;
  }
}

/** Asks the book whether the session still lives, which prolongs one that does. */
export async function againSession(client: QueryClient): Promise<void> {
  const before = sessionsEntered();
  try {
    const found = await readSession();
    if (found !== null || before === sessionsEntered()) client.setQueryData(sessionKey, found);
  } catch {
    // Without an answer nothing is known: the next second asks again.
  }
}

/** Shows the door while what was typed stays: the session itself goes on until it is replaced. */
export function leaveSession(client: QueryClient): void {
  client.setQueryData(sessionKey, null);
}

export const bookQuery = { queryKey: bookKey, queryFn: readBook, staleTime: 300_000 };
export const sessionQuery = {
  queryKey: sessionKey,
  queryFn: readSession,
  staleTime: 300_000,
};

export function useBookQuery() {
  const query = useQuery(bookQuery);
  const colour = query.data?.brand.colour;
  const name = query.data?.brand.name;
  useEffect(() => {
    if (colour) applyBrand(colour);
    if (name) document.title = name;
  }, [colour, name]);
  return query;
}

export function useSessionQuery() {
  return useQuery(sessionQuery);
}

/** True once the password fits and the code of a second factor is missing. */
export function needsCode(error: unknown): boolean {
  return refusalCode(error) === 'second_factor_required';
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    // The book refuses fields it does not know, and a demonstration's login carries its role.
    mutationFn: ({ login, password, code }: SignIn) =>
      answer(api.POST('/v1/session', { body: { login, password, ...(code ? { code } : {}) } })),
    onSuccess: (session) => {
      // What is still in this page's memory is the other person's: start it anew.
      if (became(session)) window.location.reload();
      else {
        client.setQueryData(sessionKey, session);
        // What was kept on the page may have changed since the last session ended.
        void client.invalidateQueries({
          predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0],
        });
      }
    },
  });
}

/** Ends the session and starts the page anew, so that nothing of it stays in memory. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => answer(api.DELETE('/v1/session')),
    onSettled: () => window.location.reload(),
  });
}

type Scope = { book: Book; session: Session };
const ScopeContext = createContext<Scope | null>(null);

/** Gives the signed-in part of an app its book and session. */
export function ScopeProvider({ book, session, children }: Scope & { children: ReactNode }) {
  return <ScopeContext value={{ book, session }}>{children}</ScopeContext>;
}

function useScope(): Scope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new Error('Used outside of a signed-in page.');
  return scope;
}

export function useBook(): Book {
  return useScope().book;
}

export function useSession(): Session {
  return useScope().session;
}

export function usePermission(permission: Permission): boolean {
  return useScope().session.permissions.includes(permission);
}

/** The reader's own choice of odds format, else the book's. */
export function useOddsFormat(): OddsFormat {
  const { oddsFormat } = usePreferences();
  const scope = useContext(ScopeContext);
  return oddsFormat ?? scope?.book.odds_format ?? 'american';
}
