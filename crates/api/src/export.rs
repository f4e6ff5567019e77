//! Exports as comma-separated values (RFC 4180). A text that a spreadsheet would take for a
//! formula is quoted with an apostrophe; numbers are left alone, also negative ones.

use axum::Json;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use desk::port::{Page, StoreError};
use desk::view::Paged;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::page::cursor_text;
use crate::shape::money::Money;

/// Most rows of one file; the next file begins at the cursor in the header.
const ROWS_MAX: usize = 20_000;
/// Rows read at once.
const ROWS_AT_ONCE: i64 = 500;

/// The header that says where the next file begins, if there is more.
const NEXT_CURSOR: HeaderName = HeaderName::from_static("perhead-next-cursor");

/// How a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    /// As JSON.
    Json,
    /// As a file of comma-separated values.
    Csv,
}

/// One cell.
pub(crate) enum Cell {
    /// Something people wrote or may have written.
    Text(String),
    /// A number, as it is.
    Number(String),
}

impl Cell {
    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A whole number.
    pub(crate) fn number(number: i64) -> Cell {
        Cell::Number(number.to_string())
    }

    /// An amount in major units with two decimals.
    pub(crate) fn money(money: Money) -> Cell {
        Cell::Number(money.amount().to_string())
    }

    /// An amount, or nothing.
    pub(crate) fn money_if(money: Option<Money>) -> Cell {
        money.map_or(Cell::Number(String::new()), Cell::money)
    }
}

/// A table on its way to a spreadsheet.
pub(crate) struct Sheet {
    text: String,
    next: Option<i64>,
}

impl Sheet {
    /// A table with its header.
    pub(crate) fn new(names: &[&str]) -> Sheet {
        let mut sheet = Sheet { text: String::new(), next: None };
        sheet.row(names.iter().map(|name| Cell::text(*name)).collect());
        sheet
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            match cell {
                Cell::Text(text) => self.text.push_str(&quoted(&text)),
                Cell::Number(number) => self.text.push_str(&number),
            }
        }
        self.text.push_str("\r\n");
    }

    /// Says where the next file begins.
    pub(crate) fn with_next(mut self, next: Option<i64>) -> Sheet {
        self.next = next;
        self
    }

    /// The answer that a browser saves under a name.
    pub(crate) fn answer(self, name: &str) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
        let file = format!("attachment; filename=\"{name}.csv\"");
        if let Ok(file) = HeaderValue::from_str(&file) {
            headers.insert(CONTENT_DISPOSITION, file);
        }
        if let Some(cursor) = self.next.map(cursor_text)
            && let Ok(cursor) = HeaderValue::from_str(&cursor)
        {
            headers.insert(NEXT_CURSOR, cursor);
        }
        (headers, self.text).into_response()
    }
}

/// A text cell: guarded against formulas, then quoted where it must be.
fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']);
    let guarded = if is_formula { format!("'{text}") } else { text.to_owned() };
    if guarded.contains(['"', ',', '\r', '\n', '\'']) || guarded.starts_with(' ') {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

/// A plain JSON answer, where a function can also answer a file.
pub(crate) fn json<T: Serialize>(content: &T) -> Response {
    Json(content).into_response()
}

/// Reads a list to its end, or to the most rows of one file.
///
/// # Errors
/// As `read` fails.
pub(crate) fn every_page<T>(
    from: Option<i64>,
    mut read: impl FnMut(&Page) -> Result<Paged<T>, StoreError>,
) -> Result<(Vec<T>, Option<i64>), StoreError> {
    let mut rows = Vec::new();
    let mut cursor = from;
    loop {
        let page = read(&Page { cursor, limit: ROWS_AT_ONCE })?;
        rows.extend(page.items);
        cursor = page.next;
        if cursor.is_none() || rows.len() >= ROWS_MAX {
            return Ok((rows, cursor));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::money::Currency;
    use domain::money::Money as Amount;

    #[test]
    fn formulas_are_disarmed_and_special_characters_quoted() {
        for (text, expected) in [
            ("plain", "plain"),
            ("=1+1", "\"'=1+1\""),
            ("+7", "\"'+7\""),
            ("-3", "\"'-3\""),
            ("@sum", "\"'@sum\""),
            ("\tx", "\"'\tx\""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("O'Neil", "\"O'Neil\""),
            ("", ""),
        ] {
            assert_eq!(quoted(text), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_stay_numbers_and_rows_end_as_the_standard_says() {
        let usd = Currency::parse("USD").expect("a code");
        let mut sheet = Sheet::new(&["name", "net", "tickets"]);
        let net = Cell::money(usd.of(Amount(-12_345)));
        sheet.row(vec![Cell::text("=x"), net, Cell::number(3)]);
        sheet.row(vec![Cell::text("b"), Cell::money_if(None), Cell::number(-1)]);
        assert_eq!(sheet.text, "name,net,tickets\r\n\"'=x\",-123.45,3\r\nb,,-1\r\n");
    }

    #[test]
    fn lists_are_read_to_their_end_or_to_the_most_of_a_file() {
        let read = |length: i64| {
            every_page(None, |page| {
                let from = page.cursor.unwrap_or(0);
                let to = (from + page.limit).min(length);
                Ok(Paged { items: (from..to).collect(), next: (to < length).then_some(to) })
            })
        };
        assert_eq!(read(1_234).map(|(rows, next)| (rows.len(), next)), Ok((1_234, None)));
        let (rows, next) = read(1_000_000).expect("read");
        assert_eq!((rows.len(), next), (ROWS_MAX, Some(20_000)));
    }
}
