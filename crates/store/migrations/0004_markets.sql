-- Markets beside the main lines: alternates, periods, props and outrights; announced pitchers.

alter table fixture add column listing bigint not null default 0;
alter table market add column alternate bigint not null default 0;
alter table market add column statistic text not null default '';
alter table market add column title text not null default '';
alter table market add column runners text not null default '';
alter table market add column places bigint;
alter table market add column place_fraction bigint;
drop index market_of_fixture;
create unique index market_of_fixture on market (fixture_id, kind, period, alternate, statistic);

create table listing (
    fixture_id bigint not null,
    version bigint not null,
    home text not null,
    away text not null,
    primary key (fixture_id, version)
);

alter table leg add column pitchers text not null default 'action';
alter table leg add column listing bigint not null default 0;
alter table leg add column places bigint not null default 0;
