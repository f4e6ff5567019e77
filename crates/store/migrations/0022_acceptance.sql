-- Wagers that wait to be accepted: from which amounts on, and what is kept of each.

create table acceptance_sheet (
    book_id bigint not null,
    owner_id bigint not null,
    approve_risk bigint,
    approve_win bigint,
    lapse_seconds bigint,
    primary key (book_id, owner_id)
);

create table tender (
    book_id bigint not null,
    id bigint not null,
    member_id bigint not null,
    placed_by bigint not null,
    kind text not null,
    terms text not null,
    entry text not null,
    amount bigint not null,
    risk bigint not null,
    win bigint not null,
    policy text not null,
    rules_version bigint not null,
    sport text not null,
    agents text not null,
    asked_at bigint not null,
    asked_on bigint not null,
    lapses_at bigint not null,
    state text not null,
    accepted_risk bigint not null,
    decided_by bigint,
    decided_at bigint,
    note text not null,
    primary key (book_id, id)
);
create index tender_of_state on tender (book_id, state, id);

create table tender_leg (
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
    pitchers text not null,
    listing bigint not null,
    places bigint not null,
    gained bigint not null,
    primary key (book_id, ticket_id, place)
);

-- Operators and their staff accept and refuse them from now on: the right after the last one.
update member set permissions = permissions + 268435456
where role in ('operator', 'staff') and permissions < 268435456;
