// What the player and the book say to each other, and what the book tells everybody.

import { t } from '@shared/i18n/language';
import { Thread } from '@shared/messages/thread';
import { useBook } from '@shared/session';
import { startText } from '@shared/time';
import '@shared/messages.css';

export function MessagesPage() {
  const { brand } = useBook();
  return (
    <div className="page messages-page">
      <div className="page-head">
        <h1 tabIndex={-1}>{t('Messages')}</h1>
        <p className="page-about">
          {t('With the people of {name}. Objections to a settlement are made on its ticket.', {
            name: brand.name,
          })}
        </p>
      </div>
      <div className="cards narrow">
        <div className="card thread-card">
          <Thread member={null} partner={brand.name} timeText={startText} />
        </div>
      </div>
    </div>
  );
}
