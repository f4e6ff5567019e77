// What this person did last on the desk, for a minute, with the way back.

import { t } from '@shared/i18n/language';
import { errorText } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useEffect, useRef, useState } from 'react';
import { useDesk } from './use-line-desk';

const shownMilliseconds = 60_000;
const tickMilliseconds = 1_000;

export function LastChange() {
  const { changes, takeBack } = useDesk();
  const [last] = changes;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!last) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), tickMilliseconds);
    return () => clearInterval(timer);
  }, [last]);
  if (!last || now - last.at > shownMilliseconds) return null;
  const seconds = Math.max(0, Math.round((now - last.at) / 1_000));
  return (
    <p className="last-change num">
      <b>{last.words}</b> <span className="t3">{t('you, {seconds} s ago', { seconds })}</span>{' '}
      <button
        type="button"
        className="link"
        onClick={() => takeBack().catch((refused) => tell(errorText(refused)))}
      >
        {t('Revert')} <kbd>{t('Ctrl Z')}</kbd>
      </button>
    </p>
  );
}

/** Ctrl-Z outside of fields makes the counter-move of the last change. */
export function useTakeBackKey(takeBack: () => Promise<void>): void {
  const latest = useRef(takeBack);
  latest.current = takeBack;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea');
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || typing) return;
      event.preventDefault();
      latest.current().catch((refused) => tell(errorText(refused)));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
