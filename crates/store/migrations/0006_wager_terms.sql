-- Tickets of every wager type: the frozen terms, the amount typed, and what is still undecided.

alter table ticket add column terms text not null default '';
alter table ticket add column amount bigint not null default 0;
alter table ticket add column open_risk bigint not null default 0;
alter table ticket add column open_win bigint not null default 0;
update ticket set amount = risk;
update ticket set open_risk = risk, open_win = win where state = 'open';

-- What a settlement decided: until now always the whole ticket.
alter table settlement add column risk bigint not null default 0;
update settlement set risk = coalesce(
    (select t.risk from ticket t where t.book_id = settlement.book_id
        and t.id = settlement.ticket_id), 0);

-- What wager types the house takes, and how; nothing written is the standard.
alter table house_rules add column wagers text not null default '';
