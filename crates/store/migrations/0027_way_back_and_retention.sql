-- What was paid in by some methods goes back by them first: what moved by each method, ever.

alter table jurisdiction add column withdrawal_refund_first text not null default '';

alter table method_use add column received bigint not null default 0;
alter table method_use add column returned bigint not null default 0;

insert into method_use
    (book_id, member_id, method, day, taken, paid, received, returned)
select m.book_id, m.member_id, m.method, 0, 0, 0,
    cast(sum(m.received) as bigint), cast(sum(m.returned) as bigint)
from (
    select p.book_id, p.member_id, p.method,
        case when p.fact = 'receipt' then p.amount - p.fee else 0 end as received,
        case when p.fact = 'disbursement' then p.amount else 0 end as returned
    from payment p where p.method is not null and p.fact in ('receipt', 'disbursement')
    union all
    select w.book_id, w.member_id, w.method, 0, w.amount
    from withdrawal w where w.state in ('requested', 'approved')
) m
where true
group by m.book_id, m.member_id, m.method
on conflict (book_id, member_id, method)
do update set received = excluded.received, returned = excluded.returned;

-- Messages are kept for their time and no longer.
create index message_of_age on message (book_id, sent_at);

-- Accounts closed before the instant of closing was kept: the last change of their status was it.
-- Those without one were entered as closed.
update member set closed_at = known.at
from (
    select e.book_id, e.member_id, max(e.at) as at from event e
    where e.kind = 'member_status_changed' and e.member_id is not null
    group by e.book_id, e.member_id
) known
where known.book_id = member.book_id and known.member_id = member.id
and member.status = 'closed' and member.closed_at is null;

update member set closed_at = created_at where status = 'closed' and closed_at is null;
