//! Exports as comma-separated values (RFC 4180). A text that a spreadsheet would take for a
//! formula is quoted with an apostrophe; numbers are left alone, also negative ones.

use std::io;

use axum::Json;
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use desk::port::{Page, StoreError, Views};
use desk::view::Paged;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;

use crate::page::cursor_text;
use crate::problem::Problem;
use crate::shape::money::Money;
use crate::state::ApiState;

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
        let mut headers = headers_of(name);
        if let Some(cursor) = self.next.map(cursor_text)
            && let Ok(cursor) = HeaderValue::from_str(&cursor)
        {
            headers.insert(NEXT_CURSOR, cursor);
        }
        (headers, self.text).into_response()
    }
}

/// A list that is written while it is read, page after page, so that its length costs no memory.
/// It must be one whose rows never change: each page is read by itself.
pub(crate) struct Streamed<R, W> {
    /// What the file is called.
    pub(crate) name: &'static str,
    /// The header.
    pub(crate) columns: &'static [&'static str],
    /// Reads a page.
    pub(crate) read: R,
    /// Writes a row.
    pub(crate) write: W,
}

/// Pages that are ready and not sent yet.
const PAGES_AHEAD: usize = 2;

impl<R, W> Streamed<R, W> {
    /// The whole list from `cursor` on. A failure at its begin is a problem; a later one breaks the
    /// connection off, so that nobody takes a part for the whole.
    pub(crate) async fn answer<T>(
        self,
        state: ApiState,
        cursor: Option<i64>,
    ) -> Result<Response, Problem>
    where
        T: Send + 'static,
        R: Fn(&dyn Views, &Page) -> Result<Paged<T>, StoreError> + Clone + Send + Sync + 'static,
        W: Fn(&mut Sheet, &T) + Send + Sync + 'static,
    {
        let Streamed { name, columns, read, write } = self;
        let page = async move |state: &ApiState, cursor: Option<i64>| {
            let read = read.clone();
            let page = Page { cursor, limit: ROWS_AT_ONCE };
            state.read(move |views| read(views, &page)).await
        };
        let first = page(&state, cursor).await?;
        let (sender, receiver) = mpsc::channel::<io::Result<String>>(PAGES_AHEAD);
        tokio::spawn(async move {
            let (mut sheet, mut found) = (Sheet::new(columns), first);
            loop {
                found.items.iter().for_each(|row| write(&mut sheet, row));
                // Whoever asked may have gone away.
                let text = std::mem::take(&mut sheet.text);
                if sender.send(Ok(text)).await.is_err() || found.next.is_none() {
                    return;
                }
                match page(&state, found.next).await {
                    Ok(next) => found = next,
                    Err(problem) => {
                        let cause = problem.cause.unwrap_or_default();
                        tracing::error!(name, cause, "a file broke off");
                        let _ = sender.send(Err(io::Error::other("the file broke off"))).await;
                        return;
                    }
                }
            }
        });
        let body = Body::from_stream(ReceiverStream::new(receiver));
        Ok((headers_of(name), body).into_response())
    }
}

fn headers_of(name: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let file = format!("attachment; filename=\"{name}.csv\"");
    if let Ok(file) = HeaderValue::from_str(&file) {
        headers.insert(CONTENT_DISPOSITION, file);
    }
    headers
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
