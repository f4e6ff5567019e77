-- Limits, stops and the guard against repeated wagers. A book that uses none of them has no rows
-- here, and book.uses tells the decision not to look.

alter table book add column uses bigint not null default 0;
alter table offer add column stopped text not null default '';
alter table offer add column auto_off bigint;
alter table house_rules add column duplicate_seconds bigint not null default 0;

-- The limit rules of one owner, one rule a line: they are read and replaced together.
create table limit_sheet (
    book_id bigint not null,
    owner_id bigint not null,
    rules text not null,
    primary key (book_id, owner_id)
);

-- What was taken under a limit that adds up.
create table limit_counter (
    book_id bigint not null,
    rule_id bigint not null,
    subject_id bigint not null,
    place bigint not null,
    risk bigint not null,
    win bigint not null,
    primary key (book_id, rule_id, subject_id, place)
);

-- Everything a book has stopped, one stop a line.
create table controls (
    book_id bigint not null,
    stops text not null,
    primary key (book_id)
);

-- What each player placed within the guard's time.
create table recent_wager (
    book_id bigint not null,
    member_id bigint not null,
    wagers text not null,
    primary key (book_id, member_id)
);
