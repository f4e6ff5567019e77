// The invented games of the fake book and what is bet on them: fixtures in every state the
// settlement desk shows, their exposure, and a stream of tickets.

import { seededRandom, usd } from './office-members.mjs';

const GAMES = [
  'PHI Philadelphia Eagles|NO New Orleans Saints|2024-09-22T17:00:00Z|finished|15|12',
  'NYG New York Giants|CLE Cleveland Browns|2024-09-22T17:00:00Z|finished|21|15',
  'DEN Denver Broncos|TB Tampa Bay Buccaneers|2024-09-22T17:00:00Z|finished|26|7',
  'CHI Chicago Bears|IND Indianapolis Colts|2024-09-22T17:00:00Z|finished|16|21',
  'MIA Miami Dolphins|SEA Seattle Seahawks|2024-09-22T20:05:00Z|in_play|0|3',
  'CAR Carolina Panthers|LV Las Vegas Raiders|2024-09-22T20:05:00Z|in_play|7|0',
  'DET Detroit Lions|ARI Arizona Cardinals|2024-09-22T20:25:00Z|scheduled||',
  'BAL Baltimore Ravens|DAL Dallas Cowboys|2024-09-22T20:25:00Z|scheduled||',
  'SF San Francisco 49ers|LA Los Angeles Rams|2024-09-22T20:25:00Z|scheduled||',
  'KC Kansas City Chiefs|ATL Atlanta Falcons|2024-09-23T00:20:00Z|scheduled||',
  'JAX Jacksonville Jaguars|BUF Buffalo Bills|2024-09-23T23:30:00Z|scheduled||',
  'WAS Washington Commanders|CIN Cincinnati Bengals|2024-09-24T00:15:00Z|scheduled||',
  'GB Green Bay Packers|TEN Tennessee Titans|2024-09-22T17:00:00Z|finished|30|14',
  'HOU Houston Texans|MIN Minnesota Vikings|2024-09-22T17:00:00Z|finished|7|34',
];

const decimalOf = (american) =>
  (american > 0 ? 1 + american / 100 : 1 + 100 / -american).toFixed(4);
export const odds = (american) => ({ american, decimal: decimalOf(american), fractional: '10/11' });

const team = (text) => {
  const [code, ...words] = text.split(' ');
  return { code, name: words.join(' '), short: words.at(-1) };
};

function marketsOf(id, spread, total) {
  const away = spread > 0 ? `-${spread}` : `+${-spread}`;
  const home = spread > 0 ? `+${spread}` : `-${-spread}`;
  const market = (kind, selections) => ({
    id: `${id}-${kind}`,
    kind,
    period: 'game',
    version: 3,
    status: 'open',
    selections: selections.map(([side, points, american]) => ({
      side,
      points,
      odds: odds(american),
      opened: null,
    })),
  });
  return [
    market('spread', [
      ['away', away, -108],
      ['home', home, -112],
    ]),
    market('total', [
      ['over', String(total), -110],
      ['under', String(total), -110],
    ]),
    market('moneyline', [
      ['away', null, 124],
      ['home', null, -148],
    ]),
  ];
}

function reportsOf(id, status, home, away, n) {
  if (status !== 'finished') return [];
  const report = (source, homeScore, awayScore, at, by) => ({
    id: `${id}-${source.replace(' ', '')}`,
    source,
    home: homeScore,
    away: awayScore,
    at,
    by,
  });
  const second = n === 3 ? home - 1 : home;
  return [
    report('Feed A', home, away, '2024-09-22T20:05:18Z', null),
    report('Feed B', second, away, '2024-09-22T20:06:02Z', null),
  ];
}

export function drawFixtures() {
  const draw = seededRandom(11);
  return GAMES.map((line, n) => {
    const [away, home, startsAt, status, awayScore, homeScore] = line.split('|');
    const id = `fx${n + 1}`;
    const settled = n >= 12;
    const score = awayScore === '' ? null : { home: Number(homeScore), away: Number(awayScore) };
    return {
      id,
      rotation_away: 459 + n * 2,
      rotation_home: 460 + n * 2,
      starts_at: startsAt,
      status,
      season: 2024,
      week: 3,
      venue: null,
      neutral: false,
      away: team(away),
      home: team(home),
      circled: n === 9,
      score,
      markets: marketsOf(id, Math.round(draw() * 12) / 2 - 3, 40 + Math.round(draw() * 20) / 2),
      reports: reportsOf(id, status, Number(homeScore), Number(awayScore), n),
      result: settled
        ? {
            version: 1,
            home: Number(homeScore),
            away: Number(awayScore),
            confirmed_at: '2024-09-22T20:09:29Z',
            by: 'dana',
          }
        : null,
      open_tickets: settled ? 0 : 60 + Math.round(draw() * 180),
      settled_tickets: settled ? 203 - n : 0,
      at_risk: usd(settled ? 0 : 1200000 + draw() * 4000000),
      settling: false,
    };
  });
}

