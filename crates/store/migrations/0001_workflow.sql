-- One SQL text for every engine. Types are bigint, text and bytea; the SQLite engine spells them
-- integer, text and blob and adds `strict, without rowid`. Every key of a book table starts with
-- book_id, so that an engine that shards can keep a book together. Catalogue tables have none.

-- The catalogue: shared by all books, written by the catalogue lane alone.

create table league (
    code text not null,
    id bigint not null,
    name text not null,
    sport text not null,
    primary key (code)
);

create table team (
    league_id bigint not null,
    code text not null,
    id bigint not null,
    name text not null,
    short text not null,
    primary key (league_id, code)
);
create unique index team_by_id on team (id);

create table fixture (
    id bigint not null,
    league_id bigint not null,
    sport text not null,
    home_id bigint not null,
    away_id bigint not null,
    starts_at bigint not null,
    status text not null,
    rotation bigint not null,
    season bigint not null,
    round bigint not null,
    neutral bigint not null,
    venue text not null,
    home_score bigint,
    away_score bigint,
    primary key (id)
);
create index fixture_by_start on fixture (starts_at, id);

-- The current line of a market. One move is one row written; the history is in line_move.
create table market (
    id bigint not null,
    fixture_id bigint not null,
    kind text not null,
    period bigint not null,
    status text not null,
    version bigint not null,
    points bigint,
    prices text not null,
    moved_at bigint not null,
    primary key (id)
);
create unique index market_of_fixture on market (fixture_id, kind, period);

create table line_move (
    market_id bigint not null,
    version bigint not null,
    side text not null,
    points bigint,
    odds_win bigint not null,
    odds_risk bigint not null,
    odds_format text not null,
    at bigint not null,
    primary key (market_id, version, side)
);

create table score_report (
    id bigint not null,
    fixture_id bigint not null,
    source text not null,
    home bigint not null,
    away bigint not null,
    at bigint not null,
    by_member bigint,
    primary key (id)
);
create index score_report_of_fixture on score_report (fixture_id, id);

-- The directory of books: the provider's own scope.
create table tenant (
    slug text not null,
    book_id bigint not null,
    primary key (slug)
);

-- Books. The head is the hot row: one write per batch, locked first.

create table book_head (
    book_id bigint not null,
    sequence bigint not null,
    next_id bigint not null,
    last_at bigint not null,
    chain bytea not null,
    primary key (book_id)
);

create table book (
    book_id bigint not null,
    slug text not null,
    status text not null,
    brand_name text not null,
    brand_colour text not null,
    brand_mark text not null,
    currency text not null,
    odds_format text not null,
    zone text not null,
    day_cutoff_minutes bigint not null,
    first_weekday bigint not null,
    rules_version bigint not null,
    primary key (book_id)
);

create table house_rules (
    book_id bigint not null,
    version bigint not null,
    rounding text not null,
    min_risk bigint not null,
    max_risk bigint not null,
    max_win bigint not null,
    max_legs bigint not null,
    cutoff_seconds bigint not null,
    circled_max_risk bigint not null,
    confirm_sources bigint not null,
    primary key (book_id, version)
);

-- Registration.

create table member (
    book_id bigint not null,
    id bigint not null,
    parent_id bigint not null,
    role text not null,
    status text not null,
    login text not null,
    name text not null,
    permissions bigint not null,
    chain text not null,
    created_at bigint not null,
    primary key (book_id, id)
);

-- Every member stands in the branch of each member of its chain, itself included.
create table branch (
    book_id bigint not null,
    above_id bigint not null,
    member_id bigint not null,
    primary key (book_id, above_id, member_id)
);

create table login (
    book_id bigint not null,
    login text not null,
    member_id bigint not null,
    password_hash text not null,
    failures bigint not null,
    first_failure_at bigint not null,
    locked_until bigint not null,
    last_login_at bigint,
    primary key (book_id, login)
);

create table session (
    book_id bigint not null,
    token bytea not null,
    member_id bigint not null,
    opened_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    address text not null,
    agent text not null,
    primary key (book_id, token)
);

create table invitation (
    book_id bigint not null,
    token bytea not null,
    member_id bigint not null,
    expires_at bigint not null,
    used_at bigint,
    primary key (book_id, token)
);

create table limits (
    book_id bigint not null,
    member_id bigint not null,
    credit bigint not null,
    min_risk bigint,
    max_risk bigint,
    max_win bigint,
    primary key (book_id, member_id)
);

-- What the book makes of the catalogue. market_id 0 stands for the whole fixture.
create table offer (
    book_id bigint not null,
    fixture_id bigint not null,
    market_id bigint not null,
    status text not null,
    max_risk bigint,
    primary key (book_id, fixture_id, market_id)
);

-- Wagering.

create table ticket (
    book_id bigint not null,
    id bigint not null,
    member_id bigint not null,
    placed_by bigint not null,
    kind text not null,
    entry text not null,
    risk bigint not null,
    win bigint not null,
    policy text not null,
    rules_version bigint not null,
    accepted_at bigint not null,
    accepted_on bigint not null,
    sport text not null,
    agents text not null,
    state text not null,
    settlement bigint not null,
    returned bigint not null,
    settled_at bigint,
    primary key (book_id, id)
);

