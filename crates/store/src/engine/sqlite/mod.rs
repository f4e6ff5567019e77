//! SQLite: one file, WAL, every commit on disk.
//!
//! Books that wait together share one `BEGIN IMMEDIATE` and one commit; the work of each book is
//! a savepoint, so that one that fails leaves the others' untouched.

mod file;
mod writer;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use desk::port::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, ToSql};

use crate::engine::{Connection, Verb, Write};
use crate::shape::Shape;
use crate::value::Value;

pub(crate) use file::File;

/// Pages of a checkpoint step: 64 MB of 4 KiB pages. Smaller steps checkpoint too often, larger
/// ones stall the writer.
const CHECKPOINT_PAGES: i64 = 16_384;
/// Page cache of the writer, in KiB.
const CACHE_KIB: i64 = 262_144;
/// Page cache of a reader, in KiB.
const READER_CACHE_KIB: i64 = 65_536;
/// How long a statement waits for another process's lock, in milliseconds.
const BUSY_MS: i64 = 5_000;
/// Prepared statements kept by a connection.
const STATEMENTS: usize = 512;
/// Rows written by one statement. Within a statement the place in the table is kept from row to
/// row, so that rows in order are appended without a search.
const ROWS_AT_ONCE: [usize; 3] = [32, 8, 1];

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

/// A connection to one file.
pub(crate) struct Sqlite {
    connection: rusqlite::Connection,
    /// Texts as SQLite wants them, by the text as we write it.
    texts: HashMap<String, String>,
    /// Texts that write rows, by table, keys, whether rows may be known, and how many rows.
    writes: HashMap<(&'static str, usize, Verb, usize), String>,
}

impl Sqlite {
    /// Opens the writer, creating the file.
    pub(crate) fn writer(path: &Path) -> Result<Sqlite, StoreError> {
        let connection = rusqlite::Connection::open(path).map_err(failed)?;
        let pragmas = format!(
            "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = {BUSY_MS};
             pragma wal_autocheckpoint = {CHECKPOINT_PAGES}; pragma cache_size = -{CACHE_KIB};
             pragma foreign_keys = on; pragma temp_store = memory;"
        );
        connection.execute_batch(&pragmas).map_err(failed)?;
        Sqlite::of(connection)
    }

    /// Opens a reader of an existing file.
    pub(crate) fn reader(path: &Path) -> Result<Sqlite, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(path, flags).map_err(failed)?;
        let pragmas = format!(
            "pragma busy_timeout = {BUSY_MS}; pragma cache_size = -{READER_CACHE_KIB};
             pragma query_only = on; pragma temp_store = memory;"
        );
        connection.execute_batch(&pragmas).map_err(failed)?;
        Sqlite::of(connection)
    }

    /// Plans must not depend on bound values: the statement cache clears bindings after each use,
    /// which would expire every plan that does (measured: 63 % of the readers' time).
    fn of(connection: rusqlite::Connection) -> Result<Sqlite, StoreError> {
        let stable_plans = DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG;
        connection.set_db_config(stable_plans, true).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Sqlite { connection, texts: HashMap::new(), writes: HashMap::new() })
    }

    /// Several statements without parameters.
    pub(crate) fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(sql).map_err(failed)
    }

    /// True between `begin` and its end. After some errors SQLite rolls back by itself.
    fn is_in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    fn text(&mut self, sql: &str) -> String {
        if let Some(text) = self.texts.get(sql) {
            return text.clone();
        }
        let text = numbered(sql);
        self.texts.insert(sql.to_owned(), text.clone());
        text
    }

    /// Runs the statement that writes `count` rows for each such number of `rows`.
    fn run_each(
        &mut self,
        write: &Write,
        count: usize,
        rows: &[Vec<Value>],
    ) -> Result<(), StoreError> {
        let key = (write.shape.table, write.shape.keys.len(), write.verb, count);
        let text = self.writes.entry(key).or_insert_with(|| {
            let shape = &write.shape;
            numbered(&match write.verb {
                Verb::Insert => shape.insert(count),
                Verb::Upsert => shape.upsert(count),
                Verb::Delete => shape.delete(),
            })
        });
        let mut statement = self.connection.prepare_cached(text).map_err(failed)?;
        for rows in rows.chunks_exact(count) {
            let cells = rows.iter().flatten();
            statement.execute(rusqlite::params_from_iter(cells)).map_err(failed)?;
        }
        Ok(())
    }
}

