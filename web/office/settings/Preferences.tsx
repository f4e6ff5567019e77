// What this person chose about looks, kept in this browser, and how they come in, kept by the book.

import { Devices } from '@shared/access/devices';
import { PasswordCard } from '@shared/access/password';
import { SecondFactorCard } from '@shared/access/second-factor';
import { t } from '@shared/i18n/language';
import { changePreferences, usePreferences } from '@shared/preferences';
import { LanguageOptions, LiveOptions, OddsOptions, ThemeOptions } from '@shared/ui/appearance';
import { Options } from '@shared/ui/options';
import { ScreenFrame } from '../shell/ScreenFrame';

export default function Preferences() {
  return (
    <ScreenFrame title={t('Preferences')}>
      <h2 className="part-head">{t('Your ways in')}</h2>
      <div className="preferences">
        <div className="preferences-column">
          <SecondFactorCard />
          <PasswordCard />
        </div>
        <div className="preferences-column">
          <Devices />
        </div>
      </div>
      <h2 className="part-head">{t('Looks')}</h2>
      <p className="t2">{t('Kept in this browser, for you alone.')}</p>
      <div className="preferences">
        <ThemeOptions />
        <OddsOptions />
        <LanguageOptions />
        <LiveOptions />
        <KeyOptions />
        <RowOptions />
      </div>
    </ScreenFrame>
  );
}

/** Single letters act at once; whoever dictates or holds a key by mistake can do without. */
function KeyOptions() {
  const { letterKeys } = usePreferences();
  return (
    <Options
      title={t('Keys')}
      value={letterKeys ? 'on' : 'off'}
      onChange={(next) => changePreferences({ letterKeys: next === 'on' })}
      options={[
        { value: 'on', name: t('Single letters act'), about: t('? shows which, on each screen') },
        { value: 'off', name: t('No single letters'), about: t('Ctrl K still goes everywhere') },
      ]}
    />
  );
}

function RowOptions() {
  const { rows } = usePreferences();
  return (
    <Options
      title={t('Rows of lists')}
      value={rows}
      onChange={(next) => changePreferences({ rows: next })}
      options={[
        { value: 'dense', name: t('Dense'), about: t('Most on a screen') },
        { value: 'usual', name: t('Usual'), about: t('Easy to read') },
        { value: 'roomy', name: t('Roomy'), about: t('Easy to hit by hand') },
      ]}
    />
  );
}
