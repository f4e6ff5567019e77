//! The lane's side of PostgreSQL: a transaction for each book, whose head is locked first.
//!
//! Any error at commit is an unknown outcome. It is answered as a wish to decide again: the next
//! run of the batch begins by reading the receipts on a fresh connection, so that what was
//! committed is answered and what was not is decided.

use std::sync::Arc;

use desk::port::{Head, Store, StoreError, StoredReceipt, Writes};
use domain::id::{BookId, RequestKey};
use domain::rows::{Key, Row};

use super::{Postgres, Room};
use crate::engine::Connection;
use crate::rows::record;
use crate::value::Value;
use crate::{load, receipts, save};

/// One write connection, renewed when it is lost.
pub(crate) struct Writer {
    room: Arc<Room>,
    connection: Postgres,
    inside: bool,
}

/// A book that somebody else holds is not waited for long: other books stand behind it in the lane.
/// Where an engine knows no limit for locks, the one for statements ends the wait. Who holds a book
/// in silence for as long is gone, whatever the network believes. In milliseconds.
const LIMITS: &str = "set lock_timeout = 2000; set statement_timeout = 10000;
    set idle_in_transaction_session_timeout = 10000";

impl Writer {
    pub(crate) fn new(room: Arc<Room>) -> Result<Writer, StoreError> {
        let connection = Writer::connect(&room)?;
        Ok(Writer { room, connection, inside: false })
    }

    fn connect(room: &Arc<Room>) -> Result<Postgres, StoreError> {
        let mut connection = room.connect()?;
        connection.script(LIMITS)?;
        Ok(connection)
    }

    fn renew(&mut self) -> Result<(), StoreError> {
        self.connection = Writer::connect(&self.room)?;
        Ok(())
    }
}

const NEW_HEAD: &str = "insert into book_head (book_id, sequence, next_id, last_at, chain)
    values ($1, $2, $3, $4, $5) on conflict (book_id) do nothing";

impl Writer {
    /// Locks the book's head and answers whether it is there. The lock is waited for here; what it
    /// protects is read by later statements.
    fn lock(&mut self, book: BookId) -> Result<bool, StoreError> {
        let lock = "select h.book_id from book_head h where h.book_id = $1 for update";
        Ok(!self.connection.query(lock, &[Value::Int(book.0)])?.is_empty())
    }
}

impl Store for Writer {
    fn begin(&mut self, book: BookId) -> Result<Head, StoreError> {
        if self.connection.is_lost() {
            self.renew()?;
        }
        self.connection.script("begin")?;
        self.inside = true;
        if !self.lock(book)? {
            let mut head = vec![Value::Int(book.0)];
            head.extend(record::head_cells(&Head::empty()));
            self.connection.execute(NEW_HEAD, &head)?;
            self.lock(book)?;
        }
        receipts::head(&mut self.connection, book)
    }

    fn load(&mut self, book: BookId, keys: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
        load::load(&mut self.connection, book, keys)
    }

    fn receipts(
        &mut self,
        book: BookId,
        keys: &[RequestKey],
    ) -> Result<Vec<StoredReceipt>, StoreError> {
        receipts::receipts(&mut self.connection, book, keys)
    }

    fn save(&mut self, book: BookId, writes: &Writes, head: &Head) -> Result<(), StoreError> {
        save::save(&mut self.connection, book, writes, head)
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        self.connection.script("commit").map_err(|error| match error {
            StoreError::Retry(what) | StoreError::Unavailable(what) | StoreError::Corrupt(what) => {
                StoreError::Retry(format!("at commit: {what}"))
            }
        })?;
        self.inside = false;
        Ok(())
    }

    fn give_up(&mut self) -> Result<(), StoreError> {
        if std::mem::take(&mut self.inside) {
            if self.connection.is_lost() {
                return self.renew();
            }
            self.connection.script("rollback")?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn reset(&mut self) -> Result<(), StoreError> {
        self.inside = false;
        self.renew()
    }
}
