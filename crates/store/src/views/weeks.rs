//! Closed weeks: how far their close has come, agents' deals, invoices; and the pages by which a
//! close goes through the book's members.

use desk::port::{Page, StoreError};
use desk::view::{DealLine, DueLine, Paged};
use domain::calendar::Week;
use domain::figure::deal::{Deal, DealWeek};
use domain::figure::frozen::ClosedWeek;
use domain::figure::invoice::Invoice;
use domain::id::{BookId, MemberId};
use domain::money::Money;
use domain::rows::{MemberPage, WeekLine};

use super::{paged, query_all, query_one};
use crate::engine::Connection;
use crate::receipts::after_book;
use crate::rows::week;
use crate::shape::Shape;
use crate::value::{Cells, Value};

/// Where a week stands among the closed ones and those with figures.
pub(crate) fn week_line(
    connection: &mut dyn Connection,
    book: BookId,
    week: Week,
) -> Result<WeekLine, StoreError> {
    let maybe_week = |cells: &mut Cells| -> Result<Option<Week>, StoreError> {
        let found = cells.maybe_int()?;
        Ok(found.and_then(|week| i32::try_from(week).ok()).map(Week))
    };
    let sql = "select max(c.week) from closed_week c where c.book_id = $1";
    let last = query_one(connection, sql, &[book.0.into()], maybe_week)?.flatten();
    let sql = "select count(*) from closed_week c where c.book_id = $1 and c.step <> 'done'";
    let under_way = query_one(connection, sql, &[book.0.into()], Cells::int)?;
    let sql = "select max(f.week) from figure f
               where f.book_id = $1 and f.week < $2 and f.week > $3";
    let after = last.map_or(i64::from(i32::MIN), |last| last.0.into());
    let parameters = [Value::Int(book.0), Value::Int(week.0.into()), Value::Int(after)];
    let open_before = query_one(connection, sql, &parameters, maybe_week)?.flatten();
    let is_under_way = under_way.is_some_and(|count| count > 0);
    Ok(WeekLine { week, last_closed: last, is_under_way, open_before })
}

/// The next players or agents of a book, by id.
pub(crate) fn members_after(
    connection: &mut dyn Connection,
    book: BookId,
    (of_agents, after): (bool, MemberId),
) -> Result<MemberPage, StoreError> {
    let roles = if of_agents { "'agent', 'master'" } else { "'player'" };
    let sql = format!(
        "select m.id from member m where m.book_id = $1 and m.id > $2 and m.role in ({roles})
         order by m.id limit $3"
    );
    let most = i64::try_from(MemberPage::LENGTH_MAX).unwrap_or(i64::MAX);
    let parameters = [Value::Int(book.0), Value::Int(after.0), Value::Int(most)];
    let members = query_all(connection, &sql, &parameters, |cells| Ok(MemberId(cells.int()?)))?;
    Ok(MemberPage { of_agents, after, members })
}

/// Closed weeks, newest first. The cursor is a week.
pub(super) fn closed_weeks(
    connection: &mut dyn Connection,
    book: BookId,
    page: &Page,
) -> Result<Paged<ClosedWeek>, StoreError> {
    newest_first(connection, book, &week::CLOSED_WEEK, page, week::closed_week, |one| one.week)
}

/// Rows that a book has one of for each week, newest first. The cursor is a week.
fn newest_first<T>(
    connection: &mut dyn Connection,
    book: BookId,
    shape: &Shape,
    page: &Page,
    read: fn(&mut Cells) -> Result<T, StoreError>,
    week_of: fn(&T) -> Week,
) -> Result<Paged<T>, StoreError> {
    let (columns, table) = (shape.aliased("w"), shape.table);
    let sql = format!(
        "select {columns} from {table} w where w.book_id = $1 and w.week < $2
         order by w.week desc limit $3"
    );
    let before = page.cursor.unwrap_or(i64::from(i32::MAX));
    let parameters = [Value::Int(book.0), Value::Int(before), Value::Int(page.limit + 1)];
    let rows = connection.query(&sql, &parameters)?;
    let found: Result<Vec<T>, StoreError> =
        rows.into_iter().map(|row| after_book(row, read)).collect();
    Ok(paged(found?, page, |one| week_of(one).0.into()))
}

