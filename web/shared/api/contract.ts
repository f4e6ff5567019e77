// The shapes of the book's HTTP interface, by their schema names. Both apps import types from
// here only, never from a generated file.

export type Money = { amount: number; currency: string };
export type OddsFormat = 'american' | 'decimal' | 'fractional';
export type Odds = { american: number; decimal: string; fractional: string };

export type Role = 'platform' | 'operator' | 'staff' | 'master' | 'agent' | 'player';
export type Permission =
  | 'place_wager'
  | 'view_branch'
  | 'create_member'
  | 'change_status'
  | 'change_limits'
  | 'record_payment'
  | 'write_for_player'
  | 'move_line'
  | 'control_offer'
  | 'enter_score'
  | 'confirm_result'
  | 'view_reports'
  | 'view_audit'
  | 'close_week'
  | 'manage_book'
  | 'manage_platform';

export type Page<Item> = { items: Item[]; next_cursor: string | null };

// ---- refusals ----

export type Limit = { name: string; owner: string; amount?: Money; possible?: Money };
export type FieldError = { field: string; code: string; detail: string };
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  field?: string;
  limit?: Limit;
  errors?: FieldError[];
  correlation_id?: string;
  /** With `price_changed`: what the same legs cost now. */
  quote?: Quote;
};

// ---- book and session ----

export type Brand = { name: string; colour: string; mark: string };
export type Rounding = 'down' | 'half_up' | 'half_even';
export type HouseRules = {
  version: number;
  rounding: Rounding;
  min_risk: Money;
  max_risk: Money;
  max_win: Money;
  max_payout: Money;
  max_legs: number;
  cutoff_seconds: number;
};
export type DemoLogin = { role: Role; login: string; password: string };
export type Demo = { speed: number; logins: DemoLogin[] };
export type Book = {
  slug: string;
  name: string;
  brand: Brand;
  currency: string;
  odds_format: OddsFormat;
  time_zone: string;
  week_starts: string;
  day_cutoff: string;
  house_rules: HouseRules;
  now: string;
  demo: Demo | null;
};
export type PublicBook = { slug: string; name: string; brand: Brand };

export type MemberStatus = 'pending' | 'active' | 'suspended' | 'closed';
export type Member = {
  id: string;
  login: string;
  name: string;
  role: Role;
  status: MemberStatus;
  parent_id: string | null;
  parent_login: string | null;
  depth: number;
  created_at: string;
  balance: Money;
  at_risk: Money;
  credit_limit: Money;
  available: Money;
  figure_week: Money;
  children: number;
};
export type Session = {
  member: Member;
  permissions: Permission[];
  csrf_token: string;
  previous_login_at: string | null;
  now: string;
};
export type SignIn = { login: string; password: string };

// ---- board ----

export type FixtureStatus =
  | 'scheduled'
  | 'in_play'
  | 'finished'
  | 'postponed'
  | 'cancelled'
  | 'abandoned';
export type MarketKind = 'spread' | 'total' | 'moneyline' | 'moneyline3';
export type MarketStatus = 'open' | 'suspended' | 'closed' | 'circled';
export type Side = 'home' | 'away' | 'draw' | 'over' | 'under';
export type Score = { home: number; away: number };
export type Team = { code: string; name: string; short: string };
export type BoardSelection = {
  side: Side;
  points: string | null;
  odds: Odds;
  opened: { points: string | null; odds: Odds } | null;
};
export type BoardMarket = {
  id: string;
  kind: MarketKind;
  period: string;
  version: number;
  status: MarketStatus;
  selections: BoardSelection[];
};
export type BoardFixture = {
  id: string;
  rotation_away: number | null;
  rotation_home: number | null;
  starts_at: string;
  status: FixtureStatus;
  season: number | null;
  week: number | null;
  venue: string | null;
  neutral: boolean;
  home: Team;
  away: Team;
  circled: boolean;
  score: Score | null;
  markets: BoardMarket[];
};
export type BoardLeague = {
  id: string;
  code: string;
  name: string;
  sport: string;
  home_first: boolean;
  fixtures: BoardFixture[];
};
export type Board = { sequence: number; now: string; leagues: BoardLeague[] };

