// The back office's side of the fake interface: answers every office route from an invented book
// held in memory, so that the office can be developed and photographed without a server. Never
// part of a build.

import { drawFixtures, drawTicket, drawTickets, exposureOf } from './office-games.mjs';
import {
  balanceOf,
  drawMembers,
  figureSheet,
  memberView,
  seededRandom,
  usd,
  weekOf,
} from './office-members.mjs';

const NOW = '2024-09-22T20:14:07Z';
const OK = (body, status = 200) => ({ status, body });
const CSV = (text) => ({ status: 200, text });
const ticketEveryMilliseconds = 2_100;

function problem(status, code, detail, extra = {}) {
  return OK(
    { type: 'about:blank', title: code, status, code, detail, correlation_id: 'c-1', ...extra },
    status,
  );
}

const books = new WeakMap();

/** The office's routes of one pretend book, with a ticket on the stream now and then. */
export function officeRoutes(api, route, { url, body }) {
  let book = books.get(api);
  if (!book) {
    book = createOfficeFake();
    books.set(api, book);
    const timer = setInterval(() => api.send('ticket', nextTicket(book)), ticketEveryMilliseconds);
    timer.unref();
  }
  const [method] = route.split(' ');
  return answerOffice(book, method, url.pathname, url.searchParams, body);
}

function createOfficeFake() {
  const members = drawMembers();
  const fixtures = drawFixtures();
  return {
    members,
    fixtures,
    tickets: drawTickets(160, members, fixtures),
    exposure: exposureOf(fixtures),
    events: drawEvents(members),
    books: [
      bookRow('halyard', 'Halyard', '#0b6b4f', 'H'),
      bookRow('lantern', 'Lantern', '#f2b42c', 'L'),
    ],
    closed: new Set(['2024-09-10', '2024-09-03']),
    draw: seededRandom(99),
    nextTicket: 160,
  };
}

/** The next ticket of the invented night, added to the book. */
function nextTicket(book) {
  const ticket = drawTicket(
    book.nextTicket,
    book.members,
    book.fixtures,
    book.draw,
    new Date(Date.parse(NOW) + (book.nextTicket - 160) * 2100).toISOString(),
  );
  book.nextTicket += 1;
  book.tickets.unshift(ticket);
  return ticket;
}

function bookRow(slug, name, colour, mark) {
  return {
    slug,
    name,
    brand: { name, colour, mark },
    currency: 'USD',
    odds_format: 'american',
    time_zone: 'America/New_York',
    week_starts: 'tuesday',
    day_cutoff: '03:00',
    house_rules: {
      version: 12,
      rounding: 'down',
      min_risk: usd(100),
      max_risk: usd(500000),
      max_win: usd(1000000),
      max_payout: usd(2000000),
      max_legs: 12,
      cutoff_seconds: 0,
    },
    now: NOW,
    demo: null,
  };
}

function drawEvents(members) {
  const kinds = [
    ['ticket_accepted', { ticket: '4K7-2F31', risk: '1080.00', legs: '1' }],
    ['payment_recorded', { kind: 'receipt', method: 'bank', amount: '200.00' }],
    ['result_confirmed', { fixture: 'GB @ TEN', score: '30-14', version: '1' }],
    ['limits_changed', { max_risk: '400.00 to 500.00' }],
    ['member_created', { login: 'tvance', role: 'player' }],
    ['market_moved', { fixture: 'SF @ LA', points: '-6.5 to -6' }],
  ];
  return Array.from({ length: 240 }, (_, n) => {
    const [kind, fields] = kinds[(n * 7) % kinds.length];
    const actor = members[(n * 5) % members.length];
    const sequence = 81204 - n;
    return {
      sequence,
      at: new Date(Date.parse(NOW) - n * 41000).toISOString(),
      kind,
      actor: kind === 'market_moved' ? null : { id: actor.id, login: actor.login },
      fields,
      hash: (sequence * 2654435761).toString(16).padStart(16, '0').repeat(4).slice(0, 64),
    };
  });
}