/// Weeks whose close is not finished, oldest first.
pub(super) fn unfinished_weeks(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Vec<Week>, StoreError> {
    let sql = "select c.week from closed_week c where c.book_id = $1 and c.step <> 'done'
               order by c.week";
    query_all(connection, sql, &[book.0.into()], |cells| Ok(Week(cells.int32()?)))
}

/// The deals of a branch's agents with makeup and what is payable, by agent.
pub(super) fn deals(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
) -> Result<Vec<DealLine>, StoreError> {
    let columns = week::DEAL.aliased("d");
    let sql = format!(
        "select m.login, m.name, m.parent_id, coalesce(k.amount, 0), coalesce(a.amount, 0),
                {columns}
         from branch b join member m on m.book_id = b.book_id and m.id = b.member_id
         join deal d on d.book_id = b.book_id and d.agent_id = b.member_id
         left join makeup k on k.book_id = b.book_id and k.agent_id = b.member_id
         left join balance a on a.book_id = b.book_id and a.owner_id = b.member_id
              and a.account = 6
         where b.book_id = $1 and b.above_id = $2 order by d.agent_id"
    );
    query_all(connection, &sql, &[book.0.into(), branch.0.into()], |cells| {
        let (login, name) = (cells.text()?, cells.text()?);
        let upline = MemberId(cells.int()?);
        let (makeup, payable) = (Money(cells.int()?), Money(cells.int()?));
        cells.int()?;
        let deal: Deal = week::deal(cells)?;
        Ok(DealLine { login, name, upline, makeup, payable, deal })
    })
}

/// The settled weeks of a branch's deals, newest first: of one week when named.
pub(super) fn deal_weeks(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    wanted: Option<Week>,
) -> Result<Vec<DealWeek>, StoreError> {
    let columns = week::DEAL_WEEK.aliased("w");
    let sql = format!(
        "select {columns} from branch b join deal_week w
         on w.book_id = b.book_id and w.agent_id = b.member_id
         where b.book_id = $1 and b.above_id = $2 and ($3 = 0 or w.week = $4)
         order by w.week desc, w.agent_id limit 1000"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(branch.0),
        Value::Int(wanted.is_some().into()),
        Value::Int(wanted.map_or(0, |week| week.0.into())),
    ];
    let rows = connection.query(&sql, &parameters)?;
    rows.into_iter().map(|row| after_book(row, week::deal_week)).collect()
}

/// Weeks whose settling up is not finished, oldest first.
pub(super) fn unfinished_settle_ups(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Vec<Week>, StoreError> {
    let sql = "select s.week from settle_up s where s.book_id = $1 and s.finished = 0
               order by s.week";
    query_all(connection, sql, &[book.0.into()], |cells| Ok(Week(cells.int32()?)))
}

/// The dues of a closed week with the payments since, the largest first, at most 1,000.
pub(super) fn dues(
    connection: &mut dyn Connection,
    book: BookId,
    week: Week,
) -> Result<Vec<DueLine>, StoreError> {
    let later = |column: &str| {
        format!(
            "coalesce((select cast(sum(g.{column}) as bigint) from figure g
                       where g.book_id = $1 and g.member_id = f.member_id and g.week > $2), 0)"
        )
    };
    let (receipts, disbursements) = (later("receipts"), later("disbursements"));
    let sql = format!(
        "select f.member_id, m.login, m.name, f.due, {receipts}, {disbursements},
                coalesce(a.amount, 0)
         from frozen_figure f
         join member m on m.book_id = f.book_id and m.id = f.member_id and m.role = 'player'
         left join balance a on a.book_id = f.book_id and a.owner_id = f.member_id
              and a.account = 1
         where f.book_id = $1 and f.week = $2 and f.due <> 0
         order by abs(f.due) desc, f.member_id limit 1000"
    );
    query_all(connection, &sql, &[book.0.into(), week.0.into()], |cells| {
        Ok(DueLine {
            member: MemberId(cells.int()?),
            login: cells.text()?,
            name: cells.text()?,
            due: Money(cells.int()?),
            receipts: Money(cells.int()?),
            disbursements: Money(cells.int()?),
            cash: Money(cells.int()?),
        })
    })
}

/// Invoices, newest first. The cursor is a week.
pub(super) fn invoices(
    connection: &mut dyn Connection,
    book: BookId,
    page: &Page,
) -> Result<Paged<Invoice>, StoreError> {
    newest_first(connection, book, &week::INVOICE, page, week::invoice, |one| one.week)
}
