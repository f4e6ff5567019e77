// The frame around every page: top bar, rail and docked slip on a wide screen, bottom bar and
// slip bar on a phone.

import { t } from '@shared/i18n/language';
import { useUnread } from '@shared/messages/use-messages';
import { moneyText, signClass } from '@shared/money';
import { useBook, useSession } from '@shared/session';
import { BrandMark, IconButton } from '@shared/ui/controls';
import { Icon, type IconName } from '@shared/ui/icon';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useOpenWagers } from '../bets/wagers-query';
import { useResumedPlacements } from '../slip/after-placement';
import { SlipBar } from '../slip/slip-bar';
import { useBalanceQuery } from './balance-query';
import { later } from './later';
import { Rail } from './rail';
import { useLiveUpdates } from './use-live-updates';
import { useWide } from './use-wide';

const SearchDialog = later(() =>
  import('../board/search-dialog').then((part) => part.SearchDialog),
);
const Slip = later(() => import('../slip/slip').then((part) => part.Slip));

function Figures() {
  const balance = useBalanceQuery().data;
  const currency = useBook().currency;
  if (!balance) return <dl className="figures" />;
  return (
    <dl className="figures num">
      <div>
        <dt>{t('Figure this week')}</dt>
        <dd className={signClass(balance.figure_week)}>
          {moneyText(balance.figure_week, 'signed')}
        </dd>
      </div>
      <div>
        <dt>{t('At risk')}</dt>
        <dd>{moneyText(balance.at_risk)}</dd>
      </div>
      <div>
        <dt>{t('Available, {currency}', { currency })}</dt>
        <dd>{moneyText(balance.available)}</dd>
      </div>
    </dl>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}

function TopBar({ onSearch, wide }: { onSearch: () => void; wide: boolean }) {
  const book = useBook();
  const { member } = useSession();
  const available = useBalanceQuery().data?.available;
  return (
    <header className="top">
      <Link className="logo" href="/">
        <BrandMark brand={book.brand} />
        {book.brand.name}
      </Link>
      {wide ? (
        <>
          <button type="button" className="find" onClick={onSearch}>
            <Icon name="search" />
            {t('Team or rotation number')}
            <kbd>/</kbd>
          </button>
          <Figures />
          <Link className="icon-button" href="/more">
            <span className="avatar" aria-hidden="true">
              {initials(member.name)}
            </span>
            <span className="sr">{t('Account of {name}', { name: member.name })}</span>
          </Link>
        </>
      ) : (
        <>
          <Link className="available num" href="/wallet">
            <span>{t('Avail')}</span>
            <b>{available ? moneyText(available) : ''}</b>
          </Link>
          <IconButton icon="search" name={t('Find a game')} onClick={onSearch} />
        </>
      )}
    </header>
  );
}

function BottomBar({ openBets, unread }: { openBets: number; unread: number }) {
  const [location] = useLocation();
  const entries: { href: string; name: string; icon: IconName; here: boolean }[] = [
    { href: '/', name: t('Board'), icon: 'board', here: /^\/($|league|soon)/.test(location) },
    { href: '/live', name: t('Live'), icon: 'pulse', here: location === '/live' },
    { href: '/bets', name: t('Bets'), icon: 'ticket', here: location.startsWith('/bets') },
    { href: '/wallet', name: t('Wallet'), icon: 'wallet', here: location === '/wallet' },
    {
      href: '/more',
      name: t('More'),
      icon: 'menu',
      here: /^\/(more|messages|rules|settings)/.test(location),
    },
  ];
  return (
    <nav className="bottom-bar" aria-label={t('Pages')}>
      {entries.map((entry) => (
        <Link key={entry.href} href={entry.href} aria-current={entry.here ? 'page' : undefined}>
          <Icon name={entry.icon} />
          {entry.name}
          {entry.href === '/bets' && openBets > 0 && (
            <span className="count num">
              {openBets}
              <span className="sr"> {t('open')}</span>
            </span>
          )}
          {entry.href === '/more' && unread > 0 && (
            <span className="count num">
              {unread}
              <span className="sr"> {t('messages not read')}</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}

/** `/` opens the search unless something is being typed. */
function useSearchKey(open: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const typing = target.matches('input, select, textarea, [contenteditable]');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [open]);
}

/** A new page starts at its top, with its heading focused for whoever does not see it. */
function usePageStart(): void {
  const [location] = useLocation();
  const shown = useRef(location);
  useEffect(() => {
    if (shown.current === location) return;
    shown.current = location;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [location]);
}

export function Shell({ children }: { children: ReactNode }) {
  const { member } = useSession();
  const [searching, setSearching] = useState(false);
  const wide = useWide();
  const openBets = useOpenWagers().data?.length ?? 0;
  // Asked for once the balance is there: nothing of it comes before the first odds.
  const unread = useUnread(useBalanceQuery().data !== undefined);
  useLiveUpdates(member.id);
  useResumedPlacements();
  useSearchKey(() => setSearching(true));
  usePageStart();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('Skip to the page')}
      </a>
      <TopBar wide={wide} onSearch={() => setSearching(true)} />
      {wide && <Rail openBets={openBets} unread={unread} />}
      <main id="content" className="main">
        {children}
      </main>
      {wide ? (
        <aside className="slip docked" aria-label={t('Bet slip')}>
          <Suspense>
            <Slip />
          </Suspense>
        </aside>
      ) : (
        <>
          <SlipBar />
          <BottomBar openBets={openBets} unread={unread} />
        </>
      )}
      {searching && (
        <Suspense>
          <SearchDialog onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </div>
  );
}
