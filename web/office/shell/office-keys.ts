// Keys that work on every screen: Ctrl-K for the palette, `/` for the search of the screen, and
// `g` then a letter to go somewhere. Letters never act while somebody is typing.

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

export function useOfficeKeys(screens: Screen[], openPalette: () => void): void {
  const [, go] = useLocation();
  const latest = useRef({ screens, openPalette, go });
  latest.current = { screens, openPalette, go };
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
      if (event.key === '/') {
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

/** A single-letter key of one screen; silent while somebody types or a dialog is open. */
export function useScreenKey(key: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key !== key || modified || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [key]);
}
