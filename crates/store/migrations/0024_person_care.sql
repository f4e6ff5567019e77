-- Requests of persons about what is kept of them, accounts held because fraud is suspected, and
-- what was erased once its time was over.

create table subject_request (
    book_id bigint not null,
    id bigint not null,
    member_id bigint not null,
    kind text not null,
    asked text not null,
    asked_at bigint not null,
    asked_by bigint,
    granted bigint,
    reason text not null,
    answered_at bigint,
    answered_by bigint,
    primary key (book_id, id)
);
create index subject_request_of_member on subject_request (book_id, member_id, id);

create table fraud_hold (
    book_id bigint not null,
    id bigint not null,
    member_id bigint not null,
    evidence text not null,
    placed_at bigint not null,
    placed_by bigint,
    status_before text not null,
    ending text,
    reason text not null,
    ended_at bigint,
    ended_by bigint,
    primary key (book_id, id)
);
create index fraud_hold_of_member on fraud_hold (book_id, member_id, id);

alter table member add column hold_id bigint;
alter table member add column erased_at bigint;
create index member_of_closing on member (book_id, closed_at);
create index session_of_age on session (book_id, opened_at);
create index dispute_of_answer on dispute (book_id, answered_at);
