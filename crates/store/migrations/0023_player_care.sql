-- What players are told of their protection, what they acknowledge, how their account came about
-- and ended, and who came in to it.

alter table jurisdiction add column page_required bigint not null default 0;
alter table jurisdiction add column complaint_contact text not null default '';
alter table jurisdiction add column regulator_link text not null default '';
alter table jurisdiction add column help_contact text not null default '';
alter table jurisdiction add column acknowledgement_version text not null default '1';

alter table person add column acknowledgement_version text not null default '';
alter table person add column acknowledged_at bigint;

alter table member add column channel text not null default 'unrecorded';
alter table member add column closed_at bigint;
alter table member add column closed_for text not null default '';

alter table login add column code_failures bigint not null default 0;
alter table login add column shut_until bigint not null default 0;
alter table login add column notices_wanted bigint not null default 1;
alter table login add column noticed_at bigint not null default 0;
update login set noticed_at = coalesce(last_login_at, 0);
