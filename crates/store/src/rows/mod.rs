//! How each row of the core is laid out in its table.
//!
//! Every row has a shape, `cells` (the row as cells, without `book_id`) and `read` (back from
//! cells, `book_id` already taken).

pub(crate) mod acceptance;
pub(crate) mod agreement;
pub(crate) mod card;
pub(crate) mod care;
pub(crate) mod catalogue;
pub(crate) mod credit;
pub(crate) mod dispute;
pub(crate) mod funding;
pub(crate) mod house;
pub(crate) mod identity;
pub(crate) mod jurisdiction;
pub(crate) mod limit;
pub(crate) mod message;
pub(crate) mod money;
pub(crate) mod people;
pub(crate) mod protection;
pub(crate) mod reconcile;
pub(crate) mod record;
pub(crate) mod ruling;
pub(crate) mod ticket;
pub(crate) mod week;
pub(crate) mod withdrawal;

use crate::value::Value;

/// Shorthand for a row of cells.
macro_rules! cells {
    ($($value:expr),* $(,)?) => { vec![$(crate::value::Value::from($value)),*] };
}
pub(crate) use cells;

/// Ids in one text, comma separated.
pub(crate) fn joined(ids: &[domain::id::MemberId]) -> String {
    ids.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(",")
}

/// Ids of such a text.
pub(crate) fn split(text: &str) -> Vec<domain::id::MemberId> {
    text.split(',').filter_map(|id| id.parse().ok()).map(domain::id::MemberId).collect()
}

/// A row of a book table: the book's id before its cells.
pub(crate) fn of_book(book: domain::id::BookId, mut cells: Vec<Value>) -> Vec<Value> {
    cells.insert(0, Value::Int(book.0));
    cells
}
