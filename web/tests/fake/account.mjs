// The pretend player: balance, tickets, statement, quotes.

import { combined, odds, stake } from './odds.mjs';

export const usd = (amount) => ({ amount, currency: 'USD' });
const realMinus = (text) => text.replace('-', '−');

function legOf(n, leg) {
  return { n, period: 'game', version: 1, result: 'open', score: null, ...leg };
}

function ticket(fields) {
  return {
    type: fields.legs.length > 1 ? 'parlay' : 'straight',
    state: 'open',
    member: { id: 'm-jsmith', login: 'jsmith', name: 'John Smith' },
    settled_at: null,
    returned: null,
    net: null,
    result: 'open',
    price_policy: 'better',
    rules_version: 12,
    agents: ['west', 'ray'],
    settlements: [],
    ...fields,
    legs: fields.legs.map((leg, index) => legOf(index + 1, leg)),
  };
}

function leg(fixture, fixtureId, startsAt, kind, side, selection, points, american, more = {}) {
  const fields = { fixture, fixture_id: fixtureId, starts_at: startsAt, kind, side, selection };
  return { ...fields, points, odds: odds(american), ...more };
}

const early = '2025-01-05T18:00:00Z';
const late = '2025-01-05T21:25:00Z';

function openTickets() {
  return [
    ticket({
      id: 't4',
      number: '4K7-221A',
      accepted_at: '2025-01-05T16:52:31.482Z',
      risk: usd(5000),
      win: usd(30892),
      legs: [
        leg('Commanders @ Cowboys', 'f3', early, 'spread', 'away', 'Commanders -7', '-7', -108),
        leg('Bears @ Packers', 'f4', early, 'spread', 'home', 'Packers -10', '-10', -105),
        leg(
          'Manchester United @ Liverpool',
          'e0',
          '2025-01-05T16:30:00Z',
          'total',
          'over',
          'Over 2.5',
          '2.5',
          -135,
          {
            score: { home: 1, away: 1 },
          },
        ),
      ],
    }),
    ticket({
      id: 't3',
      number: '4K7-221C',
      accepted_at: '2025-01-05T17:20:04.120Z',
      risk: usd(13200),
      win: usd(11186),
      legs: [
        leg(
          'Vikings @ Lions',
          'f15',
          '2025-01-06T01:20:00Z',
          'total',
          'over',
          'Over 56.5',
          '56.5',
          -118,
        ),
      ],
    }),
    ticket({
      id: 't2',
      number: '4K7-2218',
      accepted_at: '2025-01-04T20:11:15.003Z',
      risk: usd(12000),
      win: usd(32400),
      legs: [
        leg('Seahawks @ Rams', 'f12', late, 'spread', 'away', 'Seahawks -7.5', '-7.5', -110),
        leg(
          'Bengals @ Steelers',
          'f1',
          '2025-01-05T01:00:00Z',
          'moneyline',
          'away',
          'Bengals',
          null,
          -148,
          {
            result: 'win',
            score: { home: 17, away: 19 },
          },
        ),
      ],
    }),
    ticket({
      id: 't1',
      number: '4K7-220R',
      accepted_at: '2025-01-03T14:02:48.900Z',
      risk: usd(11800),
      win: usd(10000),
      legs: [
        leg(
          'Vikings @ Lions',
          'f15',
          '2025-01-06T01:20:00Z',
          'spread',
          'away',
          'Vikings +3',
          '+3',
          -118,
        ),
      ],
    }),
  ];
}

