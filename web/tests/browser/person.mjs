// A person who speaks to the book by HTTP alone: to prepare what a journey needs, and to ask the
// book itself whether what the screen says is true.

import { randomBytes } from 'node:crypto';
import { onStage, password } from './stage.mjs';

/** A UUID of version 7, as the clients send it. */
function requestKey() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [8, 12, 16, 20, 32].map((end, n, ends) => hex.slice(ends[n - 1] ?? 0, end)).join('-');
}

export const usd = (amount) => ({ amount, currency: 'USD' });

export class Person {
  #origin;
  #slug;
  #cookie = '';
  #csrf = '';

  /** Somebody who names a book and is not signed in. */
  static before(slug, origin) {
    const person = new Person();
    person.#origin = origin;
    person.#slug = slug;
    return person;
  }

  static async signIn(slug, login, word = password, origin = null) {
    const person = Person.before(slug, origin ?? (await onStage()).origin);
    const session = await person.ask('POST', '/v1/session', { login, password: word });
    person.#csrf = session.csrf_token;
    person.member = session.member;
    return person;
  }

  /** The cookie of the session, as a browser takes it. */
  get cookie() {
    const [name, value] = this.#cookie.split('=');
    return { name, value, url: this.#origin };
  }

  /** The answer's status and body, whatever they are. */
  async send(method, path, body) {
    const headers = { 'Perhead-Book': this.#slug, cookie: this.#cookie };
    if (method !== 'GET') {
      headers['X-CSRF-Token'] = this.#csrf;
      headers['Idempotency-Key'] = requestKey();
    }
    if (body !== undefined) headers['content-type'] = 'application/json';
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await fetch(this.#origin + path, { method, headers, body: text });
    const set = response.headers.getSetCookie().map((one) => one.split(';')[0]);
    if (set.length > 0) this.#cookie = set.join('; ');
    const answer = await response.text();
    return { status: response.status, body: answer ? JSON.parse(answer) : null };
  }

  /** The body of an answer that must be a good one. */
  async ask(method, path, body) {
    const { status, body: answer } = await this.send(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  get(path) {
    return this.ask('GET', path);
  }

  /** Every item of a list, page after page. */
  async all(path) {
    const items = [];
    let cursor = null;
    do {
      const mark = path.includes('?') ? '&' : '?';
      const page = await this.get(cursor ? `${path}${mark}cursor=${cursor}` : path);
      items.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor);
    return items;
  }

  bet(legs, amount, more = {}) {
    return this.ask('POST', '/v1/wagers', {
      type: legs.length > 1 ? 'parlay' : 'straight',
      entry: 'risk',
      amount: usd(amount),
      price_policy: 'any',
      legs: legs.map(({ market, side }) => ({
        market_id: market.id,
        side,
        version: market.version,
      })),
      ...more,
    });
  }
}

/** The provider, who posts the lines of all books. */
export function provider() {
  return Person.signIn('platform', 'admin');
}

export const marketOf = (fixture, kind) => fixture.markets.find((market) => market.kind === kind);

/** Fixtures that can be bet on in full, last start first: those that stay open the longest. */
export async function openFixtures(person) {
  const board = await person.get('/v1/board');
  return board.leagues
    .flatMap((league) => league.fixtures)
    .filter((fixture) => fixture.status === 'scheduled')
    .filter(({ markets }) => markets.length === 3 && markets.every((one) => one.status === 'open'))
    .sort((one, other) => other.starts_at.localeCompare(one.starts_at));
}

/** Moves the price of a spread's home side, whatever the points are. */
export async function moveHomeSpread(line, market, american) {
  await line.ask('POST', '/v1/lines', {
    market_id: market.id,
    prices: [
      { side: 'away', american: -110 },
      { side: 'home', american },
    ],
  });
}
