// What this person chose about looks. Kept in this browser; nothing here reaches the book.

import { t } from '@shared/i18n/language';
import { LanguageOptions, OddsOptions, ThemeOptions } from '@shared/ui/appearance';
import { ScreenFrame } from '../shell/ScreenFrame';

export default function Preferences() {
  return (
    <ScreenFrame title={t('Preferences')}>
      <p className="t2">{t('Kept in this browser, for you alone.')}</p>
      <div className="preferences">
        <ThemeOptions />
        <OddsOptions />
        <LanguageOptions />
      </div>
    </ScreenFrame>
  );
}
