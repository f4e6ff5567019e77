// Left of a wide screen: leagues with what they hold, and the player's own pages.

import { t } from '@shared/i18n/language';
import { useBookNow } from '@shared/use-live';
import { Link, useLocation } from 'wouter';
import { useBoardQuery } from '../board/board-query';
import { countLive, countOpen, countSoon, firstLeague } from '../board/grouping';

export function Rail({ openBets, unread }: { openBets: number; unread: number }) {
  const board = useBoardQuery().data;
  const now = useBookNow();
  const [location] = useLocation();
  const first = board && firstLeague(board)?.code;
  const here = location === '/' && first ? `/league/${first}` : location;
  const row = (href: string, name: string, count?: number) => {
    const at = decodeURI(here) === decodeURI(href) || (href !== '/' && here.startsWith(`${href}/`));
    return (
      <Link key={href} href={href} aria-current={at ? 'page' : undefined}>
        {name}
        {count !== undefined && <span className="num">{count}</span>}
      </Link>
    );
  };
  const sports = [...new Set(board?.leagues.map((league) => league.sport))];
  return (
    <nav className="rail" aria-label={t('Sports and account')}>
      {row('/live', t('Live now'), countLive(board))}
      {row('/soon', t('Starting soon'), board ? countSoon(board, now) : 0)}
      {sports.map((sport) => (
        <div key={sport}>
          <h2>{sport[0]?.toUpperCase() + sport.slice(1)}</h2>
          {board?.leagues
            .filter((league) => league.sport === sport)
            .map((league) =>
              row(`/league/${encodeURIComponent(league.code)}`, league.name, countOpen(league)),
            )}
        </div>
      ))}
      <div className="own">
        {row('/bets', t('My bets'), openBets || undefined)}
        {row('/wallet', t('Wallet'))}
        {row('/messages', t('Messages'), unread || undefined)}
        {row('/rules', t('House rules'))}
        {row('/settings', t('Settings'))}
      </div>
    </nav>
  );
}
