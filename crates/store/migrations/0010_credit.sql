-- How players settle, what branches may have together, credit lent until a time and raises that
-- wait for theirs; applications for credit with their assessment.

alter table limits add column account text not null default 'weekly';
alter table limits add column settle bigint;
alter table limits add column raised bigint;
alter table limits add column raised_from bigint;
alter table limits add column temporary bigint;
alter table limits add column temporary_until bigint;
alter table limits add column branch_credit bigint;
alter table limits add column application_id bigint;
-- The timer asks for what has expired; few members have anything lent.
create index limits_by_temporary on limits (book_id, temporary_until);

create table credit_application (
    book_id bigint not null,
    id bigint not null,
    member_id bigint not null,
    wanted bigint not null,
    note text not null,
    asked_at bigint not null,
    asked_by bigint,
    assessed_at bigint,
    assessed_by bigint,
    grounds text not null,
    granted bigint,
    granted_from bigint,
    primary key (book_id, id)
);
