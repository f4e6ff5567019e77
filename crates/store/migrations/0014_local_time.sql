-- How far clocks at an event were from UTC, for windows that end by the calendar.

alter table result add column local_minutes bigint not null default 0;
