// Where somebody is signed in, and the way to sign any device out.

import type { Device } from '../api/contract';
import { t } from '../i18n/language';
import { useSignOut } from '../session';
import { clockText, dayText } from '../time';
import { Button } from '../ui/controls';
import { ErrorState, errorReference, errorText, Note, Skeleton } from '../ui/states';
import { tell } from '../ui/toast';
import { useDevices, useEndDevice } from './reading';

export function Devices() {
  const signOut = useSignOut();
  const devices = useDevices();
  const end = useEndDevice();
  if (devices.error && !devices.data) {
    return <ErrorState error={devices.error} onRetry={devices.refetch} />;
  }
  if (!devices.data) return <Skeleton height="120px" />;
  const sign = (id: string) => end.mutate(id, { onSuccess: () => tell(t('Signed out there.')) });
  return (
    <>
      {end.error && (
        <Note tone="error" code={errorReference(end.error)}>
          {errorText(end.error)}
        </Note>
      )}
      <ul className="card access">
        {devices.data.items
          .filter((one) => one.ended_at === null)
          .map((one) => (
            <li key={one.id} className="access-row">
              <div>
                <h3>{browserName(one)}</h3>
                <p className="num">
                  {t('since {day}, {address}', {
                    day: `${dayText(one.opened_at)}, ${clockText(one.opened_at)}`,
                    address: one.address,
                  })}
                </p>
              </div>
              {one.is_this ? (
                <Button onClick={() => signOut.mutate()}>{t('Sign out here')}</Button>
              ) : (
                <Button onClick={() => sign(one.id)} disabled={end.isPending}>
                  {t('Sign out')}
                </Button>
              )}
            </li>
          ))}
      </ul>
    </>
  );
}

/** The browser and system in what a browser calls itself, shortly. */
export function browserName({ agent, is_this: own }: Pick<Device, 'agent' | 'is_this'>): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)/.exec(agent)?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const known = [browser, system].flatMap((one) => (one ? [names[one] ?? one] : []));
  const name = known.length > 0 ? known.join(', ') : t('Another device');
  return own ? t('{name}, this device', { name }) : name;
}
