// Where this page lives: `/b/<slug>/...` for the player, `/b/<slug>/office/...` for the office.

const bookPath = /^\/b\/([^/]+)/;

/** The book named by the page's address; empty when the page belongs to no book. */
export function bookSlug(path: string = globalThis.location?.pathname ?? ''): string {
  return decodeURIComponent(bookPath.exec(path)?.[1] ?? '');
}

/** Path under which the player's routes live. */
export function playerBase(): string {
  return `/b/${bookSlug()}`;
}

/** Path under which the office's routes live. */
export function officeBase(): string {
  return `/b/${bookSlug()}/office`;
}
