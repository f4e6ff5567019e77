//! Weekly figures down the tree.

use std::collections::BTreeMap;

use desk::port::StoreError;
use desk::view::{FigureLine, FigureSheet};
use domain::calendar::Week;
use domain::figure::frozen::{CloseStep, ClosedWeek};
use domain::figure::week::Figure;
use domain::id::{BookId, MemberId};
use domain::member::Member;
use domain::money::Money;

use super::{frozen, query_all, sequence_of};
use crate::engine::Connection;
use crate::receipts::after_book;
use crate::rows::{money, people, week as rows};
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
    let closed = closed_week(connection, book, week)?;
    if closed.is_some_and(|closed| closed.step == CloseStep::Done)
        && let Some(lines) = frozen::lines(connection, book, branch, week, &members)?
    {
        let sequence = sequence_of(connection, book)?;
        return Ok(FigureSheet { sequence, week, closed: true, is_frozen: true, lines });
    }
    let own = own_figures(connection, book, branch, week)?;
    let carried = carried(connection, book, branch, week)?;
    let pending = pending(connection, book, branch)?;
    let mut lines: BTreeMap<MemberId, FigureLine> =
        members.iter().map(|member| (member.id, empty_line(member, week))).collect();
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
    Ok(FigureSheet {
        sequence: sequence_of(connection, book)?,
        week,
        closed: closed.is_some(),
        is_frozen: false,
        lines: in_order(lines, branch),
    })
}

fn add(line: &mut FigureLine, figure: &Figure, pending: Money) {
    line.figure.add(figure);
    line.balance += figure.balance();
    line.pending += pending;
    line.heads += i64::from(figure.placed > 0);
}

fn closed_week(
    connection: &mut dyn Connection,
    book: BookId,
    week: Week,
) -> Result<Option<ClosedWeek>, StoreError> {
    let key = vec![book.0.into(), week.0.into()];
    let found = connection.load(&rows::CLOSED_WEEK, &[key])?.into_iter().flatten().next();
    found.map(|row| after_book(row, rows::closed_week)).transpose()
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

/// The line of a member who had nothing.
pub(super) fn empty_line(member: &Member, week: Week) -> FigureLine {
    FigureLine {
        member: member.clone(),
        depth: 0,
        figure: Figure::begin(week, member.id, Money::ZERO),
        balance: Money::ZERO,
        pending: Money::ZERO,
        due: None,
        heads: 0,
    }
}

/// The lines of a branch, each before those of the members below it.
pub(super) fn in_order(
    mut lines: BTreeMap<MemberId, FigureLine>,
    head: MemberId,
) -> Vec<FigureLine> {
    let mut below: BTreeMap<MemberId, Vec<MemberId>> = BTreeMap::new();
    for line in lines.values().filter(|line| line.member.id != head) {
        below.entry(line.member.parent).or_default().push(line.member.id);
    }
    let mut order = Vec::with_capacity(lines.len());
    let mut waiting = vec![(head, 0)];
    while let Some((next, depth)) = waiting.pop() {
        let Some(line) = lines.remove(&next) else { continue };
        order.push(FigureLine { depth, ..line });
        let further = below.remove(&next).into_iter().flatten().rev();
        waiting.extend(further.map(|id| (id, depth + 1)));
    }
    order
}
