// The phone's list of leagues, as a sheet.

import type { Board } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Dialog } from '@shared/ui/dialog';
import { Link } from 'wouter';
import { countLive, countOpen, countSoon } from './grouping';

export function LeagueChooser({
  board,
  now,
  onClose,
}: {
  board: Board;
  now: number;
  onClose: () => void;
}) {
  const row = (href: string, name: string, count: number) => (
    <li key={href}>
      <Link href={href} onClick={onClose}>
        {name}
        <span className="num">{count}</span>
      </Link>
    </li>
  );
  return (
    <Dialog title={t('Leagues')} onClose={onClose} className="dialog sheet">
      <ul className="chooser">
        {row('/live', t('Live now'), countLive(board))}
        {row('/soon', t('Starting soon'), countSoon(board, now))}
        {board.leagues.map((league) =>
          row(`/league/${encodeURIComponent(league.code)}`, league.name, countOpen(league)),
        )}
      </ul>
    </Dialog>
  );
}
