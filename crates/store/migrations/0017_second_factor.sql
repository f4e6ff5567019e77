-- What members show beside their password, and how sessions were proved.

create table second_factor (
    book_id bigint not null,
    member_id bigint not null,
    sealed text not null,
    confirmed_at bigint,
    last_step bigint not null,
    recovery text not null,
    primary key (book_id, member_id)
);

alter table member add column second_factor bigint not null default 0;
alter table session add column proved_at bigint not null default 0;
alter table session add column second_factor bigint not null default 0;
