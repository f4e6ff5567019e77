-- Payment providers' records held against the book, line by line, the keys they sign with, and the
-- deposits of each player that failed lately.

create table reconciliation (
    book_id bigint not null,
    id bigint not null,
    method text not null,
    name text not null,
    at bigint not null,
    by_member bigint,
    matched bigint not null,
    differs bigint not null,
    unmatched bigint not null,
    duplicate bigint not null,
    posted bigint not null,
    failed bigint not null,
    primary key (book_id, id)
);

create table reconciled_line (
    book_id bigint not null,
    reconciliation_id bigint not null,
    line bigint not null,
    reference text not null,
    direction text not null,
    amount bigint not null,
    outcome text not null,
    posting_id bigint,
    refused text,
    primary key (book_id, reconciliation_id, line)
);

create table provider_key (
    book_id bigint not null,
    method text not null,
    secret bytea not null,
    former bytea,
    primary key (book_id, method)
);

create table deposit_failures (
    book_id bigint not null,
    member_id bigint not null,
    failed_at text not null,
    blocked_until bigint,
    primary key (book_id, member_id)
);
