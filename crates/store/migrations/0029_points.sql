-- What a house sells points for, by league: a line each, with the rules they are versions of.

alter table house_rules add column points text not null default '';
