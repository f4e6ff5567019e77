-- Cards of a house: the newest version of each, and every version there was. A ticket holds its own
-- copy of what it was priced by.

create table house_card (
    book_id bigint not null,
    code text not null,
    version bigint not null,
    kind text not null,
    name text not null,
    source text not null,
    offered bigint not null,
    body text not null,
    primary key (book_id, code)
);

create table house_card_version (
    book_id bigint not null,
    code text not null,
    version bigint not null,
    kind text not null,
    name text not null,
    source text not null,
    offered bigint not null,
    body text not null,
    primary key (book_id, code, version)
);

-- How far a card or a purchase moved a leg's line.
alter table leg add column gained bigint not null default 0;
