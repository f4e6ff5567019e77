//! Totals by day, liquidity and the pulse of a book.

use desk::port::StoreError;
use desk::view::{Daily, Liquidity, Pulse};
use domain::board::fixture::Sport;
use domain::calendar::{Day, Instant, Week};
use domain::id::{BookId, MemberId};
use domain::ledger::account::Account;
use domain::money::Money;
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

pub(super) fn liquidity(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Liquidity, StoreError> {
    let sum = |what: &str| format!("cast(coalesce(sum({what}), 0) as bigint)");
    let owed_to = sum("case when s.balance > 0 then s.balance else 0 end");
    let owed_by = sum("case when s.balance < 0 then -s.balance else 0 end");
    let held = sum("s.held");
    let sql = format!(
        "select {owed_to}, {owed_by}, {held}
         from (select sum(a.amount) as balance,
                      sum(case when a.account = 2 then a.amount else 0 end) as held
               from balance a where a.book_id = $1 and a.owner_id > 0 and a.account in (1, 2, 3)
               group by a.owner_id) s"
    );
    let read = |cells: &mut Cells| Ok([cells.int()?, cells.int()?, cells.int()?]);
    let sums = query_one(connection, &sql, &[book.0.into()], read)?.unwrap_or_default();
    let sql = "select a.account, a.amount from balance a
               where a.book_id = $1 and a.owner_id = 0 order by a.account";
    let read = |cells: &mut Cells| Ok((Account::of_code(cells.int32()?), Money(cells.int()?)));
    let house = query_all(connection, sql, &[book.0.into()], read)?;
    // A bank account falls when money comes in (bank to cash): what it holds is the opposite.
    let banks = house.into_iter().filter_map(|(account, amount)| match account {
        Some(Account::Bank(method)) => Some((method, -amount)),
        _ => None,
    });
    Ok(Liquidity {
        sequence: sequence_of(connection, book)?,
        owed_to_players: Money(sums[0]),
        owed_by_players: Money(sums[1]),
        at_risk: Money(sums[2]),
        open_tickets: open_tickets(connection, book)?,
        banks: banks.collect(),
    })
}

/// Tickets accepted less tickets settled, from the totals: no scan.
fn open_tickets(connection: &mut dyn Connection, book: BookId) -> Result<i64, StoreError> {
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
               where f.book_id = $1 and f.week = $2 and f.placed > 0";
    let heads = query_one(connection, sql, &[book.0.into(), week.0.into()], Cells::int)?;
    Ok(Pulse { tickets_last_minute: tickets.unwrap_or(0), heads: heads.unwrap_or(0) })
}
