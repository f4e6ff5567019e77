//! The cards of a house, as they are and as they were.

use desk::port::StoreError;
use domain::id::BookId;
use domain::wager::card::Card;

use crate::engine::Connection;
use crate::receipts::after_book;
use crate::rows::card;

/// Every card at its newest version, by code.
pub(super) fn cards(
    connection: &mut dyn Connection,
    book: BookId,
) -> Result<Vec<Card>, StoreError> {
    let columns = card::CARD.aliased("c");
    let sql = format!("select {columns} from house_card c where c.book_id = $1 order by c.code");
    let rows = connection.query(&sql, &[book.0.into()])?;
    rows.into_iter().map(|row| after_book(row, card::card)).collect()
}

/// Every version of a card, oldest first.
pub(super) fn versions(
    connection: &mut dyn Connection,
    book: BookId,
    code: &str,
) -> Result<Vec<Card>, StoreError> {
    let columns = card::CARD_VERSION.aliased("c");
    let sql = format!(
        "select {columns} from house_card_version c
         where c.book_id = $1 and c.code = $2 order by c.version"
    );
    let rows = connection.query(&sql, &[book.0.into(), code.into()])?;
    rows.into_iter().map(|row| after_book(row, card::card)).collect()
}
