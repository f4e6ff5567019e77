//! Rows and columns of a file, found by header name. Knows no format.
//!
//! Tolerated: a byte order mark, either line ending, blank lines, rows of nothing but commas,
//! empty cells beyond the header, columns nobody asks for, text in Latin-1.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::error::FeedError;

/// A file split into cells.
pub(super) struct Table {
    /// Name of the file, without folder and extension.
    pub(super) file: String,
    columns: BTreeMap<String, usize>,
    width: usize,
    /// The rows that hold anything, in order.
    pub(super) rows: Vec<Row>,
}

/// One row.
pub(super) struct Row {
    /// Line of the file where the row begins.
    pub(super) line: u64,
    cells: Vec<String>,
}

/// The place of a column that is in the header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column(usize);

impl Table {
    /// Splits the file.
    pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Table, FeedError> {
        let text = decode(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut rows = Vec::new();
        for (line, text) in (1..).zip(text.lines()) {
            let cells = cells_of(text).map_err(|error| FeedError::of_file(file, error))?;
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push(Row { line, cells });
            }
        }
        if rows.is_empty() {
            return Err(FeedError::of_file(file, "is empty"));
        }
        let header = rows.remove(0);
        let mut columns = BTreeMap::new();
        for (place, name) in header.cells.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if columns.insert(name.clone(), place).is_some() {
                return Err(FeedError::of_column(file, name, "stands twice in the header"));
            }
        }
        let width = columns.values().max().map_or(0, |last| last + 1);
        Ok(Table { file: file.to_owned(), columns, width, rows })
    }

    /// The column of that name, if the file has it.
    pub(super) fn column(&self, name: &str) -> Option<Column> {
        self.columns.get(name).copied().map(Column)
    }

    /// The column of that name.
    ///
    /// # Errors
    /// When the file does not have it.
    pub(super) fn needed(&self, name: &str) -> Result<Column, FeedError> {
        self.column(name).ok_or_else(|| {
            FeedError::of_column(&self.file, name, "is needed and not in the header")
        })
    }

    /// Why a row's cells do not stand under their columns, if they do not.
    pub(super) fn misfit(&self, row: &Row) -> Option<String> {
        let beyond = row.cells.iter().skip(self.width).any(|cell| !cell.is_empty());
        if row.cells.len() >= self.width && !beyond {
            return None;
        }
        Some(format!("has {} cells under {} columns", row.cells.len(), self.width))
    }
}

impl Row {
    /// The cell under `column`, blank ends removed; empty when the row is too short.
    pub(super) fn cell(&self, column: Column) -> &str {
        self.cells.get(column.0).map_or("", String::as_str)
    }
}

/// UTF-8, or else Latin-1, in which every byte is the character of its number.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().copied().map(char::from).collect()),
    }
}

/// The cells of one line. No cell of these formats holds a line break, so an unclosed quotation
/// mark spoils its own line and no other.
fn cells_of(line: &str) -> Result<Vec<String>, String> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(::csv::Trim::All)
        .buffer_capacity(line.len().max(1))
        .from_reader(line.as_bytes());
    let mut record = ::csv::StringRecord::new();
    reader.read_record(&mut record).map_err(|error| error.to_string())?;
    Ok(record.iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        Table::read("file", text.as_bytes()).expect("reads")
    }

    #[test]
    fn lines_are_those_of_the_file_whatever_the_ending() {
        for text in
            ["a,b\n1,2\n\n\n3,4\n,,\n5,6", "\u{feff}a,b\r\n1,2\r\n\r\n\r\n3,4\r\n,,\r\n5,6\r\n"]
        {
            let table = table(text);
            let b = table.needed("b").expect("b");
            let got: Vec<(u64, &str)> =
                table.rows.iter().map(|row| (row.line, row.cell(b))).collect();
            assert_eq!(got, [(2, "2"), (5, "4"), (7, "6")], "{text:?}");
        }
    }

    #[test]
    fn quoted_cells_may_hold_commas_and_an_open_quote_spoils_one_line() {
        let table = table("\"a\",\"b\"\n\"x, y\",2\n\"3,4\n5,6\n");
        let a = table.needed("a").expect("a");
        let got: Vec<(u64, &str)> = table.rows.iter().map(|row| (row.line, row.cell(a))).collect();
        assert_eq!(got, [(2, "x, y"), (3, "3,4"), (4, "5")]);
        assert!(table.misfit(&table.rows[1]).is_some());
    }

    #[test]
    fn a_missing_column_is_named_with_its_file() {
        let error = table("a,b\n1,2\n").needed("c").expect_err("no c");
        assert_eq!((error.file.as_str(), error.field.as_deref()), ("file", Some("c")));
    }

    #[test]
    fn a_column_named_twice_or_an_empty_file_is_an_error() {
        let refused = |text: &str| Table::read("file", text.as_bytes()).err().expect("refused");
        assert_eq!(refused("a,b,a\n").field.as_deref(), Some("a"));
        assert_eq!(refused("\u{feff}\r\n\r\n").reason, "is empty");
    }

    #[test]
    fn short_and_overlong_rows_do_not_fit() {
        let table = table("a,b,,\n1,2\n1,2,,,\n1\n1,2,3\n");
        let fits: Vec<bool> = table.rows.iter().map(|row| table.misfit(row).is_none()).collect();
        assert_eq!(fits, [true, true, false, false]);
    }

    #[test]
    fn latin_1_is_read_as_such() {
        let table = Table::read("file", b"a\nCa\xf1ete\n").expect("reads");
        let a = table.needed("a").expect("a");
        assert_eq!(table.rows[0].cell(a), "Cañete");
    }
}
