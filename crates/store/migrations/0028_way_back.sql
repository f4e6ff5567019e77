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
