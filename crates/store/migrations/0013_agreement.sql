-- How results are confirmed, league by league, and reports that differ.

create table confirmation (
    book_id bigint not null,
    league_id bigint not null,
    sources bigint not null,
    source text,
    primary key (book_id, league_id)
);

create table discrepancy (
    book_id bigint not null,
    fixture_id bigint not null,
    first_origin bigint not null,
    first_report bigint not null,
    second_origin bigint not null,
    second_report bigint not null,
    opened_at bigint not null,
    closed_at bigint,
    closed_by bigint,
    primary key (book_id, fixture_id)
);
