// Finds a player by login or name from the keyboard: arrows choose, Enter takes.

import type { Member } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Icon } from '@shared/ui/icon';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useFirstFocus } from '../parts/use-first-focus';
import { statusWords } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useMembers } from '../reading/queries';
import { useSettled } from '../reading/use-settled';

const typingMilliseconds = 150;
const playersShown = 8;

export function PlayerSearch({ onChoose }: { onChoose: (id: string) => void }) {
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const typed = text.trim();
  const search = useSettled(typed, typingMilliseconds);
  const answered = useMembers({ search, role: 'player' }, search.length > 0);
  // What is shown is what Enter takes: nothing while the answer is that of an earlier text.
  const isCurrent = search === typed && search !== '' && !answered.isPlaceholderData;
  const found = isCurrent ? itemsOf(answered.data).slice(0, playersShown) : [];
  const chosen = found[Math.min(at, found.length - 1)];
  useFirstFocus(input);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setAt((before) => (before + step + found.length) % found.length);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      onChoose(chosen.id);
    } else if (event.key === 'Escape') {
      setText('');
    }
  };
  return (
    <div className="writer-players">
      <div className="writer-field">
        <Icon name="search" />
        <input
          ref={input}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
          placeholder={t('Player')}
          aria-label={t('{label}, by login or name', { label: t('Player') })}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
          data-screen-search
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </div>
      <div id={listId} role="listbox" aria-label={t('Players')} className="writer-found">
        {found.map((member) => (
          <Found
            key={member.id}
            id={`${listId}-${member.id}`}
            member={member}
            chosen={member === chosen}
            onChoose={() => onChoose(member.id)}
          />
        ))}
      </div>
      {isCurrent && answered.isSuccess && found.length === 0 && (
        <p className="slim-state" role="status">
          {t('No player of that name.')}
        </p>
      )}
    </div>
  );
}

type FoundProps = { id: string; member: Member; chosen: boolean; onChoose: () => void };

function Found({ id, member, chosen, onChoose }: FoundProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input above takes the keys
    <div id={id} role="option" tabIndex={-1} aria-selected={chosen} onClick={onChoose}>
      <b className="id">{member.login}</b>
      <bdi className="t2">{member.name}</bdi>
      <span className="small t3 push">{statusWords[member.status].word}</span>
    </div>
  );
}