function settledTickets() {
  const ended = '2025-01-05T00:36:02.214Z';
  const entry = (result, returned, net, reason) => [
    { version: 1, at: ended, result, returned: usd(returned), net: usd(net), reason },
  ];
  return [
    ticket({
      id: 's4',
      number: '4K7-2219',
      accepted_at: '2025-01-04T17:07:31.482Z',
      settled_at: ended,
      state: 'settled',
      result: 'win',
      risk: usd(11500),
      win: usd(10000),
      returned: usd(21500),
      net: usd(10000),
      legs: [
        leg(
          'Browns @ Ravens',
          'f0',
          '2025-01-04T21:30:00Z',
          'spread',
          'home',
          'Ravens -19.5',
          '-19.5',
          -115,
          {
            result: 'win',
            score: { home: 35, away: 10 },
          },
        ),
      ],
      settlements: entry('win', 21500, 10000, 'result confirmed'),
    }),
    ticket({
      id: 's3',
      number: '4K7-2207',
      accepted_at: '2025-01-04T18:40:00.700Z',
      settled_at: '2025-01-05T04:14:20.000Z',
      state: 'settled',
      result: 'loss',
      risk: usd(11800),
      win: usd(10000),
      returned: usd(0),
      net: usd(-11800),
      legs: [
        leg(
          'Bengals @ Steelers',
          'f1',
          '2025-01-05T01:00:00Z',
          'spread',
          'away',
          'Bengals -2.5',
          '-2.5',
          -118,
          {
            result: 'loss',
            score: { home: 17, away: 19 },
          },
        ),
      ],
      settlements: entry('loss', 0, -11800, 'result confirmed'),
    }),
    ticket({
      id: 's2',
      number: '4K7-21ZX',
      accepted_at: '2025-01-04T18:41:10.010Z',
      settled_at: '2025-01-05T04:14:20.000Z',
      state: 'settled',
      result: 'win',
      risk: usd(7056),
      win: usd(6300),
      returned: usd(13356),
      net: usd(6300),
      legs: [
        leg(
          'Bengals @ Steelers',
          'f1',
          '2025-01-05T01:00:00Z',
          'total',
          'under',
          'Under 48.5',
          '48.5',
          -112,
          {
            result: 'win',
            score: { home: 17, away: 19 },
          },
        ),
      ],
      settlements: entry('win', 13356, 6300, 'result confirmed'),
    }),
    ticket({
      id: 's1',
      number: '4K7-21ZT',
      accepted_at: '2025-01-03T18:41:10.010Z',
      settled_at: '2025-01-05T15:56:00.000Z',
      state: 'settled',
      result: 'push',
      risk: usd(10000),
      win: usd(9090),
      returned: usd(10000),
      net: usd(0),
      legs: [
        leg(
          'Browns @ Ravens',
          'f0',
          '2025-01-04T21:30:00Z',
          'total',
          'over',
          'Over 45',
          '45',
          -110,
          {
            result: 'push',
            score: { home: 35, away: 10 },
          },
        ),
      ],
      settlements: [
        {
          version: 1,
          at: ended,
          result: 'loss',
          returned: usd(0),
          net: usd(-10000),
          reason: 'result confirmed',
        },
        {
          version: 2,
          at: '2025-01-05T15:56:00Z',
          result: 'push',
          returned: usd(10000),
          net: usd(0),
          reason: 'score corrected',
        },
      ],
    }),
  ];
}

const statement = [
  [
    'l6',
    '2025-01-05T15:56:00Z',
    'settlement',
    'Over 45 -110, push',
    's1',
    '4K7-21ZT',
    10000,
    -16500,
  ],
  [
    'l5',
    '2025-01-05T04:14:20Z',
    'settlement',
    'Under 48.5 -112, won',
    's2',
    '4K7-21ZX',
    6300,
    -22800,
  ],
  [
    'l4',
    '2025-01-05T04:14:20Z',
    'settlement',
    'Bengals -2.5 -118, lost',
    's3',
    '4K7-2207',
    -11800,
    -11000,
  ],
  [
    'l3',
    '2025-01-05T00:36:02Z',
    'settlement',
    'Ravens -19.5 -115, won',
    's4',
    '4K7-2219',
    10000,
    -21000,
  ],
  [
    'l2',
    '2025-01-05T00:36:02Z',
    'settlement',
    'Over 45 -110, lost',
    's1',
    '4K7-21ZT',
    -10000,
    -11000,
  ],
  ['l1', '2025-01-02T15:10:00Z', 'disbursement', 'Paid by Ray, cash', null, null, -20000, 9000],
].map(([id, at, fact, description, ticket_id, ticket_number, amount, before]) => ({
  id,
  at,
  fact,
  description,
  ticket_id,
  ticket_number,
  amount: usd(amount),
  before: usd(before),
  after: usd(before + amount),
}));

export class FakeAccount {
  constructor(board) {
    this.board = board;
    this.open = openTickets();
    this.settled = settledTickets();
    this.statement = statement;
    this.credit = 70000;
    this.held = -6500;
    this.outcomes = new Map();
    this.counter = 0;
  }