// ---- quotes, wagers, tickets ----

export type WagerType = 'straight' | 'parlay';
export type Entry = 'risk' | 'win' | 'base';
export type PricePolicy = 'none' | 'better' | 'any';
export type QuoteRequest = {
  type: WagerType;
  entry: Entry;
  amount: Money;
  legs: { market_id: string; side: Side; version?: number }[];
  member_id?: string;
};
export type QuoteLeg = {
  market_id: string;
  fixture_id: string;
  side: Side;
  points: string | null;
  odds: Odds;
  version: number;
  description: string;
  status: MarketStatus;
};
export type QuoteLimits = { min_risk: Money; max_risk: Money; max_win: Money; available: Money };
export type Quote = {
  type: WagerType;
  legs: QuoteLeg[];
  odds: Odds;
  risk: Money;
  win: Money;
  payout: Money;
  limits: QuoteLimits;
  refusals: Problem[];
  expires_at: string;
};
export type WagerLeg = {
  market_id: string;
  side: Side;
  version: number;
  odds?: { american?: number };
  points?: string | null;
};
export type WagerRequest = {
  type: WagerType;
  entry: Entry;
  amount: Money;
  legs: WagerLeg[];
  price_policy: PricePolicy;
  member_id?: string;
};

export type LegResult = 'open' | 'win' | 'half_win' | 'push' | 'half_loss' | 'loss' | 'void';
export type TicketResult = 'open' | 'win' | 'loss' | 'push' | 'mixed' | 'void';
export type TicketState = 'open' | 'settled' | 'voided';
export type TicketLeg = {
  n: number;
  fixture_id: string;
  fixture: string;
  starts_at: string;
  kind: MarketKind;
  period: string;
  side: Side;
  selection: string;
  points: string | null;
  odds: Odds;
  version: number;
  result: LegResult;
  score: Score | null;
};
export type Settlement = {
  version: number;
  at: string;
  result: TicketResult;
  returned: Money;
  net: Money;
  reason: string;
};
export type Ticket = {
  id: string;
  number: string;
  type: WagerType;
  state: TicketState;
  member: { id: string; login: string; name: string };
  accepted_at: string;
  settled_at: string | null;
  risk: Money;
  win: Money;
  returned: Money | null;
  net: Money | null;
  result: TicketResult;
  price_policy: PricePolicy;
  rules_version: number;
  agents: string[];
  legs: TicketLeg[];
  settlements: Settlement[];
};

// ---- money of a member ----

export type Balance = {
  member_id: string;
  balance: Money;
  cash: Money;
  at_risk: Money;
  withdrawal: Money;
  free_play: Money;
  credit_limit: Money;
  available: Money;
  figure_week: Money;
  sequence: number;
};
export type StatementFact =
  | 'receipt'
  | 'disbursement'
  | 'adjustment'
  | 'wager'
  | 'settlement'
  | 'reversal';
export type StatementLine = {
  id: string;
  at: string;
  fact: StatementFact;
  description: string;
  ticket_id?: string | null;
  ticket_number?: string | null;
  amount: Money;
  before: Money;
  after: Money;
};

// ---- office: members and payments ----

export type MemberLimits = {
  credit_limit: Money;
  min_risk: Money | null;
  max_risk: Money | null;
  max_win: Money | null;
};
export type MemberDetail = Member & {
  limits: MemberLimits;
  chain: { id: string; login: string; role: Role }[];
};
export type CreateMember = {
  parent_id?: string;
  role: Role;
  login: string;
  name: string;
  password?: string;
  credit_limit?: Money;
  max_risk?: Money;
  max_win?: Money;
};
export type MemberCreated = { member: Member; invitation_url: string | null };
export type PaymentKind = 'receipt' | 'disbursement' | 'adjustment';
export type PaymentRequest = {
  member_id: string;
  kind: PaymentKind;
  method?: string;
  amount: Money;
  reference?: string;
  note?: string;
};
export type Payment = {
  id: string;
  at: string;
  member_id: string;
  kind: PaymentKind;
  amount: Money;
  method?: string | null;
  reference?: string | null;
  note?: string | null;
};
export type PaymentRecorded = Payment & { balance: Balance };

