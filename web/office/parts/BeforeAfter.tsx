// Rows of an effect: what it is now, what it will be.

import { t } from '@shared/i18n/language';
import type { ReactNode } from 'react';

export type Change = { what: ReactNode; before: ReactNode; after: ReactNode };

export function BeforeAfter({ changes }: { changes: Change[] }) {
  return (
    <table className="before-after">
      <thead>
        <tr>
          <th>
            <span className="sr">{t('What')}</span>
          </th>
          <th className="n">{t('Now')}</th>
          <td />
          <th className="n">{t('After')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one effect never reorder
          <tr key={n}>
            <td>{change.what}</td>
            <td className="n">{change.before}</td>
            <td className="arrow t3">{t('to')}</td>
            <td className="n">{change.after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
