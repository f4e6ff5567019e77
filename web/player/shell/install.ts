// Makes the app installable: links the book's manifest and icon, and lets the service worker keep
// its pages. Without a worker (an old browser, a plain address) everything else works the same.

import { bookSlug, playerBase } from '@shared/location';

function link(rel: string, href: string): void {
  const found = document.head.querySelector<HTMLLinkElement>(`link[rel="${rel}"]`);
  const element = found ?? document.head.appendChild(document.createElement('link'));
  element.rel = rel;
  element.href = href;
}

/** Call once the book is known; `colour` tints the phone's own bars. */
export function installable(colour: string): void {
  const book = encodeURIComponent(bookSlug());
  link('manifest', `/v1/book/manifest?book=${book}`);
  link('icon', `/v1/book/icon?book=${book}`);
  const theme = document.head.querySelector<HTMLMetaElement>('meta[name="theme-color"]');
  const meta = theme ?? document.head.appendChild(document.createElement('meta'));
  meta.name = 'theme-color';
  meta.content = colour;
}

/** Registers the worker after the page is up, so that it never competes with the first odds. */
export function keepForOffline(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const register = () => {
    navigator.serviceWorker.register('/worker.js', { scope: `${playerBase()}` }).catch(() => {
      // Refused by the browser's settings: the app goes on without it.
    });
  };
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