impl Connection for Sqlite {
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Vec<Value>>, StoreError> {
        let text = self.text(sql);
        let mut statement = self.connection.prepare_cached(&text).map_err(failed)?;
        let width = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(parameters)).map_err(failed)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            found.push(cells_of(row, width)?);
        }
        Ok(found)
    }

    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<(), StoreError> {
        let text = self.text(sql);
        let mut statement = self.connection.prepare_cached(&text).map_err(failed)?;
        statement.execute(rusqlite::params_from_iter(parameters)).map_err(failed)?;
        Ok(())
    }

    fn write(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        for write in writes {
            let mut rows = &write.rows[..];
            for count in ROWS_AT_ONCE.into_iter().filter(|count| write.takes(*count)) {
                let (now, later) = rows.split_at(rows.len() - rows.len() % count);
                self.run_each(write, count, now)?;
                rows = later;
            }
        }
        Ok(())
    }

    fn load(
        &mut self,
        shape: &Shape,
        keys: &[Vec<Value>],
    ) -> Result<Vec<Option<Vec<Value>>>, StoreError> {
        let text = self.text(&shape.select(shape.keys.len()));
        let mut statement = self.connection.prepare_cached(&text).map_err(failed)?;
        let width = statement.column_count();
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let mut rows = statement.query(rusqlite::params_from_iter(key)).map_err(failed)?;
            let row = rows.next().map_err(failed)?;
            found.push(row.map(|row| cells_of(row, width)).transpose()?);
        }
        Ok(found)
    }

    fn load_below(
        &mut self,
        shape: &Shape,
        keys: &[Vec<Value>],
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        let Some(first) = keys.first() else { return Ok(Vec::new()) };
        let text = self.text(&shape.select(first.len()));
        let mut statement = self.connection.prepare_cached(&text).map_err(failed)?;
        let width = statement.column_count();
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let mut rows = statement.query(rusqlite::params_from_iter(key)).map_err(failed)?;
            while let Some(row) = rows.next().map_err(failed)? {
                found.push(cells_of(row, width)?);
            }
        }
        Ok(found)
    }
}

fn cells_of(row: &rusqlite::Row<'_>, width: usize) -> Result<Vec<Value>, StoreError> {
    let mut cells = Vec::with_capacity(width);
    for place in 0..width {
        cells.push(match row.get_ref(place).map_err(failed)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(value) => Value::Int(value),
            ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
            ValueRef::Blob(value) => Value::Blob(value.to_vec()),
            ValueRef::Real(value) => {
                return Err(StoreError::Corrupt(format!("a real number {value} in cell {place}")));
            }
        });
    }
    Ok(cells)
}

/// `$N` becomes `?N`: SQLite would number `$N` by first appearance, not by its digits.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

/// Maps a driver's error to the few that callers act on, by code.
fn failed(error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, SystemIoFailure,
    };
    match error.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => StoreError::Retry(error.to_string()),
        Some(SystemIoFailure) => StoreError::Failed(error.to_string()),
        Some(CannotOpen | DiskFull) => StoreError::Unavailable(error.to_string()),
        _ => StoreError::Corrupt(error.to_string()),
    }
}

/// The types of our SQL text as SQLite spells them.
pub(crate) fn dialect(sql: &str) -> String {
    let text = sql.replace(" bigint", " integer").replace(" bytea", " blob");
    text.replace("\n);", "\n) strict, without rowid;")
}

/// Where the file of a data folder lies.
pub(crate) fn path_of(address: &str) -> Option<PathBuf> {
    address.strip_prefix("sqlite:").map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_bound_by_their_digits() {
        let mut sqlite =
            Sqlite::of(rusqlite::Connection::open_in_memory().expect("memory")).expect("opens");
        let rows = sqlite.query("select $2, $1", &[Value::Int(1), Value::Int(2)]);
        assert_eq!(rows, Ok(vec![vec![Value::Int(2), Value::Int(1)]]));
    }
}
