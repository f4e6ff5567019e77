// Suspends every game in view after asking once with their count; what could not be suspended is
// named with its reason and can be tried again.

import type { OfficeFixture } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { errorText } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { counted } from '../parts/words';
import { keys } from '../reading/queries';
import { gameCodes } from '../settlement/game-words';
import { offerOf } from '../settlement/OfferControl';
import { sendOffer, useDesk } from './use-line-desk';

type Failed = { game: OfficeFixture; why: string };

export function SuspendAllDialog({
  games,
  onClose,
}: {
  games: OfficeFixture[];
  onClose: () => void;
}) {
  const desk = useDesk();
  const client = useQueryClient();
  const [todo, setTodo] = useState(games);
  const [done, setDone] = useState(0);
  const [failed, setFailed] = useState<Failed[]>([]);
  const [busy, setBusy] = useState(false);
  const suspend = async () => {
    setBusy(true);
    setFailed([]);
    const missed: Failed[] = [];
    const before = todo.map((game) => ({ id: game.id, status: offerOf(game) }));
    for (const game of todo) {
      try {
        await sendOffer(game.id, 'suspended');
        setDone((count) => count + 1);
      } catch (error) {
        missed.push({ game, why: errorText(error) });
      }
    }
    void client.invalidateQueries({ queryKey: keys.fixtures });
    const suspended = before.filter(({ id }) => !missed.some(({ game }) => game.id === id));
    const words = t('{games} suspended', { games: counted(suspended.length, 'game') });
    const back = async () => {
      for (const { id, status } of suspended) await sendOffer(id, status);
    };
    if (suspended.length > 0) desk.changed({ words, at: Date.now(), back });
    setBusy(false);
    setFailed(missed);
    setTodo(missed.map(({ game }) => game));
    if (missed.length === 0) {
      tell(words);
      onClose();
    }
  };
  const count = counted(todo.length, 'game');
  return (
    <EffectDialog
      title={t('Suspend all in view')}
      confirm={t('Suspend {count}', { count })}
      confirming={t('{done} of {all} suspended', { done, all: games.length })}
      busy={busy}
      error={null}
      onConfirm={suspend}
      onClose={onClose}
    >
      <p>
        {t('Nobody can bet on these games until they are opened again. Tickets stay as they are.')}
      </p>
      <p className="t2 small">{todo.map(gameCodes).join(', ')}</p>
      {failed.map(({ game, why }) => (
        <p key={game.id} className="neg">
          {gameCodes(game)}: {why}
        </p>
      ))}
    </EffectDialog>
  );
}
