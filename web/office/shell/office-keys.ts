// Keys that work on every screen: Ctrl-K for the palette, `/` for the search of the screen, and
// `g` then a letter to go somewhere. Letters never act while somebody is typing.

import { preferences } from '@shared/preferences';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Screen } from './navigation';

const chordMilliseconds = 1_500;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function useOfficeKeys(
  screens: Screen[],
  openPalette: () => void,
  openKeys: () => void,
): void {
  const [, go] = useLocation();
  const latest = useRef({ screens, openPalette, openKeys, go });
  latest.current = { screens, openPalette, openKeys, go };
  useEffect(() => {
    let goingSince = 0;
    const press = (event: KeyboardEvent) => {
      const now = latest.current;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        now.openPalette();
        return;
      }
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (modified || isTyping(event.target) || document.querySelector('dialog[open]')) return;
      // Whoever speaks to the computer or types by mistake can switch single letters off.
      if (!preferences().letterKeys) return;
      if (event.key === '?') {
        event.preventDefault();
        now.openKeys();
      } else if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('[data-screen-search]');
        if (search) event.preventDefault();
        search?.focus();
      } else if (event.key === 'g') {
        goingSince = event.timeStamp;
      } else if (goingSince && event.timeStamp - goingSince < chordMilliseconds) {
        goingSince = 0;
        const screen = now.screens.find((candidate) => candidate.letter === event.key);
        if (screen) now.go(screen.path);
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** A key of the screen that is open, with what it does. */
export type ScreenKey = { key: string; words: string };

const registered = new Set<ScreenKey>();

/** The keys of the screen that is open, in the order they came. */
export function screenKeys(): ScreenKey[] {
  return [...registered];
}

/**
 * A single-letter key of one screen; silent while somebody types or a dialog is open. `words` say
 * what it does, for the list of keys.
 */
export function useScreenKey(key: string, words: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const entry = { key, words };
    registered.add(entry);
    return () => {
      registered.delete(entry);
    };
  }, [key, words]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key !== key || modified || !preferences().letterKeys || isTyping(event.target))
        return;
      if (document.querySelector('dialog[open]')) return;
      latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [key]);
}
