//! Whole tables as text, to compare two databases whatever their engines.

use desk::port::StoreError;

use crate::engine::open::Database;
use crate::schema;
use crate::value::Value;

impl Database {
    /// The name of every table.
    pub fn tables() -> impl Iterator<Item = &'static str> {
        schema::all_tables()
    }

    /// Every row of a table, of all books, as one line each: the cells by their columns' names.
    /// The lines are in the order of their text, so that equal tables have equal dumps.
    ///
    /// # Errors
    /// When no migration knows the table, and as every read.
    pub fn dump(&self, table: &str) -> Result<Vec<String>, StoreError> {
        let Some(table) = schema::all_tables().find(|known| *known == table) else {
            return Err(StoreError::Corrupt(format!("no migration knows the table {table}")));
        };
        let names: Vec<&str> = schema::columns_of(table).collect();
        let list: Vec<String> = names.iter().map(|name| format!("x.{name}")).collect();
        let sql = format!("select {} from {table} x", list.join(", "));
        let rows = self.read(|connection| connection.query(&sql, &[]))?;
        let line = |row: Vec<Value>| {
            let cell = |(name, value): (&&str, Value)| format!("{name}={value:?}");
            names.iter().zip(row).map(cell).collect::<Vec<_>>().join(" ")
        };
        let mut lines: Vec<String> = rows.into_iter().map(line).collect();
        lines.sort_unstable();
        Ok(lines)
    }
}
