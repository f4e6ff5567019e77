// Request keys. One intent of a person (place this bet, record this payment) has one key, kept
// until the book has said yes or no, also over a reload of the page. Sending the same intent
// again therefore can never do it twice; a changed intent gets a new key.

type Kept = { fingerprint: string; key: string };

/** A UUID of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random. */
export function newRequestKey(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let rest = now;
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

function place(purpose: string): string {
  return `perhead.intent.${purpose}`;
}

function kept(purpose: string): Kept | null {
  const text = sessionStorage.getItem(place(purpose));
  return text ? (JSON.parse(text) as Kept) : null;
}

/** The key for this purpose and content: the kept one while the content is the same. */
export function requestKey(purpose: string, content: unknown): string {
  const fingerprint = JSON.stringify(content);
  const before = kept(purpose);
  if (before?.fingerprint === fingerprint) return before.key;
  const key = newRequestKey();
  sessionStorage.setItem(place(purpose), JSON.stringify({ fingerprint, key } satisfies Kept));
  return key;
}

/** The key under which something was sent for this purpose and has no outcome yet, else null. */
export function keptKey(purpose: string): string | null {
  return kept(purpose)?.key ?? null;
}

/** What was sent for this purpose and has no outcome yet. */
export function unansweredIntent<Content>(purpose: string): Content | null {
  const before = kept(purpose);
  return before ? (JSON.parse(before.fingerprint) as Content) : null;
}

/** The book has decided: the next intent gets a key of its own. */
export function forgetIntent(purpose: string): void {
  sessionStorage.removeItem(place(purpose));
}

const personPlace = 'perhead.person';

/**
 * Forgets what this tab kept for another person: it must never be sent again in this one's name.
 * True when there was another one before.
 */
export function keepOnlyFor(person: string): boolean {
  const before = sessionStorage.getItem(personPlace);
  const changed = before !== null && before !== person;
  const places = changed ? Object.keys(sessionStorage) : [];
  for (const one of places.filter((name) => name.startsWith('perhead.'))) {
    sessionStorage.removeItem(one);
  }
  sessionStorage.setItem(personPlace, person);
  return changed;
}

/** The header that carries a key. */
export type KeyHeader = { 'Idempotency-Key': string };

export function keyHeader(key: string): KeyHeader {
  return { 'Idempotency-Key': key };
}
