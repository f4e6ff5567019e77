//! The shape of a table, from which the batch statements are written: insert, upsert, keyed load.

use std::fmt::Write as _;

/// One table and its columns, keys first. Book tables begin with `book_id`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// The table.
    pub(crate) table: &'static str,
    /// Key columns, `book_id` included where the table has it.
    pub(crate) keys: &'static [&'static str],
    /// The other columns.
    pub(crate) rest: &'static [&'static str],
    /// True for tables of a book, false for the catalogue's.
    pub(crate) of_book: bool,
}

impl Shape {
    /// All columns, keys first.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().chain(self.rest).copied()
    }

    fn list(&self) -> String {
        self.columns().collect::<Vec<_>>().join(", ")
    }

    /// Places for the cells of so many rows, one row after the other.
    fn places(&self, rows: usize) -> String {
        let width = self.keys.len() + self.rest.len();
        let row = |first: usize| {
            let cells = first..first + width;
            cells.map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
        };
        let rows = (0..rows).map(|number| format!("({})", row(number * width + 1)));
        rows.collect::<Vec<_>>().join(", ")
    }

    /// `insert` of so many rows.
    pub(crate) fn insert(&self, rows: usize) -> String {
        format!("insert into {} ({}) values {}", self.table, self.list(), self.places(rows))
    }

    /// `insert` of so many rows, or new values for those of the same key.
    pub(crate) fn upsert(&self, rows: usize) -> String {
        let mut text = self.insert(rows);
        let keys = self.keys.join(", ");
        if self.rest.is_empty() {
            write!(text, " on conflict ({keys}) do nothing").expect("strings take text");
            return text;
        }
        let sets: Vec<String> =
            self.rest.iter().map(|column| format!("{column} = excluded.{column}")).collect();
        write!(text, " on conflict ({keys}) do update set {}", sets.join(", "))
            .expect("strings take text");
        text
    }

    /// `delete` of the row of a key.
    pub(crate) fn delete(&self) -> String {
        format!("delete from {} where {}", self.table, self.matches(self.keys.len()))
    }

    fn matches(&self, by: usize) -> String {
        let matches: Vec<String> =
            (1..).zip(&self.keys[..by]).map(|(place, key)| format!("{key} = ${place}")).collect();
        matches.join(" and ")
    }

    /// All columns of the rows whose first `by` key columns are given; with all of them, of one.
    pub(crate) fn select(&self, by: usize) -> String {
        format!("select {} from {} where {}", self.list(), self.table, self.matches(by))
    }

    /// All columns, qualified by an alias, for a view's own select list.
    pub(crate) fn aliased(&self, alias: &str) -> String {
        self.columns().map(|column| format!("{alias}.{column}")).collect::<Vec<_>>().join(", ")
    }
}
