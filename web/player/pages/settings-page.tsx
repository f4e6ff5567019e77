// How this browser shows the book: odds, theme, language, prices. Nothing here reaches the server.

import type { PricePolicy } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { changePreferences, usePreferences } from '@shared/preferences';
import { useBook } from '@shared/session';
import { longZoneText } from '@shared/time';
import { LanguageOptions, LiveOptions, OddsOptions, ThemeOptions } from '@shared/ui/appearance';
import { Options } from '@shared/ui/options';
import { useQueryClient } from '@tanstack/react-query';
import { boardKey } from '../board/board-query';

export function SettingsPage() {
  const book = useBook();
  const chosen = usePreferences();
  const client = useQueryClient();
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
        <LiveOptions onChange={() => void client.invalidateQueries({ queryKey: boardKey })} />
      </div>
    </div>
  );
}
