//! Voids and cancellations as the settlement desk lists them.

use desk::port::{Page, StoreError};
use desk::view::Paged;
use domain::grade::ruling::{Ruling, RulingState};
use domain::id::{BookId, FixtureId, TicketId};

use super::paged;
use crate::engine::Connection;
use crate::receipts::after_book;
use crate::rows::ruling;
use crate::value::Value;

/// Newest first. The cursor is a ruling's id.
pub(super) fn rulings(
    connection: &mut dyn Connection,
    book: BookId,
    state: Option<RulingState>,
    page: &Page,
) -> Result<Paged<Ruling>, StoreError> {
    let columns = ruling::RULING.aliased("r");
    let sql = format!(
        "select {columns} from ruling r where r.book_id = $1 and ($2 = 0 or r.id < $2)
         and ($3 = '' or r.state = $3) order by r.id desc limit $4"
    );
    let parameters = [
        Value::Int(book.0),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::from(state.map_or("", RulingState::name)),
        Value::Int(page.limit + 1),
    ];
    let rows = connection.query(&sql, &parameters)?;
    let found: Result<Vec<Ruling>, StoreError> =
        rows.into_iter().map(|row| after_book(row, ruling::ruling)).collect();
    Ok(paged(found?, page, |one| one.id.0))
}

/// The rulings over one ticket or its legs, oldest first.
pub(super) fn of_ticket(
    connection: &mut dyn Connection,
    book: BookId,
    ticket: TicketId,
) -> Result<Vec<Ruling>, StoreError> {
    let columns = ruling::RULING.aliased("r");
    let sql = format!(
        "select {columns} from ruling r where r.book_id = $1 and r.ticket_id = $2 order by r.id"
    );
    let rows = connection.query(&sql, &[book.0.into(), ticket.0.into()])?;
    rows.into_iter().map(|row| after_book(row, ruling::ruling)).collect()
}

/// The rulings in force over markets of a fixture, oldest first.
pub(crate) fn on_fixture(
    connection: &mut dyn Connection,
    book: BookId,
    fixture: FixtureId,
) -> Result<Vec<Ruling>, StoreError> {
    let columns = ruling::RULING.aliased("r");
    let sql = format!(
        "select {columns} from ruling r where r.book_id = $1 and r.fixture_id = $2
         and r.state = 'in_force' order by r.id"
    );
    let rows = connection.query(&sql, &[book.0.into(), fixture.0.into()])?;
    rows.into_iter().map(|row| after_book(row, ruling::ruling)).collect()
}
