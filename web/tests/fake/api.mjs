// The pretend book's HTTP interface for development, unit tests and screenshots. It is never
// shipped. The office adds its routes in `office.mjs` when that file exists.

import { existsSync } from 'node:fs';
import { FakeAccount, usd } from './account.mjs';
import { FakeBoard } from './board.mjs';

const officeRoutes = existsSync(new URL('./office.mjs', import.meta.url))
  ? (await import('./office.mjs')).officeRoutes
  : null;

const speed = 1;
const brands = {
  halyard: { name: 'Halyard', colour: '#0b6b4f', mark: 'H' },
  lantern: { name: 'Lantern', colour: '#f2b42c', mark: 'L' },
};
const allPermissions = [
  'view_branch',
  'create_member',
  'change_status',
  'change_limits',
  'record_payment',
  'write_for_player',
  'move_line',
  'control_offer',
  'enter_score',
  'confirm_result',
  'view_reports',
  'view_audit',
  'close_week',
  'manage_book',
];

export class FakeApi {
  constructor({ startsAt = '2025-01-05T17:48:00Z', moves = true } = {}) {
    this.board = new FakeBoard();
    this.account = new FakeAccount(this.board);
    this.startedAt = Date.now();
    this.startsAt = Date.parse(startsAt);
    this.signedIn = null;
    this.sequence = 81204;
    this.streams = new Set();
    /** Set by tests: how placements go wrong until it is null again. */
    this.fault = null;
    if (moves) {
      this.timer = setInterval(() => this.send('market', this.board.moveAny()), 900);
      this.timer.unref?.();
    }
  }

  now() {
    return new Date(this.startsAt + (Date.now() - this.startedAt) * speed).toISOString();
  }

  send(name, content) {
    this.sequence += 1;
    for (const stream of this.streams) this.write(stream, name, content);
  }

  write(stream, name, content) {
    stream.write(`id: ${this.sequence}\nevent: ${name}\ndata: ${JSON.stringify(content)}\n\n`);
  }

  book(slug) {
    const brand = brands[slug] ?? brands.halyard;
    return {
      slug,
      name: brand.name,
      brand,
      currency: 'USD',
      odds_format: 'american',
      time_zone: 'America/New_York',
      week_starts: 'tuesday',
      day_cutoff: '03:00',
      house_rules: {
        version: 12,
        rounding: 'down',
        min_risk: usd(100),
        max_risk: usd(50000),
        max_win: usd(250000),
        max_payout: usd(500000),
        max_legs: 12,
        cutoff_seconds: 0,
      },
      now: this.now(),
      demo: {
        speed,
        logins: [
          { role: 'player', login: 'jsmith', password: 'demo-player' },
          { role: 'agent', login: 'ray', password: 'demo-agent' },
          { role: 'operator', login: 'dana', password: 'demo-operator' },
        ],
      },
    };
  }

  session() {
    const role = this.signedIn;
    const balance = this.account.balance();
    const player = role === 'player';
    const names = { player: 'John Smith', agent: 'Ray Ortega', operator: 'Dana Whitfield' };
    const logins = { player: 'jsmith', agent: 'ray', operator: 'dana' };
    return {
      member: {
        id: `m-${logins[role]}`,
        login: logins[role],
        name: names[role],
        role,
        status: 'active',
        parent_id: player ? 'm-ray' : null,
        parent_login: player ? 'ray' : null,
        depth: player ? 3 : 0,
        created_at: '2024-08-20T14:00:00Z',
        balance: balance.balance,
        at_risk: balance.at_risk,
        credit_limit: balance.credit_limit,
        available: balance.available,
        figure_week: balance.figure_week,
        children: 0,
      },
      permissions: player ? ['place_wager'] : allPermissions,
      csrf_token: 'fake-token',
      previous_login_at: '2025-01-04T16:58:00Z',
      needs_second_factor: false,
      idle_seconds: 1800,
      ends_in_seconds: 36000,
      now: this.now(),
    };
  }

