// The newest tickets on the dashboard. Stands still while paused.

import { t } from '@shared/i18n/language';
import { Button } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { useScreenKey } from '../shell/office-keys';
import { TicketTable } from './TicketTable';
import { useTicker } from './use-ticker';

export function TickerCard({ rows }: { rows: number }) {
  const [paused, setPaused] = useState(false);
  const filter = useMemo(() => ({}), []);
  const ticker = useTicker(filter, paused);
  useScreenKey('p', t('Pause or go on'), () => setPaused((before) => !before));
  const newest = ticker.tickets.slice(0, rows);
  return (
    <Card
      title={t('Bet ticker')}
      className="ticker-card"
      right={
        <>
          {ticker.waiting > 0 && (
            <span className="small t3 num">
              {t('{waiting} waiting', { waiting: ticker.waiting })}
            </span>
          )}
          <PauseButton paused={paused} onChange={setPaused} />
          <Link className="link small" href="/ticker">
            {t('Open ticker')}
          </Link>
        </>
      }
    >
      <Loaded question={ticker.listed}>
        {() =>
          newest.length === 0 ? (
            <p className="slim-state">
              {t('No ticket yet. The first one appears here by itself.')}
            </p>
          ) : (
            <TicketTable tickets={newest} fresh={ticker.fresh} brief />
          )
        }
      </Loaded>
    </Card>
  );
}

type PauseProps = { paused: boolean; onChange: (paused: boolean) => void };

export function PauseButton({ paused, onChange }: PauseProps) {
  return (
    <Button compact onClick={() => onChange(!paused)} aria-pressed={paused}>
      <Icon name={paused ? 'play' : 'pause'} size="tiny" />
      {paused ? t('Resume') : t('Pause')} <kbd className="wide-only">p</kbd>
    </Button>
  );
}
