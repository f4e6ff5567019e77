// How far the settling of a confirmed result has come. It goes on without this page.

import type { OfficeFixture } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { Icon } from '@shared/ui/icon';
import { Link } from 'wouter';
import { Card } from '../parts/Card';
import { secondText } from '../parts/office-time';
import { counted, countText } from '../parts/words';
import { scoreText } from './game-words';

export function SettlingProgress({ fixture }: { fixture: OfficeFixture }) {
  const { time_zone: zone } = useBook();
  const total = fixture.open_tickets + fixture.settled_tickets;
  const { result } = fixture;
  if (!result) return null;
  return (
    <Card className="settling" label={t('Settling')}>
      <div className="card-body" role="status">
        {fixture.settling ? (
          <>
            <b>
              {t('Settling {settled_tickets} of {total}', {
                settled_tickets: countText(fixture.settled_tickets),
                total: countText(total),
              })}
            </b>
            <progress
              max={Math.max(total, 1)}
              value={fixture.settled_tickets}
              aria-label={t('Settled tickets')}
            />
            <span className="small t3">{t('You can leave: it goes on without this page.')}</span>
          </>
        ) : (
          <>
            <b className="settled-line">
              <Icon name="check" />{' '}
              {t('{tickets} settled at {score}', {
                tickets: counted(fixture.settled_tickets, 'ticket'),
                score: scoreText(result),
              })}
            </b>
            <span className="small t2">
              {t('Confirmed {at}', { at: secondText(result.confirmed_at, zone) })}
              {result.by && t(' by {by}', { by: result.by })}
              {result.version > 1 && t(', version {version}', { version: result.version })}.
              {fixture.open_tickets > 0 &&
                t(' {open_tickets} wait for other games.', {
                  open_tickets: counted(fixture.open_tickets, 'ticket'),
                })}{' '}
              <Link className="link" href="/ticker?state=settled">
                {t('Open the settled tickets')}
              </Link>
            </span>
            <span className="small t3">
              {t('If the score was wrong, enter the right one above: it shows as a correction.')}
            </span>
          </>
        )}
      </div>
    </Card>
  );
}
