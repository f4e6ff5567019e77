-- Which process does a book's timed work for now.

create table lease (
    book_id bigint not null,
    work text not null,
    holder text not null,
    until bigint not null,
    primary key (book_id, work)
);
