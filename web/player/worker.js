// The service worker of the player's app: a phone without a connection still opens the page and
// its code, and the page then says so in words. It keeps pages and hashed files only. Whatever
// belongs to a person (`/v1`) never goes through it, so nothing it keeps can be stale money.

const shelf = 'perhead-1';

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== shelf) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

/** Hashed files never change: the kept one is the right one. */
async function keptFirst(request) {
  const cache = await caches.open(shelf);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** A page is asked for anew; the last one seen stands in while nobody answers. */
async function freshFirst(request) {
  const cache = await caches.open(shelf);
  const home = new URL(request.url).pathname.match(/^\/b\/[^/]+/)?.[0] ?? '/';
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(home, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(home);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/assets/')) event.respondWith(keptFirst(request));
  else if (request.mode === 'navigate' && !/^\/b\/[^/]+\/(office|invite)/.test(pathname)) {
    event.respondWith(freshFirst(request));
  }
});
