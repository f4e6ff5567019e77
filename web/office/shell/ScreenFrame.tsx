// Top bar and page of one screen. The title carries the perspective of the screen's signs as a
// word, because a plus without a side is a defect.

import { t } from '@shared/i18n/language';
import { usePreferences } from '@shared/preferences';
import { useBook } from '@shared/session';
import { Tag } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { useBookNow, useConnection } from '@shared/use-live';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useSequence } from '../live/sequence';
import { longClockText, secondText } from '../parts/office-time';
import { countText } from '../parts/words';
import { useOpenPalette } from './palette-context';

export type Perspective = 'house' | 'player';
const sides: Record<Perspective, { short: string; long: string }> = {
  house: { short: t('House side'), long: t('House side: plus = the house won') },
  player: { short: t('Player side'), long: t('Player side: plus = the player won') },
};

type Props = {
  title: string;
  perspective?: Perspective;
  /** The list this page was opened from. */
  parent?: { path: string; name: string };
  /** The content fits the window and scrolls inside its own cards. */
  fixed?: boolean;
  refetching?: boolean;
  children: ReactNode;
};

let focusedBefore = false;

export function ScreenFrame({ title, perspective, parent, fixed, refetching, children }: Props) {
  const book = useBook();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${book.brand.name}`;
  }, [title, book.brand.name]);
  useEffect(() => {
    if (focusedBefore) heading.current?.focus({ preventScroll: true });
    focusedBefore = true;
  }, []);
  const names = ['page', fixed && 'fixed', refetching && 'refetching'].filter(Boolean);
  return (
    <>
      <header className="top">
        {parent && (
          <Link className="top-crumb" href={parent.path}>
            {parent.name}
            <Icon name="next" size="tiny" />
          </Link>
        )}
        <h1 ref={heading} tabIndex={-1} title={title}>
          <bdi>{title}</bdi>
        </h1>
        {perspective && (
          <>
            <span className="perspective wide-only">
              <Tag>{sides[perspective].long}</Tag>
            </span>
            <span className="phone-only small t3 nowrap">{sides[perspective].short}</span>
          </>
        )}
        <PaletteButton />
        <LiveMark />
        <span className="rule" />
        <Clock />
      </header>
      <main className={names.join(' ')} id="screen">
        {children}
      </main>
    </>
  );
}

function PaletteButton() {
  const open = useOpenPalette();
  return (
    <button type="button" className="top-search" onClick={open}>
      <Icon name="search" />
      {t('Player, ticket or screen')}
      <kbd>{t('Ctrl K')}</kbd>
    </button>
  );
}

function LiveMark() {
  const connection = useConnection();
  const sequence = useSequence();
  const { time_zone: zone } = useBook();
  const pace = usePreferences().livePrices;
  if (connection.state === 'live' || connection.state === 'connecting') {
    if (pace !== 'on') {
      return (
        <span className="live-mark stale">
          {pace === 'calm' ? t('Prices every 30 s') : t('Prices paused')}
        </span>
      );
    }
    return (
      <span className="live-mark" title={t('Newest event this page has seen')}>
        {sequence > 0 ? t('seq {sequence}', { sequence: countText(sequence) }) : t('Live')}
      </span>
    );
  }
  const since = secondText(connection.since, zone);
  const word = connection.state === 'offline' ? t('Offline') : t('Reconnecting');
  return (
    <span
      className="live-mark stale"
      role="status"
      title={t('{word}. What you see is of {since}.', { word, since })}
    >
      {word} <span className="wide-only">{t('as of {since}', { since })}</span>
    </span>
  );
}

function Clock() {
  const { time_zone: zone } = useBook();
  const now = useBookNow(1_000);
  return <span className="top-clock">{longClockText(now, zone)}</span>;
}
