//! Asking a reader's connection: rows read one by one, pages cut to their limit.

use desk::port::{Page, StoreError};
use desk::view;
use domain::id::BookId;

use crate::engine::Connection;
use crate::receipts;
use crate::value::{Cells, Value};

/// Runs a query and reads each row.
pub(crate) fn query_all<T>(
    connection: &mut dyn Connection,
    sql: &str,
    parameters: &[Value],
    read: impl Fn(&mut Cells) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let rows = connection.query(sql, parameters)?;
    rows.into_iter().map(|row| read(&mut Cells::new(row))).collect()
}

/// The first row of a query, if any.
pub(crate) fn query_one<T>(
    connection: &mut dyn Connection,
    sql: &str,
    parameters: &[Value],
    read: impl Fn(&mut Cells) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    Ok(query_all(connection, sql, parameters, read)?.into_iter().next())
}

/// A page of `items` that were fetched one beyond the limit; `place` is an item's cursor.
pub(crate) fn paged<T>(
    mut items: Vec<T>,
    page: &Page,
    place: impl Fn(&T) -> i64,
) -> view::Paged<T> {
    let limit = usize::try_from(page.limit).unwrap_or(0);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = if more { items.last().map(place) } else { None };
    view::Paged { items, next }
}

pub(crate) fn sequence_of(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<i64, StoreError> {
    Ok(receipts::head(connection, book)?.sequence)
}
