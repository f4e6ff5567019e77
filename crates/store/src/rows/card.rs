//! Rows of a house's cards: the newest version of each, and every version there was.

use desk::port::StoreError;
use domain::wager::card::{Card, CardKind};

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

const REST: &[&str] = &["kind", "name", "source", "offered", "body"];

pub(crate) const CARD: Shape = Shape {
    table: "house_card",
    keys: &["book_id", "code"],
    rest: &["version", "kind", "name", "source", "offered", "body"],
    of_book: true,
};

pub(crate) const CARD_VERSION: Shape = Shape {
    table: "house_card_version",
    keys: &["book_id", "code", "version"],
    rest: REST,
    of_book: true,
};

/// The cells of either table: their columns have one order.
pub(crate) fn card_cells(row: &Card) -> Vec<Value> {
    cells![
        row.code.as_str(),
        row.version,
        row.kind.name(),
        row.name.as_str(),
        row.source.as_str(),
        row.offered,
        row.body(),
    ]
}

pub(crate) fn card(cells: &mut Cells) -> Result<Card, StoreError> {
    let (code, version) = (cells.text()?, cells.int32()?);
    let kind = cells.named(CardKind::parse)?;
    let (name, source, offered) = (cells.text()?, cells.text()?, cells.flag()?);
    let body = cells.text()?;
    let unread = || StoreError::Corrupt(format!("card {code} has terms `{body}`"));
    let card = Card::parse_body(kind, &body).ok_or_else(unread)?;
    Ok(Card { code, version, name, source, offered, ..card })
}
