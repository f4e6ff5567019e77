// The command palette: every screen, every player, and the few things that belong to no screen.
// Screens answer at once; players join below when the book has found them, so that the row under
// the cursor never moves.

import { t } from '@shared/i18n/language';
import { bookSlug, playerBase } from '@shared/location';
import { changePreferences, usePreferences } from '@shared/preferences';
import { useSignOut } from '@shared/session';
import { Icon, type IconName } from '@shared/ui/icon';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { roleWords, statusWords } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useMembers } from '../reading/queries';
import { useSettled } from '../reading/use-settled';
import { platformSlug, type Screen } from './navigation';

type Command = { id: string; icon: IconName; name: string; beside: string; run: () => void };

const typingMilliseconds = 150;
const membersShown = 8;

export function Palette({ screens, onClose }: { screens: Screen[]; onClose: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const commands = useCommands(screens, text, onClose);
  const chosen = commands[Math.min(at, commands.length - 1)];
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  useEffect(() => {
    document.getElementById(`${listId}-${chosen?.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, chosen]);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && commands.length > 0) {
      event.preventDefault();
      setAt((before) => (before + step + commands.length) % commands.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      chosen?.run();
    }
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself
    <dialog
      ref={box}
      className="palette"
      aria-label={t('Go to a screen or player')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === box.current && onClose()}
    >
      <div className="palette-input">
        <Icon name="search" />
        <input
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
          placeholder={t('Player or screen')}
          aria-label={t('Player or screen')}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
          autoComplete="off"
          spellCheck={false}
        />
        <kbd>{t('Esc')}</kbd>
      </div>
      <CommandList id={listId} commands={commands} chosen={chosen} />
    </dialog>
  );
}

type ListProps = { id: string; commands: Command[]; chosen: Command | undefined };

function CommandList({ id, commands, chosen }: ListProps) {
  return (
    <div id={id} role="listbox" aria-label={t('Found')} className="palette-list">
      {commands.map((command) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input above takes the keys
        <div
          key={command.id}
          id={`${id}-${command.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={command === chosen}
          onClick={command.run}
        >
          <Icon name={command.icon} />
          <span className="palette-name">{command.name}</span>
          <span className="t3 small push">{command.beside}</span>
        </div>
      ))}
      {commands.length === 0 && (
        <p className="slim-state">{t('No screen or player by that name.')}</p>
      )}
    </div>
  );
}

function useCommands(screens: Screen[], text: string, onClose: () => void): Command[] {
  const [, go] = useLocation();
  const wanted = text.trim().toLowerCase();
  const open = (path: string) => () => {
    onClose();
    go(path);
  };
  const own = useOwnCommands(onClose);
  const fixed: Command[] = screens.map((screen) => ({
    id: screen.id,
    icon: screen.icon,
    name: screen.name,
    beside: `g ${screen.letter}`,
    run: open(screen.path),
  }));
  const matching = [...fixed, ...own].filter((one) => one.name.toLowerCase().includes(wanted));
  const searched = useSettled(wanted, typingMilliseconds);
  const mayFind = screens.some((screen) => screen.id === 'players');
  const found = useMembers({ search: searched }, mayFind && searched.length > 0);
  const members = searched === '' ? [] : itemsOf(found.data).slice(0, membersShown);
  return [
    ...matching,
    ...members.map((member) => ({
      id: `member-${member.id}`,
      icon: 'person' as const,
      name: `${member.login}  ${member.name}`,
      beside: `${roleWords[member.role]}, ${statusWords[member.status].word.toLowerCase()}`,
      run: open(`/players/${encodeURIComponent(member.id)}`),
    })),
  ];
}

function useOwnCommands(onClose: () => void): Command[] {
  const { theme } = usePreferences();
  const signOut = useSignOut();
  const dark = theme === 'dark' || document.documentElement.dataset.theme === 'dark';
  const commands: Command[] = [
    {
      id: 'theme',
      icon: 'settings',
      name: dark ? t('Light theme') : t('Dark theme'),
      beside: t('Appearance'),
      run: () => {
        changePreferences({ theme: dark ? 'light' : 'dark' });
        onClose();
      },
    },
    {
      id: 'sign-out',
      icon: 'leave',
      name: t('Sign out'),
      beside: t('Session'),
      run: () => {
        onClose();
        signOut.mutate();
      },
    },
  ];
  if (bookSlug() === platformSlug) return commands;
  return [
    {
      id: 'sportsbook',
      icon: 'board',
      name: t('Sportsbook'),
      beside: t('As players see it'),
      run: () => location.assign(`${playerBase()}/`),
    },
    ...commands,
  ];
}
