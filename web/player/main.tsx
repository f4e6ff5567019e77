import '@shared/tokens.css';
import '@shared/base.css';
import '@shared/overlays.css';
import './styles/shell.css';
import './styles/board.css';
import './styles/board-widths.css';
import './styles/choosers.css';
import './styles/slip.css';
import './styles/slip-entry.css';
import './styles/booked.css';
import './styles/bets.css';
import './styles/wallet.css';
import './styles/pages.css';
import './styles/front.css';
import { bookSlug, playerBase } from '@shared/location';
import { followTheme, preferences } from '@shared/preferences';
import { prices } from '@shared/price-store';
import { newQueryClient } from '@shared/session';
import { Toasts } from '@shared/ui/toast';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { App } from './app';
import { FrontPage } from './pages/front-page';
import { keepForOffline } from './shell/install';

followTheme();
prices.pause(preferences().pricesPaused);
if (bookSlug()) keepForOffline();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={newQueryClient()}>
      <Router base={playerBase()}>
        {bookSlug() ? <App /> : <FrontPage />}
        <Toasts />
      </Router>
    </QueryClientProvider>
  </StrictMode>,
);
