// Decides between waiting, signing in and the signed-in app.

import { NoAnswer } from '@shared/api/client';
import type { Book, Session } from '@shared/api/contract';
import { ScopeProvider, useBookQuery, useSessionQuery } from '@shared/session';
import { SessionEnd } from '@shared/session-end';
import { ErrorState, OfflineState, Skeleton } from '@shared/ui/states';
import { Activity, Suspense, useEffect, useRef } from 'react';
import { Route, Switch } from 'wouter';
import { BoardPage } from './board/board-page';
import { installable } from './shell/install';
import { later } from './shell/later';
import { Shell } from './shell/shell';

const FixturePage = later(() => import('./board/fixture-page').then((part) => part.FixturePage));
const BetsPage = later(() => import('./bets/bets-page').then((part) => part.BetsPage));
const TicketPage = later(() => import('./bets/ticket-page').then((part) => part.TicketPage));
const WalletPage = later(() => import('./wallet/wallet-page').then((part) => part.WalletPage));
const WithdrawPage = later(() =>
  import('./wallet/withdraw-page').then((part) => part.WithdrawPage),
);
const CreditPage = later(() => import('./wallet/credit-page').then((part) => part.CreditPage));
const DepositPage = later(() => import('./wallet/deposit-page').then((part) => part.DepositPage));
const LimitsPage = later(() => import('./limits/limits-page').then((part) => part.LimitsPage));
const RulesPage = later(() => import('./pages/rules-page').then((part) => part.RulesPage));
const SettingsPage = later(() => import('./pages/settings-page').then((part) => part.SettingsPage));
const ProtectionPage = later(() =>
  import('./pages/protection-page').then((part) => part.ProtectionPage),
);
const MorePage = later(() => import('./pages/more-page').then((part) => part.MorePage));
const MessagesPage = later(() =>
  import('./messages/messages-page').then((part) => part.MessagesPage),
);
const NotFoundPage = later(() =>
  import('./pages/not-found-page').then((part) => part.NotFoundPage),
);
const ProofAsker = later(() => import('@shared/access/proof').then((part) => part.ProofAsker));
const AccountPage = later(() => import('./pages/account-page').then((part) => part.AccountPage));
const JoinPage = later(() => import('./pages/join-page').then((part) => part.JoinPage));
const SignInPage = later(() => import('./pages/sign-in-page').then((part) => part.SignInPage));

function Pages() {
  return (
    <Switch>
      <Route path="/">
        <BoardPage />
      </Route>
      <Route path="/live">
        <BoardPage view="live" />
      </Route>
      <Route path="/soon">
        <BoardPage view="soon" />
      </Route>
      <Route path="/league/:code">{({ code }) => <BoardPage league={code} />}</Route>
      <Route path="/game/:id">{({ id }) => <FixturePage id={id} />}</Route>
      <Route path="/bets">
        <BetsPage />
      </Route>
      <Route path="/bets/:id">{({ id }) => <TicketPage id={id} />}</Route>
      <Route path="/wallet">
        <WalletPage />
      </Route>
      <Route path="/wallet/withdraw">
        <WithdrawPage />
      </Route>
      <Route path="/wallet/credit">
        <CreditPage />
      </Route>
      <Route path="/wallet/deposit">
        <DepositPage />
      </Route>
      <Route path="/limits">
        <LimitsPage />
      </Route>
      <Route path="/rules">
        <RulesPage />
      </Route>
      <Route path="/protection">
        <ProtectionPage tools />
      </Route>
      <Route path="/account">
        <AccountPage />
      </Route>
      <Route path="/messages">
        <MessagesPage />
      </Route>
      <Route path="/settings">
        <SettingsPage />
      </Route>
      <Route path="/more">
        <MorePage />
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}

function PageLoading() {
  return (
    <div className="page" aria-busy="true">
      <div className="page-head">
        <Skeleton height="28px" width="180px" />
      </div>
      <Skeleton height="280px" />
    </div>
  );
}

function Door({ book, ended }: { book: Book; ended: boolean }) {
  return (
    <Suspense>
      <Switch>
        <Route path="/join">
          <JoinPage book={book} />
        </Route>
        <Route path="/protection">
          <ProtectionPage tools={false} />
        </Route>
        <Route>
          <SignInPage book={book} ended={ended} />
        </Route>
      </Switch>
    </Suspense>
  );
}

/** The signed-in app. After the end of a session it stays out of sight with all that was typed. */
function Inside({ book, session, hidden }: { book: Book; session: Session; hidden: boolean }) {
  return (
    <Activity mode={hidden ? 'hidden' : 'visible'}>
      <ScopeProvider book={book} session={session}>
        <Shell>
          <Suspense fallback={<PageLoading />}>
            <Pages />
          </Suspense>
        </Shell>
        <SessionEnd />
        <Suspense>
          <ProofAsker />
        </Suspense>
      </ScopeProvider>
    </Activity>
  );
}

export function App() {
  const book = useBookQuery();
  const session = useSessionQuery();
  const failed = book.error ?? session.error;
  const colour = book.data?.brand.colour;
  const last = useRef<Session | null>(null);
  if (session.data) last.current = session.data;
  useEffect(() => {
    if (colour) installable(colour);
  }, [colour]);
  if (failed && !(book.data && session.data !== undefined)) {
    const retry = () => {
      void book.refetch();
      void session.refetch();
    };
    return failed instanceof NoAnswer && !navigator.onLine ? (
      <OfflineState onBack={retry} />
    ) : (
      <ErrorState error={failed} onRetry={retry} />
    );
  }
  if (!book.data || session.data === undefined) return null;
  const known = last.current;
  return (
    <>
      {!session.data && <Door book={book.data} ended={known !== null} />}
      {known && <Inside book={book.data} session={known} hidden={!session.data} />}
    </>
  );
}
