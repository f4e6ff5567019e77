-- Lines of a book's own and games in play: true starts, lines and wagers in play, line profiles,
-- the way each wager was asked for, own lines.

-- When a fixture truly began, as a book's people found out: kept with what the book makes of it.

alter table offer add column began_at bigint;

-- Wagers in play: which lines are, when a score changed, and what waits for its delay. A leg keeps
-- the score at which it was accepted, and the line that its bettor saw where another one was taken.

alter table market add column live bigint not null default 0;
alter table fixture add column scored_at bigint;
alter table leg add column home_score bigint;
alter table leg add column away_score bigint;
alter table leg add column seen text;
alter table tender_leg add column home_score bigint;
alter table tender_leg add column away_score bigint;
alter table tender_leg add column seen text;
alter table tender add column delayed bigint not null default 0;

-- What an owner makes of the lines for the players below, one shade a line; null leaves it to
-- whoever stands above.

create table line_profile (
    book_id bigint not null,
    owner_id bigint not null,
    shades text,
    blocked_wagers text not null,
    revision bigint not null,
    changes bigint not null,
    primary key (book_id, owner_id)
);

-- By which way each wager was asked for: channel, address and session, in one text.

alter table ticket add column via text not null default '';
alter table tender add column via text not null default '';

-- A book's own line of a market in place of the catalogue's; without prices the book follows the
-- catalogue again.

create table own_line (
    book_id bigint not null,
    market_id bigint not null,
    fixture_id bigint not null,
    points bigint,
    prices text,
    moves bigint not null,
    moved_at bigint not null,
    moved_by bigint,
    primary key (book_id, market_id)
);
create index own_line_of_fixture on own_line (book_id, fixture_id);
