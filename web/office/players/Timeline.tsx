// Every change to the member with its actor, from the book's event log.

import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { Icon, type IconName } from '@shared/ui/icon';
import { Link } from 'wouter';
import { fieldsText } from '../events/fields';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { dateText, secondText } from '../parts/office-time';
import { kindText } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useEvents } from '../reading/queries';

const shown = 20;

function iconOf(kind: string): IconName {
  if (/wager|ticket|bet|settle/.test(kind)) return 'ticket';
  if (/payment|receipt|disburse|adjust|credit/.test(kind)) return 'wallet';
  if (/limit|status/.test(kind)) return 'settings';
  if (/member|sign|session|login|invit/.test(kind)) return 'person';
  return 'info';
}

export function Timeline({ memberId }: { memberId: string }) {
  const events = useEvents({ member_id: memberId });
  const { currency, time_zone: zone } = useBook();
  return (
    <Card
      title={t('Timeline')}
      className="timeline-card"
      right={
        <Link className="link small" href={`/events?member=${encodeURIComponent(memberId)}`}>
          {t('Open event log')}
        </Link>
      }
    >
      <Loaded question={events}>
        {(pages) => {
          const found = itemsOf(pages).slice(0, shown);
          if (found.length === 0)
            return <p className="slim-state">{t('Nothing has happened yet.')}</p>;
          return (
            <ol className="timeline">
              {found.map((event) => (
                <li key={event.sequence}>
                  <i>
                    <Icon name={iconOf(event.kind)} size="tiny" />
                  </i>
                  <div>
                    <span>{kindText(event.kind)}</span>
                    <small>
                      {fieldsText(event, currency)}
                      {event.actor &&
                        event.actor.id !== memberId &&
                        ` ${t('By {login}.', { login: event.actor.login })}`}
                    </small>
                  </div>
                  <time className="num" dateTime={event.at} title={secondText(event.at, zone)}>
                    {dateText(event.at, zone).split(' ').slice(1).join(' ')}{' '}
                    {secondText(event.at, zone).slice(0, 5)}
                  </time>
                </li>
              ))}
            </ol>
          );
        }}
      </Loaded>
    </Card>
  );
}
