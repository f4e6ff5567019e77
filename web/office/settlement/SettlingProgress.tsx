// How far the settling of a confirmed result has come. It goes on without this page.

import type { OfficeFixture } from '@shared/api/contract';
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
    <Card className="settling" label="Settling">
      <div className="card-body" role="status">
        {fixture.settling ? (
          <>
            <b>
              Settling {countText(fixture.settled_tickets)} of {countText(total)}
            </b>
            <progress
              max={Math.max(total, 1)}
              value={fixture.settled_tickets}
              aria-label="Settled tickets"
            />
            <span className="small t3">You can leave: it goes on without this page.</span>
          </>
        ) : (
          <>
            <b className="settled-line">
              <Icon name="check" /> {counted(fixture.settled_tickets, 'ticket')} settled at{' '}
              {scoreText(result)}
            </b>
            <span className="small t2">
              Confirmed {secondText(result.confirmed_at, zone)}
              {result.by && ` by ${result.by}`}
              {result.version > 1 && `, version ${result.version}`}.
              {fixture.open_tickets > 0 &&
                ` ${counted(fixture.open_tickets, 'ticket')} wait for other games.`}{' '}
              <Link className="link" href="/ticker?state=settled">
                Open the settled tickets
              </Link>
            </span>
            <span className="small t3">
              If the score was wrong, enter the right one above: it shows as a correction.
            </span>
          </>
        )}
      </div>
    </Card>
  );
}
