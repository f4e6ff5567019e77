//! The tables as the migrations declare them: columns, kinds and keys, read from the migrations
//! themselves. One source for both engines.

use std::sync::OnceLock;

use crate::migrate::MIGRATIONS;
use crate::shape::Shape;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number.
    Bigint,
    /// Text.
    Text,
    /// Bytes.
    Bytea,
}

/// One table, its columns in the order of the schema.
struct Table {
    name: &'static str,
    columns: Vec<(&'static str, Kind)>,
    keys: Vec<&'static str>,
}

/// The kind of a table's column.
///
/// # Panics
/// When no migration knows the column: a shape that names it is wrong, and the first test sees it.
pub(crate) fn kind_of(table: &str, column: &str) -> Kind {
    let found = find(table).columns.iter().find(|(name, _)| *name == column);
    found.unwrap_or_else(|| panic!("no migration knows {table}.{column}")).1
}

/// The columns of a table, in the order of the schema.
pub(crate) fn columns_of(table: &str) -> impl Iterator<Item = &'static str> {
    find(table).columns.iter().map(|(name, _)| *name)
}

/// Every table.
pub(crate) fn all_tables() -> impl Iterator<Item = &'static str> {
    tables().iter().map(|table| table.name)
}

/// Every table of a book.
pub(crate) fn book_tables() -> impl Iterator<Item = &'static str> {
    tables().iter().filter(|table| table.keys.first() == Some(&"book_id")).map(|table| table.name)
}

/// A table's shape with all columns as they stand in the schema: for rows that come whole.
pub(crate) fn shape_of(table: &str) -> Shape {
    static SHAPES: OnceLock<Vec<Shape>> = OnceLock::new();
    let shapes = SHAPES.get_or_init(|| tables().iter().map(whole).collect());
    *shapes.iter().find(|shape| shape.table == table).expect("the table was found by its name")
}

fn whole(table: &'static Table) -> Shape {
    let rest = table.columns.iter().map(|(name, _)| *name);
    let of_book = table.keys.first() == Some(&"book_id");
    // Columns come in the order of the schema; which of them are keys does not matter here.
    Shape { table: table.name, keys: &[], rest: rest.collect::<Vec<_>>().leak(), of_book }
}

fn find(table: &str) -> &'static Table {
    let found = tables().iter().find(|known| known.name == table);
    found.unwrap_or_else(|| panic!("no migration knows {table}"))
}

fn tables() -> &'static [Table] {
    static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables: Vec<Table> = Vec::new();
        let mut open = false;
        for line in MIGRATIONS.iter().flat_map(|(_, sql)| sql.lines()) {
            if let Some(rest) = line.strip_prefix("create table ") {
                let name = rest.trim_end_matches(" (");
                tables.push(Table { name, columns: Vec::new(), keys: Vec::new() });
                open = true;
            } else if let Some(rest) = line.strip_prefix("alter table ") {
                let (name, column) = rest.split_once(" add column ").expect("a column is added");
                let table = tables.iter_mut().find(|table| table.name == name);
                read_line(table.expect("the table is known"), column.trim_end_matches(';'));
            } else if line.starts_with(')') {
                open = false;
            } else if let Some(table) = tables.last_mut().filter(|_| open) {
                read_line(table, line.trim());
            }
        }
        tables
    })
}

fn read_line(table: &mut Table, line: &'static str) {
    if let Some(keys) = line.strip_prefix("primary key (") {
        table.keys = keys.trim_end_matches(')').split(", ").collect();
        return;
    }
    let mut words = line.trim_end_matches(',').split(' ');
    if let (Some(column), Some(kind)) = (words.next(), words.next().and_then(parse)) {
        table.columns.push((column, kind));
    }
}

fn parse(word: &str) -> Option<Kind> {
    match word {
        "bigint" => Some(Kind::Bigint),
        "text" => Some(Kind::Text),
        "bytea" => Some(Kind::Bytea),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_kinds_of_the_migrations() {
        assert_eq!(kind_of("ticket", "risk"), Kind::Bigint);
        assert_eq!(kind_of("event", "hash"), Kind::Bytea);
        assert_eq!(kind_of("payment", "method"), Kind::Text);
        assert_eq!(kind_of("settlement", "ruling_id"), Kind::Bigint);
    }

    #[test]
    fn only_the_catalogue_has_keys_without_a_book() {
        let shared: Vec<&str> = tables()
            .iter()
            .filter(|table| table.keys.first() != Some(&"book_id"))
            .map(|table| table.name)
            .collect();
        let catalogue = ["league", "team", "fixture", "market", "line_move", "score_report"];
        assert_eq!(shared[..6], catalogue);
        assert_eq!(shared[6..], ["tenant", "listing", "host"]);
        assert!(book_tables().all(|table| columns_of(table).next() == Some("book_id")));
    }
}