function dashboardOf() {
  const win = [-1200, 900, 6600, -400, -3800, 9200, -2100, 2300, 5100, -3000, -900, -4600, 0, 5473];
  const days = win.map((amount, n) => ({
    day: new Date(Date.parse('2024-09-09') + n * 86400000).toISOString().slice(0, 10),
    handle: usd((30000 + Math.abs(amount) * 14) * 100),
    win: usd(amount * 100),
    tickets: 180 + Math.abs(Math.round(amount / 30)),
  }));
  return {
    sequence: 81204,
    now: NOW,
    business_day: '2024-09-22',
    handle_today: usd(21264000),
    settled_today: usd(8420000),
    win_today: usd(547300),
    hold_today_bp: 650,
    win_week: usd(443371),
    tickets_today: 1204,
    tickets_per_minute: 12,
    open_tickets: 842,
    at_risk: usd(14750000),
    owed_to_players: usd(4190000),
    owed_by_players: usd(4546949),
    cash_by_method: [
      { method: 'bank', amount: usd(6124000) },
      { method: 'wallet', amount: usd(1831000) },
      { method: 'cash', amount: usd(945000) },
    ],
    active_players: 225,
    worst: usd(-3125000),
    days,
    needs: [
      { kind: 'exposure', text: 'SF @ LA worst −11,860', link: '/exposure?fixture=fx9' },
      { kind: 'result', text: '3 games to settle, oldest 9 min', link: '/settlement' },
      {
        kind: 'dispute',
        text: 'CHI @ IND: sources differ, 16–21 or 16–20',
        link: '/settlement?fixture=fx4',
      },
      { kind: 'pending', text: '1 player waits for approval', link: '/players?status=pending' },
    ],
  };
}

function page(items, query, size = 50) {
  const start = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? size);
  const next = start + limit < items.length ? String(start + limit) : null;
  return OK({ items: items.slice(start, start + limit), next_cursor: next });
}

function listMembers(book, query) {
  const search = (query.get('search') ?? '').toLowerCase();
  const branch = query.get('agent_id');
  const below = (member) => {
    for (let parent = member.parent; parent; ) {
      if (parent === branch) return true;
      parent = book.members.find((row) => row.id === parent)?.parent ?? null;
    }
    return false;
  };
  const rows = book.members.filter(
    (member) =>
      (!search || `${member.login} ${member.name}`.toLowerCase().includes(search)) &&
      (!query.get('role') || member.role === query.get('role')) &&
      (!query.get('status') || member.status === query.get('status')) &&
      (!branch || below(member)),
  );
  return page(rows.map(memberView), query);
}

function memberDetail(book, id) {
  const member = book.members.find((row) => row.id === id);
  if (!member) return problem(404, 'not_found', 'There is no such member.');
  const chain = [];
  for (let parent = member.parent; parent && parent !== 'dana'; ) {
    const row = book.members.find((candidate) => candidate.id === parent);
    chain.unshift({ id: row.id, login: row.login, role: row.role });
    parent = row.parent;
  }
  return OK({
    ...memberView(member),
    limits: {
      credit_limit: usd(member.credit),
      min_risk: null,
      max_risk: usd(50000),
      max_win: null,
      ...member.limits,
    },
    chain,
  });
}

function fixturesIn(book, state) {
  const reported = (fixture) => fixture.reports.length > 0 || fixture.status === 'finished';
  const tests = {
    settled: (fixture) => fixture.result !== null,
    to_settle: (fixture) => fixture.result === null && reported(fixture),
    in_play: (fixture) => fixture.result === null && fixture.status === 'in_play',
    upcoming: (fixture) => fixture.result === null && fixture.status === 'scheduled',
  };
  return state ? book.fixtures.filter(tests[state]) : book.fixtures;
}

function previewOf(book, { fixture_id: id, report_id: reportId }) {
  const fixture = book.fixtures.find((row) => row.id === id);
  const report = fixture?.reports.find((row) => row.id === reportId);
  if (!report) return problem(422, 'unknown_report', 'That score report does not exist.');
  const players = book.members.filter((member) => member.role === 'player').slice(0, 12);
  const nets = players.map((_, n) => (n % 3 === 0 ? 1 : -1) * (231000 - n * 17100));
  const house = -nets.reduce((sum, net) => sum + net, 0);
  return OK({
    fixture_id: id,
    home: report.home,
    away: report.away,
    tickets: 214,
    win: 98,
    loss: 104,
    push: 9,
    still_open: 3,
    returned: usd(3967340),
    house_win: usd(house),
    corrects: fixture.result !== null,
    members: players.map((member, n) => ({
      id: member.id,
      login: member.login,
      tickets: 1 + (n % 4),
      net: usd(nets[n]),
      balance_after: usd(balanceOf(member) + nets[n]),
    })),
  });
}

