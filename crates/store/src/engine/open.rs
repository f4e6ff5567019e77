//! Opening a database by its address, and the lane's side of SQLite.

use std::path::PathBuf;
use std::sync::Mutex;

use desk::port::{Head, Store, StoreError, StoredReceipt, Writes};
use domain::id::{BookId, RequestKey};
use domain::rows::{Key, Row};

use crate::engine::Connection;
use crate::engine::sqlite::{Sqlite, dialect, path_of};
use crate::value::Cells;
use crate::{load, migrate, receipts, save};

/// A migrated database: gives the lane its writer and readers their views.
pub struct Database {
    path: PathBuf,
    /// Idle readers. A view takes one, or opens one, and puts it back.
    readers: Mutex<Vec<Sqlite>>,
}

/// Opens a database, creating and migrating it.
///
/// Addresses: `sqlite:PATH`.
///
/// # Errors
/// In words that say what to do: an unknown address, an unreachable file, a newer schema.
pub fn open(address: &str) -> Result<Database, StoreError> {
    let path = path_of(address).ok_or_else(|| {
        StoreError::Unavailable(format!("{address:?} is no address: write sqlite:PATH"))
    })?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| {
            StoreError::Unavailable(format!("{}: {error}", folder.display()))
        })?;
    }
    let mut writer = Sqlite::writer(&path)?;
    migrate_sqlite(&mut writer)?;
    Ok(Database { path, readers: Mutex::new(Vec::new()) })
}

fn migrate_sqlite(writer: &mut Sqlite) -> Result<(), StoreError> {
    let rows = writer.query("pragma user_version", &[])?;
    let version = rows.into_iter().next().map_or(Ok(0), |row| Cells::new(row).int())?;
    for (number, sql) in migrate::missing(version)? {
        let sql = dialect(sql);
        writer.script(&format!("begin immediate; {sql} pragma user_version = {number}; commit;"))?;
    }
    Ok(())
}

impl Database {
    /// The lane's connection.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn writer(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(Writer { sqlite: Sqlite::writer(&self.path)?, open: false, inside: false }))
    }

    /// Runs `read` in one read transaction.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&mut dyn Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.readers.lock().map_or(None, |mut readers| readers.pop());
        let mut reader = match idle {
            Some(reader) => reader,
            None => Sqlite::reader(&self.path)?,
        };
        reader.execute("begin", &[])?;
        let answer = read(&mut reader);
        reader.execute("commit", &[])?;
        if let Ok(mut readers) = self.readers.lock() {
            readers.push(reader);
        }
        answer
    }

    /// Refreshes the planner's statistics; worth it after bulk loads.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn analyze(&self) -> Result<(), StoreError> {
        Sqlite::writer(&self.path)?.script("analyze")
    }
}

/// The lane's side of SQLite: one shared transaction, a savepoint for each book's work.
struct Writer {
    sqlite: Sqlite,
    /// A transaction is open.
    open: bool,
    /// A savepoint is open.
    inside: bool,
}

impl Store for Writer {
    fn begin(&mut self, book: BookId) -> Result<Head, StoreError> {
        if !self.open {
            self.sqlite.execute("begin immediate", &[])?;
            self.open = true;
        }
        self.sqlite.execute("savepoint work", &[])?;
        self.inside = true;
        receipts::head(&mut self.sqlite, book)
    }

    fn load(
        &mut self,
        book: BookId,
        keys: &[Key],
    ) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
        load::load(&mut self.sqlite, book, keys)
    }

    fn receipts(
        &mut self,
        book: BookId,
        keys: &[RequestKey],
    ) -> Result<Vec<StoredReceipt>, StoreError> {
        receipts::receipts(&mut self.sqlite, book, keys)
    }

    fn save(&mut self, book: BookId, writes: &Writes, head: &Head) -> Result<(), StoreError> {
        save::save(&mut self.sqlite, book, writes, head)
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        self.sqlite.execute("release work", &[])?;
        self.inside = false;
        Ok(())
    }

    fn give_up(&mut self) -> Result<(), StoreError> {
        if self.inside {
            self.sqlite.execute("rollback to work", &[])?;
            self.sqlite.execute("release work", &[])?;
            self.inside = false;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        if self.open {
            self.sqlite.execute("commit", &[])?;
            self.open = false;
        }
        Ok(())
    }

    fn reset(&mut self) -> Result<(), StoreError> {
        self.inside = false;
        if std::mem::take(&mut self.open) {
            self.sqlite.execute("rollback", &[])?;
        }
        Ok(())
    }
}
