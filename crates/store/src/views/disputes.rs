//! Disputes, and tickets that stay open longer than they should.

use desk::port::{Page, StoreError};
use desk::view::{Paged, StuckTicket};
use domain::calendar::Instant;
use domain::grade::dispute::Dispute;
use domain::id::{BookId, MemberId, TicketId};

use super::{paged, query_all, tickets};
use crate::engine::Connection;
use crate::load::tickets_with_legs;
use crate::receipts::after_book;
use crate::rows::dispute;
use crate::value::Value;

/// Disputes of a branch, newest first: all of them, or only open ones.
pub(super) fn disputes(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    only_open: bool,
    page: &Page,
) -> Result<Paged<Dispute>, StoreError> {
    let columns = dispute::DISPUTE.aliased("d");
    let sql = format!(
        "select {columns} from dispute d where d.book_id = $1 and ($3 = 0 or d.id < $3)
         and ($4 = 0 or d.answer is null)
         and exists (select 1 from branch b where b.book_id = $1 and b.above_id = $2
                     and b.member_id = d.member_id)
         order by d.id desc limit $5"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(branch.0),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(only_open.into()),
        Value::Int(page.limit + 1),
    ];
    let rows = connection.query(&sql, &parameters)?;
    let found: Result<Vec<Dispute>, StoreError> =
        rows.into_iter().map(|row| after_book(row, dispute::dispute)).collect();
    Ok(paged(found?, page, |one| one.id.0))
}

/// Every dispute on a ticket, oldest first.
pub(crate) fn on_ticket(
    connection: &mut dyn Connection,
    book: BookId,
    ticket: TicketId,
) -> Result<Vec<Dispute>, StoreError> {
    let columns = dispute::DISPUTE.aliased("d");
    let sql = format!(
        "select {columns} from dispute d where d.book_id = $1 and d.ticket_id = $2 order by d.id"
    );
    let rows = connection.query(&sql, &[book.0.into(), ticket.0.into()])?;
    rows.into_iter().map(|row| after_book(row, dispute::dispute)).collect()
}

/// Open tickets none of whose fixtures is still to end: each started before `since`, or was called
/// or broken off. Oldest first; the cursor is a ticket's id. Only fixtures with open bets are
/// looked at, by the counters of exposure.
pub(super) fn stuck(
    connection: &mut dyn Connection,
    book: BookId,
    since: Instant,
    page: &Page,
) -> Result<Paged<StuckTicket>, StoreError> {
    let sql = "select distinct t.id from exposure x
               join fixture f on f.id = x.fixture_id
               join ticket_on o on o.book_id = x.book_id and o.fixture_id = x.fixture_id
               join ticket t on t.book_id = o.book_id and t.id = o.ticket_id
               where x.book_id = $1 and x.tickets > 0 and t.state = 'open' and t.id > $3
               and (f.starts_at < $2 or f.status in ('abandoned', 'cancelled'))
               and not exists (select 1 from leg l join fixture g on g.id = l.fixture_id
                               where l.book_id = $1 and l.ticket_id = t.id
                               and g.starts_at >= $2
                               and g.status not in ('abandoned', 'cancelled'))
               order by t.id limit $4";
    let parameters = [
        Value::Int(book.0),
        Value::Int(since.0),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::Int(page.limit + 1),
    ];
    let ids = query_all(connection, sql, &parameters, |cells| Ok(TicketId(cells.int()?)))?;
    let ids = paged(ids, page, |id| id.0);
    let mut items = Vec::with_capacity(ids.items.len());
    for ticket in tickets_with_legs(connection, book, &ids.items)?.into_iter().flatten() {
        let fixtures: Vec<_> = ticket.legs.iter().map(|leg| leg.fixture).collect();
        let story = tickets::story(connection, book, ticket)?;
        let mut reported = Vec::with_capacity(fixtures.len());
        for fixture in fixtures {
            let (shared, own) = crate::load::reports_of_fixture(connection, book, fixture)?;
            reported.push(!(shared.is_empty() && own.is_empty()));
        }
        items.push(StuckTicket { story, reported });
    }
    Ok(Paged { items, next: ids.next })
}
