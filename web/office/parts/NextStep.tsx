// What an empty screen waits for, as the one thing to do now: players first, then their first bet.

import { t } from '@shared/i18n/language';
import { usePermission } from '@shared/session';
import { Link } from 'wouter';
import { useAnyPlayer } from '../reading/queries';

/** True once it is known that the reader's branch has no player yet. */
export function useNoPlayers(): boolean {
  return useAnyPlayer(usePermission('view_branch')).data === false;
}

export function NextStep() {
  const none = useNoPlayers();
  const mayCreate = usePermission('create_member');
  const mayWrite = usePermission('write_for_player');
  if (none && mayCreate) {
    return (
      <Link className="button primary" href="/players">
        {t('Add the first player')}
      </Link>
    );
  }
  if (none || !mayWrite) return null;
  return (
    <Link className="button" href="/writer">
      {t('Write a ticket')}
    </Link>
  );
}