/** What each selection does to the house; sides that nobody has bet show as zero. */
export function exposureOf(fixtures) {
  const draw = seededRandom(23);
  const open = fixtures.filter((fixture) => !fixture.result && fixture.status !== 'finished');
  const selection = (source, houseIfWins) => ({
    side: source.side,
    points: source.points,
    tickets: Math.round(draw() * 60),
    risk: usd(draw() * 1500000),
    win: usd(draw() * 1400000),
    parlay_risk: usd(draw() * 200000),
    parlay_win: usd(draw() * 900000),
    house_if_wins: usd(houseIfWins),
  });
  return {
    sequence: 81204,
    fixtures: open.map((fixture, n) => {
      const size = n === open.length - 1 ? 0 : 100000 + draw() * 500000;
      const markets = fixture.markets.map((market) => {
        const lean = (draw() - 0.5) * 2 * size;
        return {
          market_id: market.id,
          kind: market.kind,
          selections: market.selections.map((source, side) =>
            selection(source, side === 0 ? lean : -lean * 0.9),
          ),
        };
      });
      const all = markets.flatMap((market) => market.selections.map((s) => s.house_if_wins.amount));
      return {
        fixture_id: fixture.id,
        label: `${fixture.away.code} @ ${fixture.home.code}`,
        starts_at: fixture.starts_at,
        status: fixture.status,
        worst: usd(Math.min(0, ...all) * 1.6),
        best: usd(Math.max(0, ...all) * 1.5),
        markets,
      };
    }),
  };
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NUMBER_BASE = 2 * 32 ** 3 + 15 * 32 ** 2;

function ticketNumber(n) {
  let rest = NUMBER_BASE + n;
  let text = '';
  for (let digit = 0; digit < 4; digit += 1) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return `4K7-${text}`;
}

function legOf(fixture, n, draw, settled) {
  const market = fixture.markets[Math.floor(draw() * fixture.markets.length)];
  const picked = market.selections[Math.floor(draw() * 2)];
  const names = { over: 'Over', under: 'Under' };
  const name = names[picked.side] ?? fixture[picked.side].short;
  const result = settled ? (draw() < 0.45 ? 'win' : draw() < 0.1 ? 'push' : 'loss') : 'open';
  return {
    n,
    fixture_id: fixture.id,
    fixture: `${fixture.away.short} @ ${fixture.home.short}`,
    starts_at: fixture.starts_at,
    kind: market.kind,
    period: 'game',
    side: picked.side,
    selection: picked.points ? `${name} ${picked.points}` : name,
    points: picked.points,
    odds: picked.odds,
    version: 3,
    result,
    score: fixture.score,
  };
}

/** One ticket; `n` counts up, so later tickets have later numbers and times. */
export function drawTicket(n, members, fixtures, draw, acceptedAt) {
  const players = members.filter((member) => member.role === 'player');
  const player = players[Math.floor(draw() * players.length)];
  const settled = draw() < 0.35;
  const pool = fixtures.filter((fixture) => (fixture.result !== null) === settled);
  const parlay = draw() < 0.25 && !settled;
  const legs = Array.from({ length: parlay ? 3 : 1 }, (_, leg) =>
    legOf(pool[(Math.floor(draw() * pool.length) + leg) % pool.length], leg + 1, draw, settled),
  );
  const risk = parlay ? 5000 : Math.round(draw() * 24) * 5500 + 1100;
  const win = parlay ? Math.round(risk * 5.96) : Math.round(risk / 1.1);
  const result = settled ? legs[0].result : 'open';
  const net = { win, push: 0, loss: -risk }[result];
  return {
    id: `t${n}`,
    number: ticketNumber(n),
    type: parlay ? 'parlay' : 'straight',
    state: settled ? 'settled' : 'open',
    member: { id: player.id, login: player.login, name: player.name },
    accepted_at: acceptedAt,
    settled_at: settled ? '2024-09-22T20:09:29Z' : null,
    risk: usd(risk),
    win: usd(win),
    returned: settled ? usd(risk + net) : null,
    net: settled ? usd(net) : null,
    result,
    price_policy: 'better',
    rules_version: 12,
    agents: [player.parent].filter((parent) => parent !== 'dana'),
    legs,
    settlements: settled
      ? [
          {
            version: 1,
            at: '2024-09-22T20:09:29Z',
            result,
            returned: usd(risk + net),
            net: usd(net),
            reason: 'result confirmed',
          },
        ]
      : [],
  };
}

export function drawTickets(count, members, fixtures) {
  const draw = seededRandom(31);
  const end = Date.parse('2024-09-22T20:14:05Z');
  return Array.from({ length: count }, (_, n) =>
    drawTicket(n, members, fixtures, draw, new Date(end - (count - n) * 7400).toISOString()),
  ).reverse();
}
