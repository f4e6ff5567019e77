// Decides between waiting, signing in and the signed-in app.

import { NoAnswer } from '@shared/api/client';
import { ScopeProvider, useBookQuery, useSessionQuery } from '@shared/session';
import { ErrorState, OfflineState } from '@shared/ui/states';
import { useEffect } from 'react';
import { Route, Switch } from 'wouter';
import { BetsPage } from './bets/bets-page';
import { TicketPage } from './bets/ticket-page';
import { BoardPage } from './board/board-page';
import { MorePage } from './pages/more-page';
import { NotFoundPage } from './pages/not-found-page';
import { RulesPage } from './pages/rules-page';
import { SettingsPage } from './pages/settings-page';
import { SignInPage } from './pages/sign-in-page';
import { installable } from './shell/install';
import { Shell } from './shell/shell';
import { WalletPage } from './wallet/wallet-page';

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
      <Route path="/bets">
        <BetsPage />
      </Route>
      <Route path="/bets/:id">{({ id }) => <TicketPage id={id} />}</Route>
      <Route path="/wallet">
        <WalletPage />
      </Route>
      <Route path="/rules">
        <RulesPage />
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

export function App() {
  const book = useBookQuery();
  const session = useSessionQuery();
  const failed = book.error ?? session.error;
  const colour = book.data?.brand.colour;
  useEffect(() => {
    if (colour) installable(colour);
  }, [colour]);
  if (failed) {
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
  if (!session.data) return <SignInPage book={book.data} />;
  return (
    <ScopeProvider book={book.data} session={session.data}>
      <Shell>
        <Pages />
      </Shell>
    </ScopeProvider>
  );
}