create table leg (
    book_id bigint not null,
    ticket_id bigint not null,
    place bigint not null,
    fixture_id bigint not null,
    market_id bigint not null,
    kind text not null,
    period bigint not null,
    side text not null,
    points bigint,
    odds_win bigint not null,
    odds_risk bigint not null,
    odds_format text not null,
    version bigint not null,
    starts_at bigint not null,
    primary key (book_id, ticket_id, place)
);

create table ticket_on (
    book_id bigint not null,
    fixture_id bigint not null,
    ticket_id bigint not null,
    primary key (book_id, fixture_id, ticket_id)
);

create table exposure (
    book_id bigint not null,
    fixture_id bigint not null,
    market_id bigint not null,
    side text not null,
    tickets bigint not null,
    risk bigint not null,
    win bigint not null,
    parlay_risk bigint not null,
    parlay_win bigint not null,
    primary key (book_id, fixture_id, market_id, side)
);

-- Settlement.

create table own_report (
    book_id bigint not null,
    id bigint not null,
    fixture_id bigint not null,
    source text not null,
    home bigint not null,
    away bigint not null,
    at bigint not null,
    by_member bigint,
    primary key (book_id, id)
);
create index own_report_of_fixture on own_report (book_id, fixture_id, id);

create table result (
    book_id bigint not null,
    fixture_id bigint not null,
    version bigint not null,
    home bigint not null,
    away bigint not null,
    report_id bigint not null,
    origin bigint not null,
    by_member bigint,
    at bigint not null,
    primary key (book_id, fixture_id, version)
);

create table grading (
    book_id bigint not null,
    fixture_id bigint not null,
    result_version bigint not null,
    after_ticket bigint not null,
    finished bigint not null,
    primary key (book_id, fixture_id)
);

create table settlement (
    book_id bigint not null,
    ticket_id bigint not null,
    version bigint not null,
    returned bigint not null,
    posting_id bigint not null,
    at bigint not null,
    fixture_id bigint not null,
    result_version bigint not null,
    primary key (book_id, ticket_id, version)
);

-- The ledger. Accounts are numbered as in domain::ledger::account.

create table balance (
    book_id bigint not null,
    owner_id bigint not null,
    account bigint not null,
    amount bigint not null,
    primary key (book_id, owner_id, account)
);

create table transfer (
    book_id bigint not null,
    id bigint not null,
    posting_id bigint not null,
    fact text not null,
    member_id bigint not null,
    from_account bigint not null,
    to_account bigint not null,
    amount bigint not null,
    ticket_id bigint,
    at bigint not null,
    primary key (book_id, id)
);
-- The one index of the hot path that is not in time order. It serves statements and the list of
-- a player's tickets, which start at their wager's transfer.
create index transfer_of_member on transfer (book_id, member_id, id);

create table payment (
    book_id bigint not null,
    posting_id bigint not null,
    fact text not null,
    member_id bigint not null,
    method text,
    amount bigint not null,
    reference text not null,
    note text not null,
    by_member bigint,
    at bigint not null,
    primary key (book_id, posting_id)
);

-- Reporting: totals kept in the transaction that causes them.

create table figure (
    book_id bigint not null,
    week bigint not null,
    member_id bigint not null,
    carry bigint not null,
    day1 bigint not null,
    day2 bigint not null,
    day3 bigint not null,
    day4 bigint not null,
    day5 bigint not null,
    day6 bigint not null,
    day7 bigint not null,
    adjustments bigint not null,
    receipts bigint not null,
    disbursements bigint not null,
    placed bigint not null,
    placed_risk bigint not null,
    settled bigint not null,
    won bigint not null,
    lost bigint not null,
    settled_risk bigint not null,
    primary key (book_id, week, member_id)
);

create table closed_week (
    book_id bigint not null,
    week bigint not null,
    at bigint not null,
    by_member bigint,
    primary key (book_id, week)
);

create table book_total (
    book_id bigint not null,
    day bigint not null,
    sport text not null,
    kind text not null,
    tickets bigint not null,
    handle bigint not null,
    settled bigint not null,
    settled_risk bigint not null,
    win bigint not null,
    primary key (book_id, day, sport, kind)
);

create table agent_total (
    book_id bigint not null,
    day bigint not null,
    agent_id bigint not null,
    sport text not null,
    tickets bigint not null,
    handle bigint not null,
    settled bigint not null,
    settled_risk bigint not null,
    win bigint not null,
    primary key (book_id, day, agent_id, sport)
);

-- The record: receipts answer a retry for ever; events are outbox, audit log and live feed.

create table receipt (
    book_id bigint not null,
    request_key bytea not null,
    print bigint not null,
    at bigint not null,
    outcome bigint,
    outcome_id bigint,
    code text,
    field text,
    limit_name text,
    limit_owner text,
    limit_amount bigint,
    limit_possible bigint,
    detail text,
    primary key (book_id, request_key)
);

create table event (
    book_id bigint not null,
    sequence bigint not null,
    at bigint not null,
    kind text not null,
    actor_id bigint,
    member_id bigint,
    body text not null,
    hash bytea not null,
    primary key (book_id, sequence)
);
