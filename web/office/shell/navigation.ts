// Which screens there are, where they are, and which right each one needs. The side navigation,
// the palette and the router all read this one list, so no screen can be listed and missing.

import type { Permission, Role } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import type { IconName } from '@shared/ui/icon';

export type ScreenId =
  | 'dashboard'
  | 'ticker'
  | 'exposure'
  | 'lines'
  | 'writer'
  | 'cashier'
  | 'players'
  | 'settlement'
  | 'approvals'
  | 'figures'
  | 'weeks'
  | 'deals'
  | 'disputes'
  | 'reports'
  | 'events'
  | 'messages'
  | 'rules'
  | 'preferences'
  | 'books';

export type Screen = {
  id: ScreenId;
  path: string;
  name: string;
  icon: IconName;
  group: string;
  /** Any one of these opens the screen; none are needed where none are named. */
  rights: Permission[];
  /** Counted for the whole book only, so a branch of it has no such screen. */
  wholeBook?: true;
  /** Pressed after `g`. */
  letter: string;
};

export const screens: Screen[] = [
  {
    id: 'dashboard',
    path: '/',
    name: t('Dashboard'),
    icon: 'gauge',
    group: t('Watch'),
    rights: ['view_reports'],
    letter: 'd',
  },
  {
    id: 'ticker',
    path: '/ticker',
    name: t('Bet ticker'),
    icon: 'pulse',
    group: t('Watch'),
    rights: ['view_branch'],
    letter: 't',
  },
  {
    id: 'exposure',
    path: '/exposure',
    name: t('Exposure'),
    icon: 'lines',
    group: t('Watch'),
    rights: ['view_reports'],
    wholeBook: true,
    letter: 'e',
  },
  {
    id: 'lines',
    path: '/lines',
    name: t('Lines desk'),
    icon: 'board',
    group: t('Trade'),
    rights: ['control_offer'],
    letter: 'l',
  },
  {
    id: 'writer',
    path: '/writer',
    name: t('Ticket writer'),
    icon: 'ticket',
    group: t('Trade'),
    rights: ['write_for_player'],
    letter: 'x',
  },
  {
    id: 'players',
    path: '/players',
    name: t('Players'),
    icon: 'people',
    group: t('Money'),
    rights: ['view_branch'],
    letter: 'p',
  },
  {
    id: 'cashier',
    path: '/cashier',
    name: t('Cashier'),
    icon: 'wallet',
    group: t('Money'),
    rights: ['record_payment'],
    letter: 'c',
  },
  {
    id: 'settlement',
    path: '/settlement',
    name: t('Settlement'),
    icon: 'scale',
    group: t('Money'),
    rights: ['enter_score', 'confirm_result', 'control_offer'],
    letter: 's',
  },
  {
    id: 'disputes',
    path: '/disputes',
    name: t('Disputes'),
    icon: 'alert',
    group: t('Money'),
    rights: ['answer_dispute'],
    wholeBook: true,
    letter: 'i',
  },
  {
    id: 'approvals',
    path: '/approvals',
    name: t('Approvals'),
    icon: 'check',
    group: t('Money'),
    rights: ['approve_withdrawal', 'void_wager', 'change_limits', 'approve_wager'],
    letter: 'v',
  },
  {
    id: 'figures',
    path: '/figures',
    name: t('Weekly figures'),
    icon: 'calendar',
    group: t('Money'),
    rights: ['view_reports'],
    letter: 'w',
  },
  {
    id: 'weeks',
    path: '/weeks',
    name: t('Closed weeks'),
    icon: 'check',
    group: t('Money'),
    rights: ['close_week', 'manage_book'],
    wholeBook: true,
    letter: 'k',
  },
  {
    id: 'deals',
    path: '/deals',
    name: t('Agent deals'),
    icon: 'people',
    group: t('Money'),
    rights: ['view_reports'],
    letter: 'n',
  },
  {
    id: 'reports',
    path: '/reports',
    name: t('Reports'),
    icon: 'chart',
    group: t('Prove'),
    rights: ['view_reports'],
    letter: 'r',
  },
  {
    id: 'events',
    path: '/events',
    name: t('Event log'),
    icon: 'shield',
    group: t('Prove'),
    rights: ['view_audit'],
    letter: 'a',
  },
  {
    id: 'messages',
    path: '/messages',
    name: t('Messages'),
    icon: 'message',
    group: t('Book'),
    rights: ['write_message'],
    letter: 'm',
  },
  {
    id: 'rules',
    path: '/rules',
    name: t('Limits and rules'),
    icon: 'rules',
    group: t('Book'),
    rights: ['change_limits', 'manage_book', 'create_member', 'manage_keys'],
    letter: 'u',
  },
];

const preferencesScreen: Screen = {
  id: 'preferences',
  path: '/preferences',
  name: t('Preferences'),
  icon: 'settings',
  group: t('Book'),
  rights: [],
  letter: 'o',
};

export const platformScreens: Screen[] = [
  {
    id: 'books',
    path: '/',
    name: t('Books'),
    icon: 'book',
    group: t('Platform'),
    rights: ['manage_platform'],
    letter: 'b',
  },
  {
    id: 'lines',
    path: '/lines',
    name: t('Lines desk'),
    icon: 'board',
    group: t('Platform'),
    rights: ['move_line'],
    letter: 'l',
  },
];

export const platformSlug = 'platform';

/** Whether this role sees the book as a whole, and not one branch of its tree. */
export function seesWholeBook(role: Role): boolean {
  return role !== 'master' && role !== 'agent';
}

/** The screens these rights open in this book; the provider's own scope has only its books. */
export function openScreens(slug: string, rights: Permission[], role: Role): Screen[] {
  const all = slug === platformSlug ? platformScreens : screens;
  return [...all, preferencesScreen]
    .filter(
      ({ rights: wanted }) => wanted.length === 0 || wanted.some((one) => rights.includes(one)),
    )
    .filter((screen) => !screen.wholeBook || seesWholeBook(role));
}

/** Where a need or a link of the book leads inside the office. */
export function screenPath(link: string): string {
  const path = link.replace(/^\/b\/[^/]+\/office/, '').replace(/^\/office/, '');
  return path.startsWith('/') ? path : `/${path}`;
}