  /** Answers a request below `/v1`; false when the route is unknown. */
  async answer(request, response) {
    const url = new URL(request.url, 'http://fake');
    const route = `${request.method} ${url.pathname}`;
    const slug = request.headers['perhead-book'] || url.searchParams.get('book') || 'halyard';
    if (route === 'GET /v1/live') return this.stream(request, response);
    const body = request.method === 'GET' ? null : await readBody(request);
    const context = { url, slug, body, key: request.headers['idempotency-key'] };
    const outcome = this.route(route, context) ?? officeRoutes?.(this, route, context);
    if (!outcome) return problem(response, 404, 'not_found', 'There is nothing here.');
    if (outcome.drop) return request.socket.destroy();
    const { status, body: content, text } = outcome;
    const kind = text
      ? 'text/csv'
      : status >= 400
        ? 'application/problem+json'
        : 'application/json';
    response.writeHead(status, { 'content-type': kind });
    response.end(text ?? (content === undefined ? '' : JSON.stringify(content)));
  }

  route(route, { url, slug, body, key }) {
    if (route === 'GET /v1/book') return ok(this.book(slug));
    if (route === 'POST /v1/session') return this.signIn(body, slug);
    if (route === 'DELETE /v1/session') {
      this.signedIn = null;
      return { status: 204 };
    }
    if (!this.signedIn) return refusal(401, 'not_signed_in', 'Sign in first.');
    if (route === 'GET /v1/session') return ok(this.session());
    if (route === 'GET /v1/board') {
      return ok({ sequence: this.sequence, now: this.now(), leagues: this.board.leagues });
    }
    if (route === 'GET /v1/balance') return ok(this.account.balance());
    if (route === 'POST /v1/quotes') return ok(this.account.quote(body));
    if (route === 'POST /v1/wagers') return this.place(body, key);
    if (route === 'GET /v1/wagers') {
      const settled = url.searchParams.get('state') === 'settled';
      const items = settled ? this.account.settled : this.account.open;
      return ok({ items, next_cursor: null });
    }
    if (route.startsWith('GET /v1/wagers/')) return this.ticket(url.pathname.split('/').pop());
    if (route === 'GET /v1/statement') return this.statement(url);
    return null;
  }

  signIn({ login, password }, slug) {
    const found = this.book(slug).demo.logins.find(
      (one) => one.login === login && one.password === password,
    );
    if (!found) return refusal(401, 'bad_credentials', 'This login and password do not match.');
    this.signedIn = found.role;
    return ok(this.session());
  }

  place(body, key) {
    const fault = this.fault;
    if (fault === 'lost_before') return { drop: true };
    const outcome = this.account.place(body, key);
    if (fault === 'lost_after') return { drop: true };
    if (outcome.status === 201) {
      this.send('ticket', outcome.body);
      this.send('balance', this.account.balance());
    }
    return outcome;
  }

  ticket(id) {
    const all = [...this.account.open, ...this.account.settled];
    const found = all.find((one) => one.id === id);
    return found ? ok(found) : refusal(404, 'not_found', 'There is no such ticket.');
  }

  statement(url) {
    const items = this.account.statement;
    if (url.searchParams.get('format') !== 'csv') return ok({ items, next_cursor: null });
    const rows = items.map((one) =>
      [one.at, one.fact, one.description, one.amount.amount].join(','),
    );
    return { status: 200, text: ['at,fact,description,amount', ...rows].join('\n') };
  }

  stream(request, response) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.streams.add(response);
    this.write(response, 'hello', { sequence: this.sequence, now: this.now(), demo_speed: speed });
    request.on('close', () => this.streams.delete(response));
  }
}

export function ok(body) {
  return { status: 200, body };
}

export function refusal(status, code, detail) {
  return { status, body: { type: `/problems/${code}`, title: detail, status, code, detail } };
}

function problem(response, status, code, detail) {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify(refusal(status, code, detail).body));
}

async function readBody(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : null;
}
