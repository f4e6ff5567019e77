// The command palette: every screen, every player, every ticket and game by its number, and the few
// things that belong to no screen.
// Screens answer at once; players join below when the book has found them, so that the row under
// the cursor never moves.

import { t } from '@shared/i18n/language';
import { bookSlug, playerBase } from '@shared/location';
import { changePreferences, usePreferences } from '@shared/preferences';
import { usePermission, useSignOut } from '@shared/session';
import { Icon, type IconName } from '@shared/ui/icon';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { roleWords, statusWords, ticketTypeText } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useBoard, useMembers, useTicketOfNumber } from '../reading/queries';
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
      aria-label={t('Go to a screen, player or ticket')}
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
          placeholder={t('Player, ticket or screen')}
          aria-label={t('Player, ticket or screen')}
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
        <p className="slim-state">{t('No screen, player, ticket or game by that name.')}</p>
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
  const games = useGameCommands(screens, searched, open);
  const tickets = useTicketCommands(screens, searched, open);
  const deeds = useDeedCommands(screens, searched, open);
  const mayFind = screens.some((screen) => screen.id === 'players');
  const found = useMembers({ search: searched }, mayFind && searched.length > 0);
  const members = searched === '' ? [] : itemsOf(found.data).slice(0, membersShown);
  return [
    ...matching,
    ...deeds,
    ...tickets,
    ...games,
    ...members.map((member) => ({
      id: `member-${member.id}`,
      icon: 'person' as const,
      name: `${member.login}  ${member.name}`,
      beside: `${roleWords[member.role]}, ${statusWords[member.status].word.toLowerCase()}`,
      run: open(`/players/${encodeURIComponent(member.id)}`),
    })),
  ];
}

type Open = (path: string) => () => void;

const rotationNumber = /^\d{3,6}$/;

/** The game with this rotation number, on the desk that is open to the reader. */
function useGameCommands(screens: Screen[], wanted: string, open: Open): Command[] {
  const desk =
    screens.find(({ id }) => id === 'lines') ?? screens.find(({ id }) => id === 'settlement');
  const asked = Boolean(desk) && rotationNumber.test(wanted);
  const board = useBoard(asked);
  if (!desk || !asked) return [];
  const number = Number(wanted);
  const fixtures = board.data?.leagues.flatMap((league) => league.fixtures) ?? [];
  return fixtures
    .filter((one) => one.rotation_away === number || one.rotation_home === number)
    .slice(0, membersShown)
    .map((one) => ({
      id: `game-${one.id}`,
      icon: 'board' as const,
      name: `${wanted}  ${one.away.name} @ ${one.home.name}`,
      beside: desk.name,
      run: open(`${desk.path}?fixture=${encodeURIComponent(one.id)}`),
    }));
}

/** `pay jsmith 200`, `collect jsmith 200`, `limit jsmith`, in English or as the screens say it. */
const deedWords = /^(pay|collect|limit|pagar|cobrar|limite|límite) +([^ ]+)(?: +([\d.,]+))?$/;

/** What is to be done with a player, opened on the player's card; done only by its own dialog. */
function useDeedCommands(screens: Screen[], wanted: string, open: Open): Command[] {
  const [, verb = '', login = '', amount = ''] = deedWords.exec(wanted) ?? [];
  const asked = login !== '' && screens.some((screen) => screen.id === 'players');
  const found = useMembers({ search: login }, asked);
  const mayPay = usePermission('record_payment');
  const mayLimit = usePermission('change_limits');
  if (!asked) return [];
  const limits = verb.startsWith('l');
  if (limits ? !mayLimit : !mayPay) return [];
  const deed = limits ? 'limits' : /^(pay|pagar)$/.test(verb) ? 'pay' : 'collect';
  const members = itemsOf(found.data).filter((one) => one.login.startsWith(login));
  return members.slice(0, membersShown).map((member) => {
    const names = {
      limits: t('Limits of {login}', { login: member.login }),
      pay: t('Pay {text} to {login}', { text: amount, login: member.login }),
      collect: t('Collect {text} from {login}', { text: amount, login: member.login }),
    };
    const query = new URLSearchParams({ do: deed, ...(amount ? { amount } : {}) });
    return {
      id: `deed-${member.id}`,
      icon: limits ? ('rules' as const) : ('wallet' as const),
      name: names[deed],
      beside: member.name,
      run: open(`/players/${encodeURIComponent(member.id)}?${query}`),
    };
  });
}

/** Seven letters and digits, with a dash or without: `4K7-2219`. */
const ticketNumber = /^#?[0-9a-z]{3}-?[0-9a-z]{4}$/;

/** The ticket people speak of by this number. */
function useTicketCommands(screens: Screen[], wanted: string, open: Open): Command[] {
  const mayFind = screens.some(({ id }) => id === 'ticker');
  const asked = mayFind && ticketNumber.test(wanted);
  const found = useTicketOfNumber(asked ? wanted.replace('#', '') : null);
  if (!asked) return [];
  return (found.data?.items ?? []).map((ticket) => ({
    id: `ticket-${ticket.id}`,
    icon: 'ticket' as const,
    name: `${ticket.number}  ${ticket.member.login}`,
    beside: ticketTypeText(ticket),
    run: open(`/ticker?number=${encodeURIComponent(ticket.number)}`),
  }));
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
