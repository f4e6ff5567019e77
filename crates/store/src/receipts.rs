//! Reading receipts and heads.

use desk::port::{Head, StoreError, StoredReceipt};
use domain::id::{BookId, RequestKey};

use crate::engine::Connection;
use crate::rows::record;
use crate::value::{Cells, Value};

/// The receipts known for these keys.
pub(crate) fn receipts(
    connection: &mut dyn Connection,
    book: BookId,
    keys: &[RequestKey],
) -> Result<Vec<StoredReceipt>, StoreError> {
    let wanted: Vec<Vec<Value>> =
        keys.iter().map(|key| vec![book.0.into(), (&key.0[..]).into()]).collect();
    let found = connection.load(&record::RECEIPT, &wanted)?;
    found.into_iter().flatten().map(|row| after_book(row, record::receipt)).collect()
}

/// The head of a book; an empty one for a book that has done nothing.
pub(crate) fn head(connection: &mut dyn Connection, book: BookId) -> Result<Head, StoreError> {
    let found = connection.load(&record::HEAD, &[vec![book.0.into()]])?;
    match found.into_iter().flatten().next() {
        Some(row) => after_book(row, record::head),
        None => Ok(Head::empty()),
    }
}

/// Reads a row of a book table after its `book_id`.
pub(crate) fn after_book<T>(
    row: Vec<Value>,
    read: fn(&mut Cells) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut cells = Cells::new(row);
    cells.int()?;
    read(&mut cells)
}
