// A list as CSV, exactly as the book writes it: the browser fetches the file itself.

import { downloadAddress } from '@shared/api/client';
import { t } from '@shared/i18n/language';
import { Icon } from '@shared/ui/icon';

type Props = { path: string; query: Record<string, string | undefined>; name: string };

export function DownloadLink({ path, query, name }: Props) {
  const given = Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return (
    <a
      className="button"
      href={downloadAddress(path, { ...given, format: 'csv' })}
      download
      aria-label={t('{name} as CSV', { name })}
    >
      <Icon name="download" size="tiny" />
      {t('CSV')}
    </a>
  );
}