  balance() {
    const risk = this.open.reduce((sum, one) => sum + one.risk.amount, 0);
    return {
      member_id: 'm-jsmith',
      balance: usd(this.held),
      cash: usd(this.held),
      at_risk: usd(risk),
      withdrawal: usd(0),
      free_play: usd(2500),
      credit_limit: usd(this.credit),
      available: usd(this.held + this.credit - risk),
      figure_week: usd(-6500),
      sequence: 81204 + this.counter,
    };
  }

  quote(request) {
    const legs = request.legs.map((one) => this.quoteLeg(one));
    const { risk, win } = stake(
      request.entry,
      request.amount.amount,
      legs.map((one) => one.odds),
    );
    const balance = this.balance();
    const limits = {
      min_risk: usd(100),
      max_risk: usd(50000),
      max_win: usd(250000),
      available: balance.available,
    };
    return {
      type: request.type,
      legs,
      odds: combined(legs.map((one) => one.odds)),
      risk: usd(risk),
      win: usd(win),
      payout: usd(risk + win),
      limits,
      refusals: request.amount.amount > 0 ? this.refusals(legs, risk, limits) : [],
      expires_at: new Date(Date.now() + 30_000).toISOString(),
    };
  }

  quoteLeg({ market_id, side }) {
    const { fixture, market } = this.board.find(market_id);
    const selection = market.selections.find((one) => one.side === side);
    const { home, away } = fixture;
    const team = { home: home.short, away: away.short, draw: 'Draw', over: 'Over', under: 'Under' };
    return {
      market_id,
      fixture_id: fixture.id,
      side,
      points: selection.points,
      odds: selection.odds,
      version: market.version,
      description: `${team[side]} ${realMinus(selection.points ?? '')}`.trim(),
      status: market.status,
    };
  }

  refusals(legs, risk, limits) {
    const found = [];
    const refuse = (code, title, detail, limit) =>
      found.push({ type: `/problems/${code}`, title, status: 422, code, detail, limit });
    if (legs.some((one) => one.status === 'suspended' || one.status === 'closed')) {
      refuse('market_closed', 'Not offered now', 'This selection cannot be bet right now.');
    }
    if (risk > limits.max_risk.amount) {
      const limit = {
        name: 'max_risk',
        owner: 'book',
        amount: limits.max_risk,
        possible: limits.max_risk,
      };
      refuse('above_max_risk', 'Above the limit', 'Max risk on this bet is 500.00.', limit);
    } else if (risk > limits.available.amount) {
      const limit = {
        name: 'available',
        owner: 'player',
        amount: limits.available,
        possible: limits.available,
      };
      const text = (limits.available.amount / 100).toFixed(2);
      refuse('insufficient_funds', 'Not enough available', `You have ${text} available.`, limit);
    }
    return found;
  }

  /** Books once per request key: a repeated key gets the stored outcome. */
  place(request, key) {
    if (this.outcomes.has(key)) return this.outcomes.get(key);
    const quote = this.quote(request);
    const worse = request.legs.some((one, index) => {
      const now = quote.legs[index];
      return one.version !== now.version && now.odds.american < (one.odds?.american ?? -1e9);
    });
    let outcome;
    if (worse && request.price_policy !== 'any') outcome = this.priceChanged(quote);
    else if (quote.refusals.length > 0) outcome = { status: 422, body: quote.refusals[0] };
    else outcome = { status: 201, body: this.accept(request, quote) };
    this.outcomes.set(key, outcome);
    return outcome;
  }

  priceChanged(quote) {
    const body = {
      type: '/problems/price_changed',
      title: 'The price moved',
      status: 409,
      code: 'price_changed',
      detail: 'The price moved while you were sending. Nothing is booked.',
      quote,
    };
    return { status: 409, body };
  }

  accept(request, quote) {
    this.counter += 1;
    const accepted = ticket({
      id: `n${this.counter}`,
      number: `4K7-22${20 + this.counter}`,
      accepted_at: new Date(Date.parse('2025-01-05T17:48:00Z')).toISOString(),
      risk: quote.risk,
      win: quote.win,
      price_policy: request.price_policy,
      legs: quote.legs.map((one) => {
        const { fixture, market } = this.board.find(one.market_id);
        const label = `${fixture.away.short} @ ${fixture.home.short}`;
        return leg(
          label,
          fixture.id,
          fixture.starts_at,
          market.kind,
          one.side,
          one.description,
          one.points,
          one.odds.american,
        );
      }),
    });
    this.open.unshift(accepted);
    return accepted;
  }
}
