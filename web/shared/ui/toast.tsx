// Short words about something the person just did. Never for errors, never for money in doubt.

import { useSyncExternalStore } from 'react';
import { t } from '../i18n/language';
import { IconButton } from './controls';

type Toast = { id: number; text: string };

const shownMilliseconds = 5_000;
const listeners = new Set<() => void>();
let current: Toast | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastId = 0;

function show(toast: Toast | null): void {
  current = toast;
  for (const listener of listeners) listener();
}

/** Shows one line at the bottom for five seconds, replacing the one before. */
export function tell(text: string): void {
  clearTimeout(timer);
  lastId += 1;
  show({ id: lastId, text });
  timer = setTimeout(() => show(null), shownMilliseconds);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function Toasts() {
  const toast = useSyncExternalStore(subscribe, () => current);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toast && (
        <div className="toast" key={toast.id}>
          {toast.text}
          <IconButton icon="close" name={t('Dismiss')} onClick={() => show(null)} />
        </div>
      )}
    </div>
  );
}
