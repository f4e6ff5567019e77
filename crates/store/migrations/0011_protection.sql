-- What protects players: limits and the exclusion that holds, read together for every wager of a
-- protected player; what each player paid in, took out and staked lately; and every exclusion that
-- there was.

create table protection (
    book_id bigint not null,
    member_id bigint not null,
    limits text not null,
    exclusion_id bigint,
    kind text,
    until bigint,
    lifted_at bigint,
    primary key (book_id, member_id)
);

create table play_count (
    book_id bigint not null,
    member_id bigint not null,
    day bigint not null,
    week bigint not null,
    in_day bigint not null,
    in_week bigint not null,
    in_month bigint not null,
    out_day bigint not null,
    out_week bigint not null,
    out_month bigint not null,
    staked_day bigint not null,
    staked_week bigint not null,
    staked_month bigint not null,
    primary key (book_id, member_id)
);

create table exclusion (
    book_id bigint not null,
    id bigint not null,
    member_id bigint not null,
    kind text not null,
    reason text not null,
    starts_at bigint not null,
    asked_by bigint,
    until bigint,
    lift_asked_by bigint,
    ended_at bigint,
    bets_after bigint,
    primary key (book_id, id)
);
-- A player's own list; and the timer asks for exclusions whose open bets wait, which are few.
create index exclusion_of_member on exclusion (book_id, member_id, id);
create index exclusion_by_bets on exclusion (book_id, bets_after);