function confirm(book, body) {
  const preview = previewOf(book, body);
  if (preview.status !== 200) return preview;
  const fixture = book.fixtures.find((row) => row.id === body.fixture_id);
  const version = (fixture.result?.version ?? 0) + 1;
  const { home, away } = preview.body;
  fixture.result = { version, home, away, confirmed_at: NOW, by: 'dana' };
  fixture.score = { home, away };
  fixture.settling = true;
  const total = fixture.open_tickets + fixture.settled_tickets;
  const step = () => {
    fixture.settled_tickets = Math.min(total, fixture.settled_tickets + Math.ceil(total / 6));
    fixture.open_tickets = total - fixture.settled_tickets;
    fixture.settling = fixture.open_tickets > 0;
    if (fixture.settling) setTimeout(step, 500);
  };
  setTimeout(step, 500);
  return OK({ fixture_id: fixture.id, version, home, away, confirmed_at: NOW }, 201);
}

function enterScore(book, { fixture_id: id, home, away, source }) {
  const fixture = book.fixtures.find((row) => row.id === id);
  const report = {
    id: `${id}-r${fixture.reports.length}`,
    source: source ?? 'Official',
    home,
    away,
    at: NOW,
    by: 'dana',
  };
  fixture.reports.push(report);
  return OK(report, 201);
}

function dailyReport(query) {
  const by = query.get('by') ?? 'day';
  const names = { sport: ['football', 'baseball', 'soccer'], type: ['straight', 'parlay'] }[by];
  const from = query.get('from') ?? '2024-09-09';
  const to = query.get('to') ?? '2024-09-22';
  const length = Math.round((Date.parse(to) - Date.parse(from)) / 86400000) + 1;
  const keys = names ?? Array.from({ length }, (_, n) => n);
  const draw = seededRandom(length * 5 + 3);
  const rows = keys.map((key) => {
    const handle = 3000000 + draw() * 9000000;
    const win = (draw() - 0.4) * 900000;
    return {
      day: names ? null : new Date(Date.parse(from) + key * 86400000).toISOString().slice(0, 10),
      sport: by === 'sport' ? key : null,
      type: by === 'type' ? key : null,
      tickets: Math.round(draw() * 800),
      handle: usd(handle),
      settled_tickets: Math.round(draw() * 700),
      settled_risk: usd(handle * 0.92),
      win: usd(win),
      hold_bp: Math.round((win / (handle * 0.92)) * 10000),
    };
  });
  const sum = (key) => rows.reduce((total, row) => total + (row[key].amount ?? row[key]), 0);
  const total = {
    day: null,
    tickets: sum('tickets'),
    handle: usd(sum('handle')),
    settled_tickets: sum('settled_tickets'),
    settled_risk: usd(sum('settled_risk')),
    win: usd(sum('win')),
    hold_bp: Math.round((sum('win') / sum('settled_risk')) * 10000),
  };
  return { sequence: 81204, from, to, rows, total };
}

function recordPayment(book, body) {
  const member = book.members.find((row) => row.id === body.member_id);
  if (body.reference === 'BK-20831') {
    return problem(422, 'reference_used', 'This reference was already booked.', {
      field: 'reference',
    });
  }
  const key = { receipt: 'receipts', disbursement: 'disbursements', adjustment: 'adjustments' }[
    body.kind
  ];
  member[key] += body.amount.amount;
  const view = memberView(member);
  return OK(
    {
      id: `p${Date.now()}`,
      at: NOW,
      ...body,
      balance: {
        member_id: member.id,
        balance: view.balance,
        cash: view.balance,
        at_risk: view.at_risk,
        withdrawal: usd(0),
        free_play: usd(0),
        credit_limit: view.credit_limit,
        available: view.available,
        figure_week: usd(weekOf(member)),
        sequence: 81205,
      },
    },
    201,
  );
}

function createMember(book, body) {
  if (book.members.some((member) => member.login === body.login)) {
    return problem(422, 'login_taken', 'Another member already has this login.', {
      field: 'login',
    });
  }
  const source = book.members.find((member) => member.role === 'player');
  const parent = book.members.find((member) => member.id === body.parent_id);
  const member = {
    ...source,
    ...{ id: `m-${body.login}`, login: body.login, name: body.name, role: body.role },
    ...{ parent: parent?.id ?? 'dana', depth: (parent?.depth ?? 0) + 1, status: 'pending' },
    ...{ days: [0, 0, 0, 0, 0, 0, 0], carry: 0, receipts: 0, disbursements: 0, adjustments: 0 },
    ...{ pending: 0, tickets: 0, active: 0, children: 0, credit: body.credit_limit?.amount ?? 0 },
  };
  book.members.push(member);
  return OK(
    { member: memberView(member), invitation_url: `/b/halyard/invite/inv-${body.login}` },
    201,
  );
}

