// What a reader chooses about looks: odds format, theme, language. The same in both apps.

import type { OddsFormat } from '../api/contract';
import {
  chooseLanguage,
  chosenLanguage,
  type Language,
  languageNames,
  locale,
  t,
} from '../i18n/language';
import { applyLivePace } from '../live-pace';
import { magnitude } from '../money';
import { oddsText } from '../odds';
import {
  changePreferences,
  type LivePrices,
  type ThemeChoice,
  usePreferences,
} from '../preferences';
import { useBook } from '../session';
import { Options } from './options';

const example = { american: -110, decimal: '1.9091', fractional: '10/11' };
const formatNames: Record<OddsFormat, string> = {
  american: t('American'),
  decimal: t('Decimal'),
  fractional: t('Fractional'),
};

export function OddsOptions() {
  const book = useBook();
  const { oddsFormat } = usePreferences();
  const formats = (Object.keys(formatNames) as OddsFormat[]).map((value) => ({
    value,
    name: formatNames[value],
    about: oddsText(example, value),
  }));
  return (
    <Options<OddsFormat | 'book'>
      title={t('Odds')}
      options={[
        { value: 'book', name: t('As the book shows them'), about: formatNames[book.odds_format] },
        ...formats,
      ]}
      value={oddsFormat ?? 'book'}
      onChange={(value) => changePreferences({ oddsFormat: value === 'book' ? null : value })}
    />
  );
}

export function ThemeOptions() {
  const { theme } = usePreferences();
  return (
    <Options<ThemeChoice>
      title={t('Theme')}
      options={[
        {
          value: 'system',
          name: t('As the device'),
          about: t('Follows its light or dark setting'),
        },
        { value: 'light', name: t('Light'), about: t('Dark text on white') },
        { value: 'dark', name: t('Dark'), about: t('Light text on near black') },
      ]}
      value={theme}
      onChange={(choice) => changePreferences({ theme: choice })}
    />
  );
}

type Named = keyof typeof languageNames;

/** Changing it loads the page anew; what is on the slip stays. */
export function LanguageOptions() {
  const chosen = chosenLanguage();
  const sample = magnitude(123_450, 'USD');
  const languages = (Object.keys(languageNames) as Named[]).map((value) => ({
    value: value as Language | 'browser',
    name: <span lang={value}>{languageNames[value]}</span>,
    about: value === 'en' ? 'English' : 'Spanish',
  }));
  return (
    <Options<Language | 'browser'>
      title={t('Language')}
      options={[
        {
          value: 'browser',
          name: t('As the browser'),
          about: t('Numbers and dates as in {locale}: {sample}', { locale, sample }),
        },
        ...languages,
      ]}
      value={chosen ?? 'browser'}
      onChange={(value) => chooseLanguage(value === 'browser' ? null : value)}
    />
  );
}

/** How often live prices may move on the screen. */
export function LiveOptions({ onChange }: { onChange?: () => void }) {
  const { livePrices } = usePreferences();
  return (
    <Options<LivePrices>
      title={t('Live prices')}
      options={[
        { value: 'on', name: t('On'), about: t('Prices move as they change') },
        { value: 'calm', name: t('Every 30 s'), about: t('All changes together, twice a minute') },
        {
          value: 'paused',
          name: t('Paused'),
          about: t('Nothing moves until you turn it on; the slip always asks for fresh prices'),
        },
      ]}
      value={livePrices}
      onChange={(next) => {
        changePreferences({ livePrices: next });
        applyLivePace(next);
        onChange?.();
      }}
    />
  );
}
