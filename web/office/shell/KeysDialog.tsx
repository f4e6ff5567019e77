// The keys of the screen that is open and of every screen, searchable.

import { t } from '@shared/i18n/language';
import { TextField } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { useState } from 'react';
import type { Screen } from './navigation';
import { type ScreenKey, screenKeys } from './office-keys';

const everywhere: ScreenKey[] = [
  { key: t('Ctrl K'), words: t('Go to a screen, player or ticket') },
  { key: '/', words: t('Search on this screen') },
  { key: '?', words: t('These keys') },
  { key: t('Ctrl Enter'), words: t('Confirm a dialog') },
  { key: t('Esc'), words: t('Leave a field, a panel or a dialog') },
];

export function KeysDialog({ screens, onClose }: { screens: Screen[]; onClose: () => void }) {
  const [here] = useState(screenKeys);
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const goes = screens.map(({ letter, name }) => ({ key: `g ${letter}`, words: name }));
  const fits = ({ key, words }: ScreenKey) =>
    wanted === '' || key.toLowerCase() === wanted || words.toLowerCase().includes(wanted);
  return (
    <Dialog title={t('Keys')} onClose={onClose}>
      <TextField
        label={t('Find a key')}
        value={text}
        data-first-focus
        onChange={(event) => setText(event.target.value)}
      />
      <KeyList title={t('On this screen')} keys={here.filter(fits)} />
      <KeyList title={t('Everywhere')} keys={everywhere.filter(fits)} />
      <KeyList title={t('Go to')} keys={goes.filter(fits)} />
      <p className="t3 small">{t('Single letters can be switched off under Preferences.')}</p>
    </Dialog>
  );
}

function KeyList({ title, keys }: { title: string; keys: ScreenKey[] }) {
  if (keys.length === 0) return null;
  return (
    <section className="key-list">
      <h3>{title}</h3>
      <dl>
        {keys.map(({ key, words }) => (
          <div key={`${key} ${words}`}>
            <dt>
              {key.split(' ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
