// Says in words whether the prices on the screen are live.

import { t } from '@shared/i18n/language';
import { usePreferences } from '@shared/preferences';
import { useBook } from '@shared/session';
import { exactClockText, longZoneText } from '@shared/time';
import { useConnection } from '@shared/use-live';

export function ConnectionMark() {
  const connection = useConnection();
  const book = useBook();
  const pace = usePreferences().livePrices;
  const paused = pace === 'paused';
  const since = exactClockText(new Date(connection.since));
  const words = {
    connecting: t('Connecting'),
    live: { on: t('Prices live'), calm: t('Prices every 30 s'), paused: t('Prices paused') }[pace],
    stale: t('Reconnecting, prices as of {since}', { since }),
    offline: t('Offline, prices as of {since}', { since }),
  };
  return (
    <span className={`connection ${paused ? 'paused' : connection.state}`} role="status">
      <i />
      <span>
        {words[connection.state]}
        {connection.state === 'live' && <span className="zone">, {longZoneText(book.now)}</span>}
      </span>
    </span>
  );
}
