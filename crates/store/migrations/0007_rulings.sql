-- Voids and cancellations: rulings over tickets, legs, markets and fixtures, and the policy of the
-- settlement desk. Of the three ids at the end of ruling, those of what it reaches are set.

alter table grading add column round bigint not null default 0;
alter table grading add column voids bigint not null default 0;
alter table ticket add column voided_legs bigint not null default 0;
alter table settlement add column ruling_id bigint;
alter table settlement add column day bigint not null default 0;
alter table figure add column voided bigint not null default 0;
alter table figure add column regraded bigint not null default 0;
alter table figure add column carry_held bigint not null default 0;

create table ruling (
    book_id bigint not null,
    id bigint not null,
    ending text not null,
    reason text not null,
    note text not null,
    state text not null,
    after_result bigint not null,
    asked_by bigint,
    asked_at bigint not null,
    decided_by bigint,
    decided_at bigint,
    ticket_id bigint,
    leg bigint,
    fixture_id bigint,
    market_id bigint,
    accepted_from bigint,
    accepted_until bigint,
    primary key (book_id, id)
);
create index ruling_of_ticket on ruling (book_id, ticket_id);
create index ruling_of_fixture on ruling (book_id, fixture_id);

create table desk_policy (
    book_id bigint not null,
    four_eyes_from bigint,
    cancel_seconds bigint not null,
    claim_days bigint not null,
    primary key (book_id)
);
