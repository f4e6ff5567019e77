-- Disputes: a player's objection to a settlement and the operator's answer.

create table dispute (
    book_id bigint not null,
    id bigint not null,
    ticket_id bigint not null,
    settlement bigint not null,
    member_id bigint not null,
    claim text not null,
    opened_at bigint not null,
    answer text,
    note text not null,
    amount bigint not null,
    ruling_id bigint,
    answered_by bigint,
    answered_at bigint,
    primary key (book_id, id)
);
create index dispute_of_ticket on dispute (book_id, ticket_id);
