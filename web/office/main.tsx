// Starts the back office on the page.

import '@shared/tokens.css';
import '@shared/base.css';
import '@shared/overlays.css';
import '@shared/print.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/charts.css';
import './styles/gate.css';
import './styles/dashboard.css';
import './styles/exposure.css';
import './styles/ticker.css';
import './styles/players.css';
import './styles/settlement.css';
import './styles/figures.css';
import './styles/records.css';
import './styles/settings.css';
import './styles/lines.css';
import './styles/rules.css';
import './styles/writer.css';
import './styles/books.css';
import './styles/messages.css';
import { applyLivePace } from '@shared/live-pace';
import { followTheme } from '@shared/preferences';
import { newQueryClient } from '@shared/session';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';

followTheme();
applyLivePace();
const page = document.getElementById('app');
if (page) {
  createRoot(page).render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}
