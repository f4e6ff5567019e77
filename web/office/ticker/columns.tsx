// Which columns of the ticker somebody needs: a trader all of them, a cashier who and how much, an
// auditor what was agreed without who won. In the address, so that it can be handed on as a link,
// and remembered for the next time.

import { t } from '@shared/i18n/language';
import { changePreferences, usePreferences } from '@shared/preferences';
import { useFilter } from '../reading/search-params';

const presets: Record<string, string> = {
  trader: t('Trader'),
  cashier: t('Cashier'),
  auditor: t('Auditor'),
};

export function useColumns(): [string, (preset: string) => void] {
  const { tickerColumns } = usePreferences();
  const [chosen, setChosen] = useFilter('columns');
  const preset = [chosen, tickerColumns].find((one) => one in presets) ?? 'trader';
  const choose = (next: string) => {
    changePreferences({ tickerColumns: next });
    setChosen(next);
  };
  return [preset, choose];
}

export function ColumnChoice({
  preset,
  onChoose,
}: {
  preset: string;
  onChoose: (p: string) => void;
}) {
  return (
    <select
      className="filter-input narrow wide-only"
      aria-label={t('Columns')}
      value={preset}
      onChange={(event) => onChoose(event.target.value)}
    >
      {Object.entries(presets).map(([name, word]) => (
        <option key={name} value={name}>
          {word}
        </option>
      ))}
    </select>
  );
}
