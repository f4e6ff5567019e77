-- Members that are searched without accents, test accounts, ended sessions, bars; host names.

alter table member add column folded text not null default '';
alter table member add column test bigint not null default 0;
alter table member add column sessions_from bigint not null default 0;
alter table member add column bar text;
alter table member add column bar_until bigint;
update member set folded = lower(login || ' ' || name);
create index member_of_parent on member (book_id, parent_id, id);

create table host (
    host text not null,
    book_id bigint,
    primary key (host)
);

-- Keys of programs and of those who look as somebody; sessions by their member.

create table api_key (
    book_id bigint not null,
    token bytea not null,
    member_id bigint not null,
    kind text not null,
    name text not null,
    scopes bigint not null,
    issued_by bigint not null,
    issued_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    primary key (book_id, token)
);
create index api_key_of_member on api_key (book_id, member_id, issued_at);
create index session_of_member on session (book_id, member_id, opened_at);

-- Members as persons, what tells them apart, those who must not play, codes for signing up.

create table person (
    book_id bigint not null,
    member_id bigint not null,
    name text not null,
    born text,
    address text not null,
    email text not null,
    phone text not null,
    document text not null,
    verification text not null,
    evidence text not null,
    decided_at bigint,
    decided_by bigint,
    terms_version text not null,
    privacy_version text not null,
    accepted_at bigint,
    primary key (book_id, member_id)
);

create table person_mark (
    book_id bigint not null,
    mark text not null,
    member_id bigint not null,
    primary key (book_id, mark, member_id)
);

create table list_entry (
    book_id bigint not null,
    id bigint not null,
    kind text not null,
    name text not null,
    born text,
    address text not null,
    email text not null,
    phone text not null,
    document text not null,
    reason text not null,
    from_at bigint not null,
    until_at bigint,
    by_member bigint,
    ended_at bigint,
    primary key (book_id, id)
);

create table list_mark (
    book_id bigint not null,
    mark text not null,
    entry_id bigint not null,
    primary key (book_id, mark, entry_id)
);

create table signup_code (
    book_id bigint not null,
    code text not null,
    parent_id bigint not null,
    uses_max bigint not null,
    uses bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    primary key (book_id, code)
);
