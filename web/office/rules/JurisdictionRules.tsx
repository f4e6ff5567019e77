// The rules of the jurisdiction the book answers to, as a whole, with the hours in which a
// withdrawal may be asked for.

import type { JurisdictionSettings, Weekday } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { Button, IconButton } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { countText } from '../parts/words';
import { useJurisdiction } from '../reading/rule-queries';
import { useReplaceJurisdiction } from '../reading/rule-writes';
import { jurisdictionGroups } from './jurisdiction-fields';
import { weekdays, weekdayWords } from './rule-words';
import { SettingsForm } from './SettingsForm';

type Windows = JurisdictionSettings['withdrawal']['windows'];

export function JurisdictionRules() {
  const jurisdiction = useJurisdiction();
  const write = useReplaceJurisdiction();
  return (
    <Loaded question={jurisdiction}>
      {({ version, ...settings }) => (
        <>
          <p className="small t3">
            {version === 0
              ? t('The standard settings are in force.')
              : t('Version {version} is in force.', { version: countText(version) })}
          </p>
          <SettingsForm<JurisdictionSettings>
            key={version}
            name={settings.name || t('Jurisdiction')}
            settings={settings}
            groups={jurisdictionGroups}
            write={write}
            extra={(now, onChange) => (
              <WindowsCard
                windows={now.withdrawal.windows}
                onChange={(windows) =>
                  onChange({ ...now, withdrawal: { ...now.withdrawal, windows } })
                }
              />
            )}
            extraChanges={(before, after) => {
              const [was, is] = [windowsText(before), windowsText(after)];
              return was === is
                ? []
                : [{ what: t('Withdrawals are asked for'), before: was, after: is }];
            }}
          />
        </>
      )}
    </Loaded>
  );
}

/** `Monday 09:00 to 17:00, ...`, or that there are no hours. */
function windowsText({ withdrawal }: JurisdictionSettings): string {
  const { windows } = withdrawal;
  if (windows.length === 0) return t('at any time');
  return windows
    .map(({ weekday, from, to }) =>
      t('{day} {from} to {to}', { day: weekdayWords[weekday], from, to }),
    )
    .join(', ');
}

type WindowsProps = { windows: Windows; onChange: (windows: Windows) => void };

function WindowsCard({ windows, onChange }: WindowsProps) {
  const { time_zone: zone } = useBook();
  const set = (at: number, part: Partial<Windows[number]>) =>
    onChange(windows.map((one, n) => (n === at ? { ...one, ...part } : one)));
  return (
    <Card
      title={t('Hours for withdrawal requests')}
      beside={<span className="small t3">{zone}</span>}
      right={
        <Button
          compact
          onClick={() => onChange([...windows, { weekday: 'monday', from: '09:00', to: '17:00' }])}
        >
          <Icon name="plus" size="tiny" /> {t('Add hours')}
        </Button>
      }
    >
      <div className="card-body stack">
        {windows.length === 0 && <p className="small t3">{t('Taken at any time.')}</p>}
        {windows.map((one, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hours have no identity of their own
          <div className="bar" key={n}>
            <select
              className="filter-input"
              aria-label={t('Day')}
              value={one.weekday}
              onChange={(event) => set(n, { weekday: event.target.value as Weekday })}
            >
              {weekdays.map((day) => (
                <option key={day} value={day}>
                  {weekdayWords[day]}
                </option>
              ))}
            </select>
            <input
              className="filter-input narrow num"
              aria-label={t('From')}
              value={one.from}
              onChange={(event) => set(n, { from: event.target.value })}
            />
            <input
              className="filter-input narrow num"
              aria-label={t('To')}
              value={one.to}
              onChange={(event) => set(n, { to: event.target.value })}
            />
            <IconButton
              icon="close"
              name={t('Remove these hours')}
              onClick={() => onChange(windows.filter((_, at) => at !== n))}
            />
          </div>
        ))}
      </div>
    </Card>
  );
}
