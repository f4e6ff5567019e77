-- What follows the close of a week: frozen figures up the tree, agents' deals, the provider's
-- invoice. Weeks closed before this have nothing frozen and are shown from their figures.

alter table closed_week add column step text not null default 'done';
alter table closed_week add column after_member bigint not null default 0;
alter table closed_week add column heads bigint not null default 0;
alter table closed_week add column due_players bigint not null default 0;
alter table closed_week add column due_collect bigint not null default 0;
alter table closed_week add column due_pay bigint not null default 0;

create table settle_up (
    book_id bigint not null,
    week bigint not null,
    method text not null,
    reference text not null,
    by_member bigint,
    at bigint not null,
    after_member bigint not null,
    finished bigint not null,
    payments bigint not null,
    collected bigint not null,
    paid bigint not null,
    skipped bigint not null,
    primary key (book_id, week)
);

create table frozen_figure (
    book_id bigint not null,
    week bigint not null,
    member_id bigint not null,
    carry bigint not null,
    day1 bigint not null,
    day2 bigint not null,
    day3 bigint not null,
    day4 bigint not null,
    day5 bigint not null,
    day6 bigint not null,
    day7 bigint not null,
    adjustments bigint not null,
    receipts bigint not null,
    disbursements bigint not null,
    placed bigint not null,
    placed_risk bigint not null,
    settled bigint not null,
    won bigint not null,
    lost bigint not null,
    settled_risk bigint not null,
    voided bigint not null,
    regraded bigint not null,
    carry_held bigint not null,
    turnover bigint not null,
    pending bigint not null,
    due bigint not null,
    heads bigint not null,
    above_id bigint not null,
    primary key (book_id, week, member_id)
);

-- The tree of a closed week, from an agent down: a report of one branch reads that branch alone.
create index frozen_figure_above on frozen_figure (book_id, week, above_id);

create table deal (
    book_id bigint not null,
    agent_id bigint not null,
    version bigint not null,
    kind text not null,
    share_bp bigint not null,
    head_fee bigint not null,
    ticket_fee bigint not null,
    uncovered text not null,
    primary key (book_id, agent_id)
);

create table makeup (
    book_id bigint not null,
    agent_id bigint not null,
    amount bigint not null,
    primary key (book_id, agent_id)
);

create table deal_week (
    book_id bigint not null,
    week bigint not null,
    agent_id bigint not null,
    upline_id bigint not null,
    kind text not null,
    share_bp bigint not null,
    head_fee bigint not null,
    ticket_fee bigint not null,
    uncovered text not null,
    loss bigint not null,
    heads bigint not null,
    tickets bigint not null,
    makeup_before bigint not null,
    commission bigint not null,
    fees bigint not null,
    net bigint not null,
    makeup_after bigint not null,
    primary key (book_id, week, agent_id)
);

create table head_plan (
    book_id bigint not null,
    version bigint not null,
    count text not null,
    mode text not null,
    tiers text not null,
    minimum bigint not null,
    primary key (book_id)
);

create table invoice (
    book_id bigint not null,
    week bigint not null,
    heads bigint not null,
    amount bigint not null,
    version bigint not null,
    count text not null,
    mode text not null,
    tiers text not null,
    minimum bigint not null,
    primary key (book_id, week)
);
