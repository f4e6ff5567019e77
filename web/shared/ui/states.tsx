// What an area shows when it has nothing to show: waiting, empty, or failed.

import { type CSSProperties, type ReactNode, useEffect } from 'react';
import { NoAnswer, Refusal } from '../api/client';
import { t } from '../i18n/language';
import { problemText } from '../problem';
import { Button } from './controls';
import { Icon, type IconName } from './icon';

/** A grey block of the true size; invisible for the first 150 ms. */
export function Skeleton({ width, height }: { width?: string; height: string }) {
  const style: CSSProperties = { width: width ?? '100%', height };
  return <span className="skeleton" style={style} aria-hidden="true" />;
}

export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="state">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** What went wrong, in the book's own words where it gave some. */
export function errorText(error: unknown): string {
  if (error instanceof Refusal) return problemText(error.problem);
  if (error instanceof NoAnswer) return t('The book did not answer. Check your connection.');
  return t('This page could not be shown.');
}

/** Stable code and number of the request, for whoever is asked for help. */
export function errorReference(error: unknown): string {
  if (!(error instanceof Refusal)) return '';
  return [error.problem.code, error.problem.correlation_id].filter(Boolean).join(' ');
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const reference = errorReference(error);
  return (
    <div className="state" role="alert">
      <Icon name="alert" />
      <h2>{t('This could not be loaded')}</h2>
      <p>{errorText(error)}</p>
      {reference && <code>{reference}</code>}
      {onRetry && <Button onClick={onRetry}>{t('Load again')}</Button>}
    </div>
  );
}

/** The device has no connection. It waits for one and comes back by itself. */
export function OfflineState({ onBack }: { onBack: () => void }) {
  useEffect(() => {
    window.addEventListener('online', onBack);
    return () => window.removeEventListener('online', onBack);
  }, [onBack]);
  return (
    <EmptyState
      icon="pulse"
      title={t('You are offline')}
      action={<Button onClick={onBack}>{t('Load again')}</Button>}
    >
      {t('What is on your slip is kept. This page comes back by itself with the connection.')}
    </EmptyState>
  );
}

/** A boxed message inside a form or list. `error` and `warn` are spoken at once. */
export function Note({
  tone = 'warn',
  title,
  children,
  code,
}: {
  tone?: 'warn' | 'info' | 'error' | 'ok';
  title?: ReactNode;
  children?: ReactNode;
  code?: string;
}) {
  const spoken = tone === 'warn' || tone === 'error' ? 'alert' : 'status';
  const icon: IconName = tone === 'info' ? 'info' : tone === 'ok' ? 'check' : 'alert';
  return (
    <div className={`note ${tone}`} role={spoken}>
      <Icon name={icon} />
      <div>
        {title && <b>{title} </b>}
        {children}
        {code && <code> {code}</code>}
      </div>
    </div>
  );
}