// ---- office: dashboard, results, exposure ----

export type DashboardDay = { day: string; handle: Money; win: Money; tickets: number };
export type DashboardNeed = { kind: string; text: string; link: string };
export type Dashboard = {
  sequence: number;
  now: string;
  business_day: string;
  handle_today: Money;
  settled_today: Money;
  win_today: Money;
  hold_today_bp: number | null;
  win_week: Money;
  tickets_today: number;
  tickets_per_minute: number;
  open_tickets: number;
  at_risk: Money;
  owed_to_players: Money;
  owed_by_players: Money;
  cash_by_method: { method: string; amount: Money }[];
  active_players: number;
  worst: Money;
  days: DashboardDay[];
  needs: DashboardNeed[];
};

export type ScoreReport = {
  id: string;
  source: string;
  home: number;
  away: number;
  at: string;
  by: string | null;
};
export type FixtureResult = {
  version: number;
  home: number;
  away: number;
  confirmed_at: string;
  by: string | null;
};
export type OfficeFixture = BoardFixture & {
  reports: ScoreReport[];
  result: FixtureResult | null;
  open_tickets: number;
  settled_tickets: number;
  at_risk: Money;
  settling: boolean;
};
export type ResultPreview = {
  fixture_id: string;
  home: number;
  away: number;
  tickets: number;
  win: number;
  loss: number;
  push: number;
  still_open: number;
  returned: Money;
  house_win: Money;
  corrects: boolean;
  members: { id: string; login: string; tickets: number; net: Money; balance_after: Money }[];
};
export type ResultConfirmed = {
  fixture_id: string;
  version: number;
  home: number;
  away: number;
  confirmed_at: string;
};
export type ExposureSelection = {
  side: Side;
  points: string | null;
  tickets: number;
  risk: Money;
  win: Money;
  parlay_risk: Money;
  parlay_win: Money;
  house_if_wins: Money;
};
export type ExposureMarket = {
  market_id: string;
  kind: MarketKind;
  selections: ExposureSelection[];
};
export type ExposureFixture = {
  fixture_id: string;
  label: string;
  starts_at: string;
  status: FixtureStatus;
  worst: Money;
  best: Money;
  markets: ExposureMarket[];
};
export type Exposure = { sequence: number; fixtures: ExposureFixture[] };

// ---- office: figures, reports, events, books ----

export type FigureRow = {
  member_id: string;
  parent_id: string | null;
  login: string;
  name: string;
  role: Role;
  depth: number;
  carry: Money;
  days: Money[];
  week: Money;
  receipts: Money;
  disbursements: Money;
  adjustments: Money;
  balance: Money;
  pending: Money;
  tickets: number;
  active: number;
};
export type Figures = {
  sequence: number;
  week_start: string;
  week_end: string;
  closed: boolean;
  perspective: 'player';
  weeks: string[];
  rows: FigureRow[];
  total: FigureRow;
};
export type ReportRow = {
  day: string | null;
  sport?: string | null;
  type?: string | null;
  tickets: number;
  handle: Money;
  settled_tickets: number;
  settled_risk: Money;
  win: Money;
  hold_bp: number | null;
};
export type DailyReport = {
  sequence: number;
  from: string;
  to: string;
  rows: ReportRow[];
  total: ReportRow;
};
export type BookEvent = {
  sequence: number;
  at: string;
  kind: string;
  actor: { id: string; login: string } | null;
  fields: Record<string, string>;
  hash: string;
};
export type CreateBook = {
  slug: string;
  name: string;
  brand: Brand;
  currency: string;
  time_zone: string;
  odds_format: OddsFormat;
  operator_login: string;
};
export type BookCreated = { book: Book; invitation_url: string };

export type * from './live-messages';
