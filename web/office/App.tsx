// Decides what the office shows first: an invitation, the sign-in, or the screens a signed-in
// member may use. Everything behind the sign-in is loaded only after it.

import type { Book, Session } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { officeBase, playerBase } from '@shared/location';
import { ScopeProvider, useBookQuery, useSessionQuery, useSignOut } from '@shared/session';
import { SessionEnd } from '@shared/session-end';
import { Button } from '@shared/ui/controls';
import { EmptyState, ErrorState } from '@shared/ui/states';
import { Toasts } from '@shared/ui/toast';
import { Activity, lazy, Suspense, useRef } from 'react';
import { Router } from 'wouter';
import { Bones } from './parts/Loaded';
import { Invitation } from './shell/Invitation';
import { SignIn } from './shell/SignIn';

const Office = lazy(() => import('./shell/Office'));
const SecondFactorGate = lazy(() =>
  import('./shell/SecondFactorGate').then((part) => ({ default: part.SecondFactorGate })),
);
const ProofAsker = lazy(() =>
  import('@shared/access/proof').then((part) => ({ default: part.ProofAsker })),
);

/** The token of an invitation's address, else null. */
function invitationToken(path: string): string | null {
  return /^\/b\/[^/]+\/invite\/([^/]+)\/?$/.exec(path)?.[1] ?? null;
}

export function App() {
  const token = invitationToken(location.pathname);
  return (
    <>
      {token ? <Invitation token={token} /> : <SignedInOrNot />}
      <Toasts />
    </>
  );
}

function SignedInOrNot() {
  const book = useBookQuery();
  const session = useSessionQuery();
  const failed = book.error ?? session.error;
  const last = useRef<Session | null>(null);
  if (failed && !(book.data && session.data !== undefined)) {
    const again = () => {
      book.refetch();
      session.refetch();
    };
    return (
      <main className="gate">
        <ErrorState error={failed} onRetry={again} />
      </main>
    );
  }
  if (!book.data || session.data === undefined) {
    return (
      <main className="gate">
        <Bones rows={4} />
      </main>
    );
  }
  const inside = mayEnter(session.data) ? session.data : null;
  if (inside) last.current = inside;
  const known = last.current;
  return (
    <>
      {!inside && <Door book={book.data} session={session.data} ended={known !== null} />}
      {known && <Inside book={book.data} session={known} hidden={!inside} />}
    </>
  );
}

function mayEnter(session: Session | null): boolean {
  return session !== null && session.member.role !== 'player' && !session.needs_second_factor;
}

type DoorProps = { book: Book; session: Session | null; ended: boolean };

function Door({ book, session, ended }: DoorProps) {
  if (session === null) return <SignIn book={book} ended={ended} />;
  if (session.member.role === 'player') return <PlayersAccount />;
  return (
    <Suspense fallback={<main className="gate" />}>
      <SecondFactorGate book={book} />
      <ProofAsker />
    </Suspense>
  );
}

/** The signed-in office. After the end of a session it stays, out of sight, with what was typed. */
function Inside({ book, session, hidden }: { book: Book; session: Session; hidden: boolean }) {
  return (
    <Activity mode={hidden ? 'hidden' : 'visible'}>
      <ScopeProvider book={book} session={session}>
        <Router base={officeBase()}>
          <Suspense fallback={<main className="gate" />}>
            <Office />
            <SessionEnd />
            <ProofAsker />
          </Suspense>
        </Router>
      </ScopeProvider>
    </Activity>
  );
}

function PlayersAccount() {
  const signOut = useSignOut();
  return (
    <main className="gate">
      <EmptyState
        icon="person"
        title={t("This account is a player's")}
        action={
          <>
            <a className="button primary" href={`${playerBase()}/`}>
              {t('Open the sportsbook')}
            </a>
            <Button onClick={() => signOut.mutate()}>{t('Sign in as somebody else')}</Button>
          </>
        }
      >
        {t('The back office is for the people who run the book.')}
      </EmptyState>
    </main>
  );
}
