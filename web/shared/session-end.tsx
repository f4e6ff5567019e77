// Warns before a session ends and lets the person stay. Whoever types or taps stays by that: the
// book hears of it once a minute. What was typed is kept by the app until the same person is back.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { t } from './i18n/language';
import { againSession, leaveSession, sessionQuery, useSession } from './session';
import { type Closing, closing, lastAsked, type SessionTimes, wantsPresence } from './session-time';
import { Button } from './ui/controls';

const secondMilliseconds = 1_000;

function useSessionTimes(): () => SessionTimes {
  const session = useSession();
  const readAt = useQuery(sessionQuery).dataUpdatedAt;
  return () => ({
    askedAt: Math.max(lastAsked(), readAt),
    idleMilliseconds: session.idle_seconds * secondMilliseconds,
    endsAt: readAt + session.ends_in_seconds * secondMilliseconds,
  });
}

function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / secondMilliseconds));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Stands once in a signed-in app. */
export function SessionEnd() {
  const client = useQueryClient();
  const times = useSessionTimes();
  const [left, setLeft] = useState<Closing | null>(null);
  useEffect(() => {
    let asking = false;
    const ask = () => {
      if (asking) return;
      asking = true;
      void againSession(client).finally(() => {
        asking = false;
        look();
      });
    };
    const look = () => {
      const found = closing(times(), Date.now());
      setLeft(found);
      // The server's own clock has ended it by now, or another tab has prolonged it.
      if (found && found.milliseconds < -secondMilliseconds) ask();
    };
    const act = () => {
      if (wantsPresence(times(), Date.now())) ask();
    };
    const timer = setInterval(look, secondMilliseconds);
    document.addEventListener('keydown', act, true);
    document.addEventListener('pointerdown', act, true);
    return () => {
      clearInterval(timer);
      document.removeEventListener('keydown', act, true);
      document.removeEventListener('pointerdown', act, true);
    };
  });
  if (!left) return null;
  const last = left.kind === 'last';
  return (
    <div className="session-end" role="alert">
      <p>
        <b>{t('Your session ends soon.')}</b>{' '}
        {last
          ? t('It cannot be longer. What you typed is kept: sign in again and go on.')
          : t('Press any key or tap to stay.')}
      </p>
      <span className="num" aria-hidden="true">
        {countdown(left.milliseconds)}
      </span>
      {last ? (
        <Button compact onClick={() => leaveSession(client)}>
          {t('Sign in again now')}
        </Button>
      ) : (
        <Button compact look="primary" onClick={() => void againSession(client)}>
          {t('Stay signed in')}
        </Button>
      )}
    </div>
  );
}
