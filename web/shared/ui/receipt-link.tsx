// The signed receipt of a ticket, opened in a window of its own to be read, kept or printed.

import { downloadAddress } from '../api/client';
import { t } from '../i18n/language';
import { Icon } from './icon';

export function ReceiptLink({ id, number }: { id: string; number: string }) {
  const path = `/v1/wagers/${encodeURIComponent(id)}/receipt`;
  return (
    <a
      className="button quiet receipt-link"
      href={downloadAddress(path, {})}
      target="_blank"
      rel="noreferrer"
      aria-label={t('Receipt of ticket {number}', { number })}
    >
      <Icon name="download" size="small" />
      {t('Receipt')}
    </a>
  );
}
