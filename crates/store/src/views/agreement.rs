//! What waits for people in the settlement of a book: reports that differ, tickets that a result
//! does not decide.

use desk::port::{Page, StoreError};
use desk::view::{Disagreement, Paged};
use domain::calendar::Instant;
use domain::grade::score::Waiting;
use domain::id::{BookId, FixtureId};

use super::fixtures::fixture;
use super::{paged, query_all};
use crate::engine::Connection;
use crate::receipts::after_book;
use crate::rows::agreement;
use crate::value::Value;

/// Open discrepancies, oldest first, each with its fixture and all reports.
pub(super) fn disagreements(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Vec<Disagreement>, StoreError> {
    let columns = agreement::DISCREPANCY.aliased("d");
    let sql = format!(
        "select {columns} from discrepancy d
         where d.book_id = $1 and d.closed_at is null order by d.opened_at, d.fixture_id"
    );
    let rows = connection.query(&sql, &[book.0.into()])?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let discrepancy = after_book(row, agreement::discrepancy)?;
        let desk = fixture(connection, book, discrepancy.fixture)?;
        found.extend(desk.map(|desk| Disagreement { discrepancy, desk }));
    }
    Ok(found)
}

/// Tickets that wait for a person, by fixture and ticket. The cursor is the last ticket.
pub(super) fn waiting(
    connection: &mut dyn Connection,
    book: BookId,
    page: &Page,
) -> Result<Paged<Waiting>, StoreError> {
    let columns = agreement::WAITING.aliased("w");
    let sql = format!(
        "select {columns} from waiting w
         join ticket t on t.book_id = w.book_id and t.id = w.ticket_id
         where w.book_id = $1 and w.reason is not null and t.state = 'open' and w.ticket_id > $2
         order by w.ticket_id, w.fixture_id limit $3"
    );
    let cursor = page.cursor.unwrap_or(0);
    let parameters = [Value::Int(book.0), Value::Int(cursor), Value::Int(page.limit + 1)];
    let rows = connection.query(&sql, &parameters)?;
    let rows: Result<Vec<Waiting>, StoreError> =
        rows.into_iter().map(|row| after_book(row, agreement::waiting)).collect();
    Ok(paged(rows?, page, |one| one.ticket.0))
}

/// Fixtures with a result in force that a later report of a feed, not older than `since`,
/// contradicts, and no open discrepancy.
pub(super) fn contradicted(
    connection: &mut dyn Connection,
    book: BookId,
    since: Instant,
) -> Result<Vec<(FixtureId, i64)>, StoreError> {
    let sql = "select s.fixture_id, cast(max(s.id) as bigint)
               from score_report s
               join grading g on g.book_id = $1 and g.fixture_id = s.fixture_id
               join result r on r.book_id = $1 and r.fixture_id = g.fixture_id
                    and r.version = g.result_version
               where s.at >= $2 and s.id > r.seen_report
               and (s.home <> r.home or s.away <> r.away or s.detail <> r.detail)
               and not exists (select 1 from discrepancy d where d.book_id = $1
                               and d.fixture_id = s.fixture_id and d.closed_at is null)
               and not exists (select 1 from discrepancy d where d.book_id = $1
                               and d.fixture_id = s.fixture_id and d.second_origin = 0
                               and d.second_report >= s.id)
               group by s.fixture_id order by s.fixture_id";
    let parameters = [Value::Int(book.0), Value::Int(since.0)];
    query_all(connection, sql, &parameters, |cells| Ok((FixtureId(cells.int()?), cells.int()?)))
}
