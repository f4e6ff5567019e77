import type { OddsFormat, PricePolicy } from '@shared/api/contract';
import { oddsText } from '@shared/odds';
import { changePreferences, type ThemeChoice, usePreferences } from '@shared/preferences';
import { prices } from '@shared/price-store';
import { useBook } from '@shared/session';
import { type ReactNode, useId } from 'react';

const example = { american: -110, decimal: '1.9091', fractional: '10/11' };

type Option<Value> = { value: Value; name: ReactNode; about: ReactNode };

/** One of a few, each explained: a radio group drawn as cards. */
function Options<Value extends string>({
  title,
  options,
  value,
  onChange,
}: {
  title: string;
  options: Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const group = useId();
  return (
    <fieldset className="options">
      <legend>{title}</legend>
      <div className="card">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={group}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.name}
              <small className="num">{option.about}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type FormatChoice = OddsFormat | 'book';
const formatNames: Record<OddsFormat, string> = {
  american: 'American',
  decimal: 'Decimal',
  fractional: 'Fractional',
};

export function SettingsPage() {
  const book = useBook();
  const chosen = usePreferences();
  const formats: Option<FormatChoice>[] = (Object.keys(formatNames) as OddsFormat[]).map(
    (value) => ({
      value,
      name: formatNames[value],
      about: oddsText(example, value),
    }),
  );
  const bookFormat: Option<FormatChoice> = {
    value: 'book',
    name: 'As the book shows them',
    about: formatNames[book.odds_format],
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>Settings</h1>
        <p className="page-about">Kept in this browser.</p>
      </div>
      <div className="cards narrow">
        <Options
          title="Odds"
          options={[bookFormat, ...formats]}
          value={chosen.oddsFormat ?? 'book'}
          onChange={(value) => changePreferences({ oddsFormat: value === 'book' ? null : value })}
        />
        <Options<ThemeChoice>
          title="Theme"
          options={[
            { value: 'system', name: 'As the device', about: 'Follows its light or dark setting' },
            { value: 'light', name: 'Light', about: 'Dark text on white' },
            { value: 'dark', name: 'Dark', about: 'Light text on near black' },
          ]}
          value={chosen.theme}
          onChange={(theme) => changePreferences({ theme })}
        />
        <Options<PricePolicy>
          title="When a price changes while you place a bet"
          options={[
            { value: 'none', name: 'Only this price', about: 'Any change asks you again' },
            { value: 'better', name: 'Take better prices', about: 'A worse price asks you again' },
            { value: 'any', name: 'Take any price', about: 'Books at the price of the moment' },
          ]}
          value={chosen.pricePolicy}
          onChange={(pricePolicy) => changePreferences({ pricePolicy })}
        />
        <Options<'on' | 'paused'>
          title="Live prices"
          options={[
            { value: 'on', name: 'On', about: 'Prices move as they change' },
            {
              value: 'paused',
              name: 'Paused',
              about: 'Nothing moves until you turn it on; the slip always asks for fresh prices',
            },
          ]}
          value={chosen.pricesPaused ? 'paused' : 'on'}
          onChange={(value) => {
            changePreferences({ pricesPaused: value === 'paused' });
            prices.pause(value === 'paused');
          }}
        />
      </div>
    </div>
  );
}
