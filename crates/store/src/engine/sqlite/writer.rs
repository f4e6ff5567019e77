//! The lane's side of SQLite.

use desk::port::{Head, Store, StoreError, StoredReceipt, Writes};
use domain::id::{BookId, RequestKey};
use domain::rows::{Key, Row};

use super::Sqlite;
use crate::engine::Connection;
use crate::{load, receipts, save};

/// The lane's side of SQLite: one shared transaction, a savepoint for each book's work.
pub(crate) struct Writer {
    sqlite: Sqlite,
    /// A transaction is open.
    open: bool,
    /// A savepoint is open.
    inside: bool,
}

impl Writer {
    pub(super) fn new(sqlite: Sqlite) -> Writer {
        Writer { sqlite, open: false, inside: false }
    }
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

    fn load(&mut self, book: BookId, keys: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
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
