// The signed-in office: side navigation, one screen, palette and keys. Screens load on demand.

import { t } from '@shared/i18n/language';
import { usePreferences } from '@shared/preferences';
import { useBook, useSession } from '@shared/session';
import { EmptyState } from '@shared/ui/states';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import { Route, Switch } from 'wouter';
import { OfficeLive } from '../live/OfficeLive';
import { Bones } from '../parts/Loaded';
import { KeysDialog } from './KeysDialog';
import { openScreens, type ScreenId } from './navigation';
import { useOfficeKeys } from './office-keys';
import { Palette } from './Palette';
import { PhoneTabs } from './PhoneTabs';
import { type Opener, PaletteContext } from './palette-context';
import { ScreenFrame } from './ScreenFrame';
import { Side } from './Side';

const screenParts: Record<ScreenId, ComponentType> = {
  dashboard: lazy(() => import('../dashboard/Dashboard')),
  ticker: lazy(() => import('../ticker/Ticker')),
  exposure: lazy(() => import('../exposure/ExposureScreen')),
  lines: lazy(() => import('../lines/LinesDesk')),
  writer: lazy(() => import('../writer/TicketWriter')),
  cashier: lazy(() => import('../cashier/Cashier')),
  players: lazy(() => import('../players/Players')),
  approvals: lazy(() => import('../approvals/Approvals')),
  messages: lazy(() => import('../messages/Messages')),
  rules: lazy(() => import('../rules/Rules')),
  settlement: lazy(() => import('../settlement/Settlement')),
  figures: lazy(() => import('../figures/WeeklyFigures')),
  weeks: lazy(() => import('../weeks/ClosedWeeks')),
  deals: lazy(() => import('../deals/Deals')),
  disputes: lazy(() => import('../disputes/Disputes')),
  reports: lazy(() => import('../reports/Reports')),
  events: lazy(() => import('../events/EventLog')),
  preferences: lazy(() => import('../settings/Preferences')),
  books: lazy(() => import('../books/Books')),
};
const BookPage = lazy(() => import('../books/BookPage'));
const PlayerCard = lazy(() => import('../players/PlayerCard'));

export default function Office() {
  const book = useBook();
  const session = useSession();
  const { rows } = usePreferences();
  const open = openScreens(book.slug, session.permissions, session.member.role);
  const [paletteOpen, setPaletteOpen] = useState(false);
  const openPalette: Opener = () => setPaletteOpen(true);
  const [keysOpen, setKeysOpen] = useState(false);
  useOfficeKeys(open, openPalette, () => setKeysOpen(true));
  const [first] = open;
  const Landing = first && screenParts[first.id];
  const mayOpenBooks = open.some((screen) => screen.id === 'books');
  const mayOpenPlayers = open.some((screen) => screen.id === 'players');
  return (
    <PaletteContext value={openPalette}>
      <a className="skip-link" href="#screen">
        {t('To the screen')}
      </a>
      <OfficeLive />
      <div className="office" data-rows={rows}>
        <Side screens={open} />
        <div className="column">
          <Suspense fallback={<Waiting />}>
            <Switch>
              {open.map((screen) => (
                <Route key={screen.id} path={screen.path} component={screenParts[screen.id]} />
              ))}
              {mayOpenPlayers && <Route path="/players/:id" component={PlayerCard} />}
              {mayOpenBooks && <Route path="/books/:slug" component={BookPage} />}
              {Landing && <Route path="/" component={Landing} />}
              <Route component={NothingHere} />
            </Switch>
          </Suspense>
        </div>
        <PhoneTabs screens={open} />
      </div>
      {keysOpen && <KeysDialog screens={open} onClose={() => setKeysOpen(false)} />}
      {paletteOpen && <Palette screens={open} onClose={() => setPaletteOpen(false)} />}
    </PaletteContext>
  );
}

function Waiting() {
  return (
    <main className="page">
      <Bones rows={8} />
    </main>
  );
}

function NothingHere() {
  return (
    <ScreenFrame title={t('Nothing here')}>
      <EmptyState icon="search" title={t('This page is not part of your office')}>
        {t('It does not exist, or your account has no right to it. The operator grants rights.')}
      </EmptyState>
    </ScreenFrame>
  );
}
