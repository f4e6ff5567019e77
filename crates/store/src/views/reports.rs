//! Totals by day and the pulse of a book.

use desk::port::StoreError;
use desk::view::{Daily, Pulse};
use domain::board::fixture::Sport;
use domain::calendar::{Day, Instant, Week};
use domain::id::{BookId, MemberId};
use domain::rows::BookTotal;
use domain::wager::ticket::WagerKind;

use super::{query_all, query_one, sequence_of};
use crate::engine::Connection;
use crate::receipts::after_book;
use crate::rows::money;
use crate::value::Cells;

pub(super) fn daily(
    connection: &mut dyn Connection,
    book: BookId,
    from: Day,
    to: Day,
) -> Result<Daily, StoreError> {
    let columns = money::BOOK_TOTAL.aliased("t");
    let sql = format!(
        "select {columns} from book_total t
         where t.book_id = $1 and t.day >= $2 and t.day <= $3 order by t.day, t.sport, t.kind"
    );
    let rows = connection.query(&sql, &[book.0.into(), from.0.into(), to.0.into()])?;
    let totals: Result<Vec<BookTotal>, StoreError> =
        rows.into_iter().map(|row| after_book(row, money::book_total)).collect();
    Ok(Daily { sequence: sequence_of(connection, book)?, totals: totals? })
}

/// Below one agent. The agents' totals know no wager kind; all is told under straights.
pub(super) fn daily_of_branch(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    from: Day,
    to: Day,
) -> Result<Daily, StoreError> {
    let sum = |column: &str| format!("cast(coalesce(sum(t.{column}), 0) as bigint)");
    let sums = ["tickets", "handle", "settled", "settled_risk", "win"].map(sum).join(", ");
    let sql = format!(
        "select t.day, t.sport, {sums} from branch b join agent_total t
         on t.book_id = b.book_id and t.agent_id = b.member_id
         where b.book_id = $1 and b.above_id = $2 and t.day >= $3 and t.day <= $4
         group by t.day, t.sport order by t.day, t.sport"
    );
    let parameters = [book.0.into(), branch.0.into(), from.0.into(), to.0.into()];
    let totals = query_all(connection, &sql, &parameters, |cells| {
        Ok(BookTotal {
            day: Day(cells.int32()?),
            sport: cells.named(Sport::parse)?,
            kind: WagerKind::Straight,
            total: money::sums(cells)?,
        })
    })?;
    Ok(Daily { sequence: sequence_of(connection, book)?, totals })
}

/// Tickets accepted less tickets settled, from the totals: no scan.
pub(super) fn open_tickets(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<i64, StoreError> {
    let sql = "select cast(coalesce(sum(t.tickets - t.settled), 0) as bigint)
               from book_total t where t.book_id = $1";
    Ok(query_one(connection, sql, &[book.0.into()], Cells::int)?.unwrap_or(0))
}

/// Ticket ids rise with time, so the newest are read until one is older than a minute.
pub(super) fn pulse(
    connection: &mut dyn Connection,
    book: BookId,
    now: Instant,
    week: Week,
) -> Result<Pulse, StoreError> {
    let sql = "select count(*) from (select t.accepted_at from ticket t where t.book_id = $1
               order by t.id desc limit 10000) n where n.accepted_at >= $2";
    let since = now.plus_seconds(-60);
    let tickets = query_one(connection, sql, &[book.0.into(), since.0.into()], Cells::int)?;
    let sql = "select count(*) from figure f
               join member m on m.book_id = f.book_id and m.id = f.member_id
               where f.book_id = $1 and f.week = $2 and f.placed > 0 and m.test = 0";
    let heads = query_one(connection, sql, &[book.0.into(), week.0.into()], Cells::int)?;
    Ok(Pulse { tickets_last_minute: tickets.unwrap_or(0), heads: heads.unwrap_or(0) })
}
