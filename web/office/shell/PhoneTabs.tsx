// The bottom bar of a phone: the screens a person opens standing up, and the palette for the rest.

import { t } from '@shared/i18n/language';
import { Icon } from '@shared/ui/icon';
import { Link, useLocation } from 'wouter';
import { isOpenAt } from './current-screen';
import type { Screen, ScreenId } from './navigation';
import { useOpenPalette } from './palette-context';
import { ToSettle } from './Side';

const wanted: ScreenId[] = ['dashboard', 'ticker', 'settlement', 'players', 'figures', 'books'];
const shown = 3;

export function PhoneTabs({ screens }: { screens: Screen[] }) {
  const [path] = useLocation();
  const openPalette = useOpenPalette();
  const tabs = wanted.flatMap((id) => screens.filter((screen) => screen.id === id)).slice(0, shown);
  return (
    <nav className="phone-tabs" aria-label={t('Main screens')}>
      {tabs.map((screen) => (
        <Link
          key={screen.id}
          href={screen.path}
          aria-current={isOpenAt(screen, path) ? 'page' : undefined}
        >
          <Icon name={screen.icon} />
          {screen.name}
          {screen.id === 'settlement' && <ToSettle />}
        </Link>
      ))}
      <button type="button" onClick={openPalette}>
        <Icon name="menu" />
        {t('All screens')}
      </button>
    </nav>
  );
}
