-- What reports tell beside the score, the rules each sport is graded by, and tickets that wait.

alter table score_report add column detail text not null default '';
alter table own_report add column detail text not null default '';
alter table result add column sport text not null default 'other';
alter table result add column detail text not null default '';
alter table result add column started_at bigint not null default 0;
alter table result add column seen_report bigint not null default 0;
update result set
    sport = coalesce((select f.sport from fixture f where f.id = result.fixture_id), 'other'),
    started_at = coalesce((select f.starts_at from fixture f where f.id = result.fixture_id), 0),
    seen_report = coalesce(
        (select max(s.id) from score_report s where s.fixture_id = result.fixture_id), 0);
alter table house_rules add column grading text not null default '';

create table waiting (
    book_id bigint not null,
    fixture_id bigint not null,
    ticket_id bigint not null,
    reason text,
    result_version bigint not null,
    at bigint not null,
    primary key (book_id, fixture_id, ticket_id)
);
