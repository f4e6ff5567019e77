// The invented agent tree of the fake book: who there is and what each week did to them. Every
// agent's row is the sum of the rows below it, so the sheet adds up as the real one does.

/** A repeatable stream of numbers in [0, 1): the same seed draws the same book. */
export function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

export const usd = (amount) => ({ amount: Math.round(amount), currency: 'USD' });

const TREE = [
  ['west', 'West', 'master', null],
  ['ray', 'Ray', 'agent', 'west'],
  ['lou', 'Lou', 'agent', 'west'],
  ['nat', 'Nat', 'agent', 'west'],
  ['east', 'East', 'master', null],
  ['kim', 'Kim', 'agent', 'east'],
  ['sol', 'Sol', 'agent', 'east'],
  ['south', 'South', 'master', null],
  ['ida', 'Ida', 'agent', 'south'],
  ['max', 'Max', 'agent', 'south'],
];
const PLAYERS = {
  ray: 'jsmith John Smith,amorales Ana Morales,bkowal Bo Kowal,cdupree Cole Dupree,dkane Dee Kane',
  lou: 'ghuang Grace Huang,lpratt Lena Pratt,mosei Marcus Osei,tvance Tom Vance',
  nat: 'wojo11 Will Ojo,hbeck Hal Beck,rquist Ria Quist,nfrey Nina Frey',
  kim: 'gmarsh Gail Marsh,mlee Mia Lee,bigtuna Ben Tuna,ovega Omar Vega,sdahl Siv Dahl',
  sol: 'pnunez Pia Nunez,swong Sam Wong,efaber Eli Faber',
  ida: 'rhall Rob Hall,kduarte Kai Duarte,tbloom Tess Bloom',
  max: 'jtran Jo Tran,avance Al Vance,christopherson Bartholomew Christopherson-Featherstone',
};

function memberRow(id, login, name, role, parent, depth) {
  return { id, login, name, role, parent, depth, status: 'active', children: 0 };
}

function drawWeek(member, draw) {
  const unit = () => (draw() < 0.35 ? 0 : Math.round((draw() - 0.55) * 1200) * 50);
  member.days = [unit(), unit(), unit(), unit(), unit(), unit(), 0];
  member.carry = Math.round((draw() - 0.6) * 1200) * 100;
  member.receipts = draw() < 0.4 ? Math.round(draw() * 60) * 1000 : 0;
  member.disbursements = draw() < 0.2 ? Math.round(draw() * 40) * 1000 : 0;
  member.adjustments = draw() < 0.1 ? 2500 : 0;
  member.pending = Math.round(draw() * 180) * 1100;
  member.tickets = Math.round(draw() * 24);
  member.active = member.tickets > 0 ? 1 : 0;
  member.credit = 50000 + Math.round(draw() * 20) * 25000;
}

/** The whole tree in figure order: parents before their children, sums already made. */
export function drawMembers() {
  const draw = seededRandom(7);
  const members = [];
  for (const [id, name, role, parent] of TREE) {
    members.push(memberRow(id, id, name, role, parent ?? 'dana', parent ? 2 : 1));
    for (const entry of (PLAYERS[id] ?? '').split(',').filter(Boolean)) {
      const [login, ...rest] = entry.split(' ');
      const player = memberRow(`m-${login}`, login, rest.join(' '), 'player', id, 3);
      drawWeek(player, draw);
      members.push(player);
    }
  }
  for (let n = 1; n <= 4; n += 1) {
    const player = memberRow(
      `m-direct${n}`,
      `direct${n}`,
      `Direct Player ${n}`,
      'player',
      'dana',
      1,
    );
    drawWeek(player, draw);
    members.push(player);
  }
  const named = (login) => members.find((member) => member.login === login);
  named('bkowal').status = 'suspended';
  named('nfrey').status = 'pending';
  named('avance').status = 'closed';
  sumUpwards(members);
  return members;
}

const SUMMED = [
  'carry',
  'receipts',
  'disbursements',
  'adjustments',
  'pending',
  'tickets',
  'active',
  'credit',
];

function sumUpwards(members) {
  for (const parent of members.filter((member) => member.role !== 'player').reverse()) {
    const below = members.filter((member) => member.parent === parent.id);
    parent.children = below.length;
    for (const key of SUMMED) parent[key] = below.reduce((sum, row) => sum + row[key], 0);
    parent.days = [0, 1, 2, 3, 4, 5, 6].map((day) =>
      below.reduce((sum, row) => sum + row.days[day], 0),
    );
  }
}

export const weekOf = (member) => member.days.reduce((sum, day) => sum + day, 0);
export const balanceOf = (member) =>
  member.carry + weekOf(member) + member.adjustments + member.receipts - member.disbursements;

/** A member as the interface shows it. */
export function memberView(member) {
  const balance = balanceOf(member);
  return {
    id: member.id,
    login: member.login,
    name: member.name,
    role: member.role,
    status: member.status,
    parent_id: member.parent,
    parent_login: member.parent,
    depth: member.depth,
    created_at: '2024-08-27T20:41:00Z',
    balance: usd(balance),
    at_risk: usd(member.pending),
    credit_limit: usd(member.credit),
    available: usd(balance - member.pending + member.credit),
    figure_week: usd(weekOf(member)),
    children: member.children,
  };
}

export function figureRow(member) {
  return {
    member_id: member.id,
    parent_id: member.parent,
    login: member.login,
    name: member.name,
    role: member.role,
    depth: member.depth,
    carry: usd(member.carry),
    days: member.days.map(usd),
    week: usd(weekOf(member)),
    receipts: usd(member.receipts),
    disbursements: usd(member.disbursements),
    adjustments: usd(member.adjustments),
    balance: usd(balanceOf(member)),
    pending: usd(member.pending),
    tickets: member.tickets,
    active: member.active,
  };
}

/** One sheet over the given members; the total sums players only, never an agent's sum again. */
export function figureSheet(members, week, closed) {
  const total = memberRow('total', 'total', 'All players', 'operator', null, 0);
  const players = members.filter((member) => member.role === 'player');
  for (const key of SUMMED) total[key] = players.reduce((sum, row) => sum + row[key], 0);
  total.days = [0, 1, 2, 3, 4, 5, 6].map((day) =>
    players.reduce((sum, row) => sum + row.days[day], 0),
  );
  return {
    sequence: 81204,
    week_start: week,
    week_end: new Date(Date.parse(week) + 6 * 86400000).toISOString().slice(0, 10),
    closed,
    perspective: 'player',
    weeks: ['2024-09-17', '2024-09-10', '2024-09-03'],
    rows: members.map(figureRow),
    total: figureRow(total),
  };
}
