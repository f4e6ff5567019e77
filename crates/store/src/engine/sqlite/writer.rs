//! The lane's side of SQLite.

use desk::port::{Begun, Head, Store, StoreError, Writes};
use domain::id::{BookId, RequestKey};
use domain::rows::{Key, Row};

use super::Sqlite;
use crate::engine::Connection;
use crate::{load, receipts, save};

/// The lane's side of SQLite: one shared transaction. The first book's work is the transaction
/// itself, each further one's a savepoint.
pub(crate) struct Writer {
    sqlite: Sqlite,
    /// A transaction is open.
    open: bool,
    /// The work of a book is under way.
    inside: bool,
    /// Work of other books stands in the transaction: then this one's is a savepoint.
    kept: bool,
    /// Kept work went down with its transaction: the next flush must not call it durable.
    lost: bool,
}

impl Writer {
    pub(super) fn new(sqlite: Sqlite) -> Writer {
        Writer { sqlite, open: false, inside: false, kept: false, lost: false }
    }
}

impl Store for Writer {
    fn begin(&mut self, book: BookId, keys: &[RequestKey]) -> Result<Begun, StoreError> {
        if !self.open {
            self.sqlite.execute("begin immediate", &[])?;
            self.open = true;
            self.kept = false;
        }
        if self.kept {
            self.sqlite.execute("savepoint work", &[])?;
        }
        self.inside = true;
        Ok(Begun {
            head: receipts::head(&mut self.sqlite, book)?,
            catalogue: receipts::head(&mut self.sqlite, BookId::PLATFORM)?,
            receipts: receipts::receipts(&mut self.sqlite, book, keys)?,
        })
    }

    fn load(&mut self, book: BookId, keys: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
        load::load(&mut self.sqlite, book, keys)
    }

    fn save(&mut self, book: BookId, writes: &Writes, head: &Head) -> Result<(), StoreError> {
        self.sqlite.write(&save::tables(book, writes, head))
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        if self.kept {
            self.sqlite.execute("release work", &[])?;
        }
        self.inside = false;
        self.kept = true;
        Ok(())
    }

    fn give_up(&mut self) -> Result<(), StoreError> {
        if !self.inside {
            return Ok(());
        }
        if !self.kept {
            return self.reset();
        }
        self.sqlite.execute("rollback to work", &[])?;
        self.sqlite.execute("release work", &[])?;
        self.inside = false;
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        self.kept = false;
        if std::mem::take(&mut self.lost) {
            let what = "the transaction was given up with work that had been kept";
            return Err(StoreError::Unavailable(what.to_owned()));
        }
        if self.open {
            self.sqlite.execute("commit", &[])?;
            self.open = false;
        }
        Ok(())
    }

    fn reset(&mut self) -> Result<(), StoreError> {
        self.inside = false;
        self.lost |= std::mem::take(&mut self.kept);
        if std::mem::take(&mut self.open) && self.sqlite.is_in_transaction() {
            self.sqlite.execute("rollback", &[])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use desk::port::StoredReceipt;

    use super::super::file::File;
    use super::*;

    /// Keeps a receipt of one key in the work of a book.
    fn keep_one(writer: &mut Writer, book: i64) {
        let head = writer.begin(BookId(book), &[]).expect("begins").head;
        let key = RequestKey([7; 16]);
        let answer = Ok(domain::command::Outcome::Done);
        let receipt = StoredReceipt { key, print: 0, at: head.last_at, answer };
        let writes = Writes { receipts: vec![receipt], ..Writes::default() };
        writer.save(BookId(book), &writes, &head).expect("saves");
        writer.keep().expect("keeps");
    }

    fn knows(writer: &mut Writer, book: i64) -> bool {
        let begun = writer.begin(BookId(book), &[RequestKey([7; 16])]).expect("begins");
        writer.give_up().expect("gives up");
        !begun.receipts.is_empty()
    }

    #[test]
    fn work_that_went_down_with_its_transaction_is_never_called_durable() {
        let folder = std::env::temp_dir().join(format!("perhead-lane-{}", std::process::id()));
        let file = File::open(folder.join("book.db")).expect("opens");
        let mut writer = file.writer().expect("a writer");
        keep_one(&mut writer, 1);
        // The work of another book fails, and takes the shared transaction with it.
        writer.begin(BookId(2), &[]).expect("begins");
        writer.reset().expect("resets");
        keep_one(&mut writer, 3);
        assert!(writer.flush().is_err());
        writer.reset().expect("resets");
        assert!(!knows(&mut writer, 1) && !knows(&mut writer, 3));
        keep_one(&mut writer, 1);
        assert_eq!(writer.flush(), Ok(()));
        assert!(knows(&mut writer, 1));
        std::fs::remove_dir_all(&folder).expect("the folder goes");
    }
}
