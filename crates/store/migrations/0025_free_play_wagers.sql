-- Wagers on free play: whose money a ticket risks, and what a grant may be wagered on.

alter table ticket add column funds text not null default 'cash';
alter table tender add column funds text not null default 'cash';
alter table free_play_grant add column terms text not null default '';
