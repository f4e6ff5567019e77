//! Weekly figures down the tree.

use std::collections::BTreeMap;

use desk::port::StoreError;
use desk::view::{FigureLine, FigureSheet};
use domain::calendar::Week;
use domain::figure::week::Figure;
use domain::id::{BookId, MemberId};
use domain::member::Member;
use domain::money::Money;

use super::{query_all, query_one, sequence_of};
use crate::engine::Connection;
use crate::receipts::after_book;
use crate::rows::{money, people};
use crate::value::{Cells, Value};

pub(super) fn weeks(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Vec<(Week, bool)>, StoreError> {
    let sql = "select f.week, cast(case when exists (select 1 from closed_week c
                      where c.book_id = $1 and c.week = f.week) then 1 else 0 end as bigint)
               from figure f where f.book_id = $1 group by f.week order by f.week desc";
    let read = |cells: &mut Cells| Ok((Week(cells.int32()?), cells.flag()?));
    query_all(connection, sql, &[book.0.into()], read)
}

pub(super) fn figures(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    week: Week,
) -> Result<FigureSheet, StoreError> {
    let members = members_of(connection, book, branch)?;
    let own = own_figures(connection, book, branch, week)?;
    let carried = carried(connection, book, branch, week)?;
    let pending = pending(connection, book, branch)?;
    let mut lines: BTreeMap<MemberId, FigureLine> = BTreeMap::new();
    let head_depth = members.first().map_or(0, |head| head.chain.len());
    for member in &members {
        let depth = i64::try_from(member.chain.len() - head_depth).unwrap_or(0);
        let line = FigureLine {
            member: member.clone(),
            depth,
            figure: Figure::begin(week, member.id, Money::ZERO),
            balance: Money::ZERO,
            pending: Money::ZERO,
            heads: 0,
        };
        lines.insert(member.id, line);
    }
    for member in &members {
        let carry = carried.get(&member.id).copied().unwrap_or(Money::ZERO);
        let figure =
            own.get(&member.id).copied().unwrap_or_else(|| Figure::begin(week, member.id, carry));
        let pending = pending.get(&member.id).copied().unwrap_or(Money::ZERO);
        for above in &member.chain {
            if let Some(line) = lines.get_mut(above) {
                add(line, &figure, pending);
            }
        }
    }
    let order = depth_first(&members, branch);
    let closed = query_one(
        connection,
        "select 1 from closed_week c where c.book_id = $1 and c.week = $2",
        &[book.0.into(), week.0.into()],
        |_| Ok(()),
    )?;
    Ok(FigureSheet {
        sequence: sequence_of(connection, book)?,
        week,
        closed: closed.is_some(),
        lines: order.into_iter().filter_map(|id| lines.remove(&id)).collect(),
    })
}

fn add(line: &mut FigureLine, figure: &Figure, pending: Money) {
    let sum = &mut line.figure;
    sum.carry += figure.carry;
    for (day, more) in sum.days.iter_mut().zip(figure.days) {
        *day += more;
    }
    sum.adjustments += figure.adjustments;
    sum.receipts += figure.receipts;
    sum.disbursements += figure.disbursements;
    sum.placed += figure.placed;
    sum.placed_risk += figure.placed_risk;
    sum.settled += figure.settled;
    sum.won += figure.won;
    sum.lost += figure.lost;
    sum.settled_risk += figure.settled_risk;
    sum.voided += figure.voided;
    sum.regraded += figure.regraded;
    sum.carry_held += figure.carry_held;
    line.balance += figure.balance();
    line.pending += pending;
    line.heads += i64::from(figure.placed > 0);
}

/// The branch, its head first.
fn members_of(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
) -> Result<Vec<Member>, StoreError> {
    let columns = people::MEMBER.aliased("m");
    let sql = format!(
        "select {columns} from branch b join member m
         on m.book_id = b.book_id and m.id = b.member_id
         where b.book_id = $1 and b.above_id = $2 and m.role <> 'staff'
         and (m.test = 0 or m.id = $2) order by m.id"
    );
    let rows = connection.query(&sql, &[book.0.into(), branch.0.into()])?;
    rows.into_iter().map(|row| after_book(row, people::member)).collect()
}

fn own_figures(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    week: Week,
) -> Result<BTreeMap<MemberId, Figure>, StoreError> {
    let columns = money::FIGURE.aliased("f");
    let sql = format!(
        "select {columns} from branch b join figure f
         on f.book_id = b.book_id and f.member_id = b.member_id
         where b.book_id = $1 and b.above_id = $2 and f.week = $3"
    );
    let rows = connection.query(&sql, &[book.0.into(), branch.0.into(), week.0.into()])?;
    let figures: Result<Vec<Figure>, StoreError> =
        rows.into_iter().map(|row| after_book(row, money::figure)).collect();
    Ok(figures?.into_iter().map(|figure| (figure.member, figure)).collect())
}

/// Balance at the end of the last week with a movement before this one: what a member without
/// movement carries through it.
fn carried(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    week: Week,
) -> Result<BTreeMap<MemberId, Money>, StoreError> {
    let columns = money::FIGURE.aliased("f");
    let sql = format!(
        "select {columns} from branch b join figure f
         on f.book_id = b.book_id and f.member_id = b.member_id
         where b.book_id = $1 and b.above_id = $2 and f.week =
            (select max(p.week) from figure p
             where p.book_id = $1 and p.member_id = f.member_id and p.week < $3)"
    );
    let rows = connection.query(&sql, &[book.0.into(), branch.0.into(), week.0.into()])?;
    let figures: Result<Vec<Figure>, StoreError> =
        rows.into_iter().map(|row| after_book(row, money::figure)).collect();
    Ok(figures?.into_iter().map(|figure| (figure.member, figure.balance())).collect())
}

fn pending(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
) -> Result<BTreeMap<MemberId, Money>, StoreError> {
    let sql = "select a.owner_id, a.amount from branch b join balance a
               on a.book_id = b.book_id and a.owner_id = b.member_id
               where b.book_id = $1 and b.above_id = $2 and a.account = 2";
    let read = |cells: &mut Cells| Ok((MemberId(cells.int()?), Money(cells.int()?)));
    let parameters = [Value::Int(book.0), Value::Int(branch.0)];
    Ok(query_all(connection, sql, &parameters, read)?.into_iter().collect())
}

/// Each member before those below it.
fn depth_first(members: &[Member], branch: MemberId) -> Vec<MemberId> {
    let mut below: BTreeMap<MemberId, Vec<MemberId>> = BTreeMap::new();
    for member in members.iter().filter(|member| member.id != branch) {
        below.entry(member.parent).or_default().push(member.id);
    }
    let mut order = Vec::with_capacity(members.len());
    let mut waiting = vec![branch];
    while let Some(next) = waiting.pop() {
        order.push(next);
        waiting.extend(below.remove(&next).into_iter().flatten().rev());
    }
    order
}
