-- How long players stay away is the law's to say.

alter table jurisdiction add column exclusion_days_min bigint not null default 180;
alter table jurisdiction add column time_out_days_max bigint not null default 42;
