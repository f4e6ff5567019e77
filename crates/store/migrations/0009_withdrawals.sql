-- Payouts that wait, and what deposits ask to be wagered before money leaves again.

alter table figure add column turnover bigint not null default 0;

create table withdrawal (
    book_id bigint not null,
    id bigint not null,
    member_id bigint not null,
    method text not null,
    amount bigint not null,
    fee bigint not null,
    destination text not null,
    state text not null,
    requested_at bigint not null,
    requested_by bigint,
    ready_at bigint not null,
    first_approved_at bigint,
    first_approved_by bigint,
    approved_at bigint,
    approved_by bigint,
    ended_at bigint,
    ended_by bigint,
    reason text not null,
    posting_id bigint,
    primary key (book_id, id)
);
create index withdrawal_by_state on withdrawal (book_id, state, id);

create table withdrawal_count (
    book_id bigint not null,
    member_id bigint not null,
    week bigint not null,
    requests bigint not null,
    primary key (book_id, member_id)
);

create table play_through (
    book_id bigint not null,
    member_id bigint not null,
    required bigint not null,
    since bigint not null,
    counted bigint not null,
    primary key (book_id, member_id)
);
