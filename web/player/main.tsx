import '@shared/tokens.css';
import '@shared/base.css';
import '@shared/overlays.css';
import '@shared/print.css';
import './styles/shell.css';
import './styles/board.css';
import './styles/board-widths.css';
import './styles/choosers.css';
import './styles/slip.css';
import './styles/slip-entry.css';
import './styles/booked.css';
import './styles/bets.css';
import './styles/wallet.css';
import './styles/limits.css';
import './styles/pages.css';
import './styles/front.css';
import './styles/fixture.css';
import { applyLivePace } from '@shared/live-pace';
import { bookSlug, playerBase } from '@shared/location';
import { followTheme } from '@shared/preferences';
import { newQueryClient } from '@shared/session';
import { Toasts } from '@shared/ui/toast';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { App } from './app';
import { readAhead } from './shell/ahead';
import { keepForOffline } from './shell/install';
import { fetchTheRest, later } from './shell/later';

const FrontPage = later(() => import('./pages/front-page').then((part) => part.FrontPage));

followTheme();
applyLivePace();
const client = newQueryClient();
if (bookSlug()) {
  readAhead(client);
  keepForOffline();
}
fetchTheRest();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Router base={playerBase()}>
        <Suspense>{bookSlug() ? <App /> : <FrontPage />}</Suspense>
        <Toasts />
      </Router>
    </QueryClientProvider>
  </StrictMode>,
);
