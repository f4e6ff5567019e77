//! The lane's side of PostgreSQL: a transaction for each book, whose head is locked first.
//!
//! Any error at commit is an unknown outcome. It is answered as a wish to decide again: the next
//! run of the batch begins by reading the receipts on a fresh connection, so that what was
//! committed is answered and what was not is decided.

use std::sync::Arc;

use desk::port::{Begun, Head, Store, StoreError, Writes};
use domain::id::{BookId, RequestKey};
use domain::rows::{Key, Row};

use super::{Postgres, Room};
use crate::engine::{Connection, Write};
use crate::rows::record;
use crate::value::Value;
use crate::{load, save};

/// One write connection, renewed when it is lost.
pub(crate) struct Writer {
    room: Arc<Room>,
    connection: Postgres,
    inside: bool,
    /// What the batch writes, until it is kept.
    pending: Vec<Write>,
}

/// A book that somebody else holds is waited for a little at a time: other books of the lane have
/// their turn before it is tried again.
/// Where an engine knows no limit for locks, the one for statements ends the wait. Who holds a book
/// in silence for as long is gone, whatever the network believes. In milliseconds.
const LIMITS: &str = "set lock_timeout = 100; set statement_timeout = 10000;
    set idle_in_transaction_session_timeout = 10000";

impl Writer {
    pub(crate) fn new(room: Arc<Room>) -> Result<Writer, StoreError> {
        let connection = Writer::connect(&room)?;
        Ok(Writer { room, connection, inside: false, pending: Vec::new() })
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

impl Store for Writer {
    fn begin(&mut self, book: BookId, keys: &[RequestKey]) -> Result<Begun, StoreError> {
        if self.connection.is_lost() {
            self.renew()?;
        }
        self.inside = true;
        self.pending.clear();
        if let Some(begun) = self.connection.begin(book, keys)? {
            return Ok(begun);
        }
        let mut head = vec![Value::Int(book.0)];
        head.extend(record::head_cells(&Head::empty()));
        self.connection.execute(NEW_HEAD, &head)?;
        self.connection.script("commit")?;
        let missing = || StoreError::Retry("the new head was taken away".to_owned());
        self.connection.begin(book, keys)?.ok_or_else(missing)
    }

    fn load(&mut self, book: BookId, keys: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
        load::load(&mut self.connection, book, keys)
    }

    /// What is to be written waits for the commit and travels with it.
    fn save(&mut self, book: BookId, writes: &Writes, head: &Head) -> Result<(), StoreError> {
        self.pending.extend(save::tables(book, writes, head));
        Ok(())
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        let pending = std::mem::take(&mut self.pending);
        self.connection.write_and_commit(&pending)?;
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
