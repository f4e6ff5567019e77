-- Messages between a book and its people, and how far each side has read.

create table message (
    book_id bigint not null,
    id bigint not null,
    member_id bigint not null,
    to_branch bigint not null,
    author_id bigint not null,
    words text not null,
    sent_at bigint not null,
    primary key (book_id, id)
);
create index message_of_member on message (book_id, member_id, id);

create table conversation (
    book_id bigint not null,
    member_id bigint not null,
    newest bigint not null,
    waiting bigint not null,
    read_by_member bigint not null,
    read_by_book bigint not null,
    primary key (book_id, member_id)
);
create index conversation_newest on conversation (book_id, newest);

-- Operators and their staff write to members from now on: the right after the last one.
update member set permissions = permissions + 536870912
where role in ('operator', 'staff') and permissions < 536870912;
