-- Payment methods with their terms, outside names of payments, and free play.

alter table payment add column fee bigint not null default 0;

-- Terms of a method a book has described. Bounds without a value do not bind.
create table method_terms (
    book_id bigint not null,
    method text not null,
    label text not null,
    taken_open bigint not null,
    taken_least bigint,
    taken_most bigint,
    taken_fee_fixed bigint not null,
    taken_fee_basis_points bigint not null,
    taken_daily_max bigint,
    paid_open bigint not null,
    paid_least bigint,
    paid_most bigint,
    paid_fee_fixed bigint not null,
    paid_fee_basis_points bigint not null,
    paid_daily_max bigint,
    repeats_refused bigint not null,
    primary key (book_id, method)
);

create table method_use (
    book_id bigint not null,
    member_id bigint not null,
    method text not null,
    day bigint not null,
    taken bigint not null,
    paid bigint not null,
    primary key (book_id, member_id, method)
);

create table payment_reference (
    book_id bigint not null,
    method text not null,
    reference text not null,
    posting_id bigint not null,
    member_id bigint not null,
    direction text not null,
    amount bigint not null,
    reconciled bigint not null,
    primary key (book_id, method, reference)
);

-- due_at is when the timer has to end a grant; nothing is due of a grant that is used up.
create table free_play_grant (
    book_id bigint not null,
    id bigint not null,
    member_id bigint not null,
    amount bigint not null,
    remaining bigint not null,
    granted_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    by_member bigint,
    note text not null,
    due_at bigint,
    primary key (book_id, id)
);
create index free_play_grant_of_member on free_play_grant (book_id, member_id, id);
create index free_play_grant_by_due on free_play_grant (book_id, due_at);

create table free_play_draw (
    book_id bigint not null,
    ticket_id bigint not null,
    member_id bigint not null,
    parts text not null,
    primary key (book_id, ticket_id)
);
