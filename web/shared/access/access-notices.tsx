// Accesses to the account from elsewhere since one last read of them: was it oneself, or is a
// device to be signed out?

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client';
import type { AccessNotices as Notices } from '../api/contract';
import { keyHeader, newRequestKey } from '../api/intent';
import { t } from '../i18n/language';
import { clockText, dayText } from '../time';
import { Button } from '../ui/controls';
import { ErrorState, errorText, Note, Skeleton } from '../ui/states';
import { browserName } from './devices';
import { useEndDevice } from './reading';

const noticesKey = ['access-notices'] as const;

function useNotices() {
  return useQuery({
    queryKey: noticesKey,
    queryFn: () => answer(api.GET('/v1/access-notices')),
    staleTime: 0,
  });
}

export function AccessNotices() {
  const client = useQueryClient();
  const notices = useNotices();
  const params = () => ({ header: keyHeader(newRequestKey()) });
  const refresh = () => client.invalidateQueries({ queryKey: noticesKey });
  const read = useMutation({
    mutationFn: () => answer(api.POST('/v1/access-notices/read', { params: params() })),
    onSuccess: refresh,
  });
  const want = useMutation({
    mutationFn: (wanted: boolean) =>
      answer(api.PUT('/v1/access-notices', { params: params(), body: { wanted } })),
    onSuccess: refresh,
  });
  if (notices.error && !notices.data) {
    return <ErrorState error={notices.error} onRetry={notices.refetch} />;
  }
  if (!notices.data) return <Skeleton height="80px" />;
  const { wanted, items } = notices.data;
  const failed = read.error ?? want.error;
  return (
    <>
      {failed && <Note tone="error">{errorText(failed)}</Note>}
      {items.length > 0 && (
        <Unread items={items} busy={read.isPending} onRead={() => read.mutate()} />
      )}
      <div className="card access">
        <label className="access-row agree">
          <input
            type="checkbox"
            checked={wanted}
            disabled={want.isPending}
            onChange={(event) => want.mutate(event.target.checked)}
          />
          <span>{t('Tell me when somebody signs in to my account.')}</span>
        </label>
      </div>
    </>
  );
}

type UnreadProps = { items: Notices['items']; busy: boolean; onRead: () => void };

function Unread({ items, busy, onRead }: UnreadProps) {
  const client = useQueryClient();
  const end = useEndDevice();
  const stop = (id: string) =>
    end.mutate(id, { onSuccess: () => client.invalidateQueries({ queryKey: noticesKey }) });
  return (
    <Note tone="warn" title={t('Was this you?')}>
      <ul className="access-notices">
        {items.map((one) => (
          <li key={one.id}>
            <span className="num">
              {t('{name}, {day}, from {address}', {
                name: browserName(one),
                day: `${dayText(one.opened_at)}, ${clockText(one.opened_at)}`,
                address: one.address,
              })}
            </span>
            {one.ended_at === null && (
              <Button onClick={() => stop(one.id)} disabled={end.isPending}>
                {t('No, sign it out')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {end.error && <p>{errorText(end.error)}</p>}
      <Button onClick={onRead} disabled={busy}>
        {t('Yes, all of it')}
      </Button>
    </Note>
  );
}
