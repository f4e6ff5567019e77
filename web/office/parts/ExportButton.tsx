// Takes away what is on the screen as a file: the rows of this list, in its order and filters.

import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { type Cell, csvText } from './csv';

type Props = { name: string; headings: string[]; rows: () => Cell[][] };

export function ExportButton({ name, headings, rows }: Props) {
  const { slug } = useBook();
  const save = () => {
    const file = new Blob([csvText(headings, rows())], { type: 'text/csv' });
    const address = URL.createObjectURL(file);
    const link = document.createElement('a');
    link.href = address;
    link.download = `${slug}-${name.toLowerCase().replaceAll(/\s+/g, '-')}.csv`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Button compact onClick={save} aria-label={t('{name} as CSV', { name })}>
      <Icon name="download" size="small" /> CSV
    </Button>
  );
}
