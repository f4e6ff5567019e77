// How this browser shows the book: odds, theme, language, prices. Nothing here reaches the server.

import type { PricePolicy } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { changePreferences, usePreferences } from '@shared/preferences';
import { prices } from '@shared/price-store';
import { useBook } from '@shared/session';
import { longZoneText } from '@shared/time';
import { LanguageOptions, OddsOptions, ThemeOptions } from '@shared/ui/appearance';
import { Options } from '@shared/ui/options';

export function SettingsPage() {
  const book = useBook();
  const chosen = usePreferences();
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>{t('Settings')}</h1>
        <p className="page-about">
          {t('Kept in this browser. All times are {zone}, the zone of the book.', {
            zone: longZoneText(book.now),
          })}
        </p>
      </div>
      <div className="cards narrow">
        <OddsOptions />
        <ThemeOptions />
        <LanguageOptions />
        <Options<PricePolicy>
          title={t('When a price changes while you place a bet')}
          options={[
            {
              value: 'none',
              name: t('Only this price'),
              about: t('Any change asks you again'),
            },
            {
              value: 'better',
              name: t('Take better prices'),
              about: t('A worse price asks you again'),
            },
            {
              value: 'any',
              name: t('Take any price'),
              about: t('Books at the price of the moment'),
            },
          ]}
          value={chosen.pricePolicy}
          onChange={(pricePolicy) => changePreferences({ pricePolicy })}
        />
        <Options<'on' | 'paused'>
          title={t('Live prices')}
          options={[
            { value: 'on', name: t('On'), about: t('Prices move as they change') },
            {
              value: 'paused',
              name: t('Paused'),
              about: t('Nothing moves until you turn it on; the slip always asks for fresh prices'),
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
