//! The types of every column, read from the migrations themselves: one source for both engines.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::migrate::MIGRATIONS;

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

type Columns = BTreeMap<&'static str, Kind>;

/// The kind of a table's column.
///
/// # Panics
/// When no migration knows the column: a shape that names it is wrong, and the first test sees it.
pub(crate) fn kind_of(table: &str, column: &str) -> Kind {
    let tables = tables();
    let kind = tables.get(table).and_then(|columns| columns.get(column));
    *kind.unwrap_or_else(|| panic!("no migration knows {table}.{column}"))
}

fn tables() -> &'static BTreeMap<&'static str, Columns> {
    static TABLES: OnceLock<BTreeMap<&'static str, Columns>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables: BTreeMap<&'static str, Columns> = BTreeMap::new();
        let mut table = "";
        for line in MIGRATIONS.iter().flat_map(|(_, sql)| sql.lines()) {
            if let Some(rest) = line.strip_prefix("create table ") {
                table = rest.trim_end_matches(" (");
                continue;
            }
            let mut words = line.trim().trim_end_matches(',').split(' ');
            let (Some(column), Some(kind)) = (words.next(), words.next().and_then(parse)) else {
                continue;
            };
            tables.entry(table).or_default().insert(column, kind);
        }
        tables
    })
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
    }
}