function changeMember(book, id, body) {
  const member = book.members.find((row) => row.id === id);
  Object.assign(member, body);
  return memberDetail(book, id);
}

function changeLimits(book, id, body) {
  const member = book.members.find((row) => row.id === id);
  member.credit = body.credit_limit.amount;
  member.limits = body;
  return memberDetail(book, id);
}

function ticketsFor(book, query) {
  const least = Number(query.get('min_risk') ?? 0);
  const rows = book.tickets.filter(
    (ticket) =>
      (!query.get('state') || ticket.state === query.get('state')) &&
      (!query.get('member_id') || ticket.member.id === query.get('member_id')) &&
      (!query.get('fixture_id') ||
        ticket.legs.some((leg) => leg.fixture_id === query.get('fixture_id'))) &&
      ticket.risk.amount >= least,
  );
  return page(rows, query);
}

function figuresFor(book, query) {
  const week = query.get('week') ?? '2024-09-17';
  if (query.get('format') === 'csv') return CSV(`week,login\n${week},jsmith\n`);
  return OK(figureSheet(book.members, week, book.closed.has(week)));
}

function eventsFor(book, query) {
  const rows = book.events.filter(
    (event) =>
      (!query.get('kind') || event.kind === query.get('kind')) &&
      (!query.get('member_id') || event.actor?.id === query.get('member_id')),
  );
  return page(rows, query);
}

function createBook(book, body) {
  const row = bookRow(body.slug, body.name, body.brand.colour, body.brand.mark);
  book.books.push(row);
  return OK({ book: row, invitation_url: `/b/${body.slug}/invite/inv-first` }, 201);
}

/** Exact paths first; the rest is matched by pattern below. */
function exactRoute(book, key, query, body) {
  const routes = {
    'GET /v1/dashboard': () => OK(dashboardOf()),
    'GET /v1/tickets': () => ticketsFor(book, query),
    'GET /v1/members': () => listMembers(book, query),
    'POST /v1/members': () => createMember(book, body),
    'GET /v1/payments': () => OK({ items: [], next_cursor: null }),
    'POST /v1/payments': () => recordPayment(book, body),
    'GET /v1/fixtures': () => page(fixturesIn(book, query.get('state')), query),
    'POST /v1/scores': () => enterScore(book, body),
    'POST /v1/results/preview': () => previewOf(book, body),
    'POST /v1/results': () => confirm(book, body),
    'GET /v1/exposure': () => OK(book.exposure),
    'GET /v1/figures': () => figuresFor(book, query),
    'POST /v1/weeks': () =>
      OK({ week: body.week, closed: book.closed.add(body.week).size > 0 }, 201),
    'GET /v1/reports/daily': () =>
      query.get('format') === 'csv' ? CSV('day,handle\n') : OK(dailyReport(query)),
    'GET /v1/events': () => eventsFor(book, query),
    'GET /v1/books': () => OK({ items: book.books, next_cursor: null }),
    'POST /v1/books': () => createBook(book, body),
  };
  return routes[key]?.() ?? null;
}

/** Answers one office request, or null when the route is not the office's. */
function answerOffice(book, method, path, query, body) {
  const exact = exactRoute(book, `${method} ${path}`, query, body);
  if (exact) return exact;
  const [, , kind, id, tail] = path.split('/');
  if (kind === 'members' && tail === 'limits') return changeLimits(book, id, body);
  if (kind === 'members' && method === 'PATCH') return changeMember(book, id, body);
  if (kind === 'members' && method === 'GET') return memberDetail(book, id);
  if (kind === 'invitations') return OK({ login: 'tvance', role: 'player' });
  const fixture = kind === 'fixtures' ? book.fixtures.find((row) => row.id === id) : null;
  if (fixture && tail === 'offer') {
    fixture.circled = body.status === 'circled';
    const status = body.status === 'suspended' ? 'suspended' : 'open';
    for (const market of fixture.markets) market.status = status;
    return OK(fixture);
  }
  return fixture ? OK(fixture) : null;
}
