//! Readers: a bounded number of connections; idle ones are kept and lost ones replaced.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use desk::port::StoreError;

use super::{Postgres, Room};
use crate::engine::Connection;

/// Most connections of readers at once. A server takes about a hundred from all of its clients,
/// and lanes must never find it full.
const OPEN_MAX: usize = 16;
/// How long a reader waits for one of them.
const PATIENCE: Duration = Duration::from_secs(10);

/// One state for all statements of a read.
const BEGIN: &str = "begin isolation level repeatable read, read only";

/// A connection inside a read transaction. The first read fixes what it sees.
pub(crate) fn still(room: &Arc<Room>) -> Result<Postgres, StoreError> {
    let mut reader = room.connect()?;
    reader.script(BEGIN)?;
    reader.query("select count(*) from book_head", &[])?;
    Ok(reader)
}

/// Runs `write` in one transaction on a connection of its own.
pub(crate) fn write_at_once(
    room: &Arc<Room>,
    write: impl FnOnce(&mut dyn Connection) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut writer = room.connect()?;
    writer.script("begin")?;
    let done = write(&mut writer);
    writer.script(if done.is_ok() { "commit" } else { "rollback" })?;
    done
}

/// Connections for readers.
pub(crate) struct Pool {
    room: Arc<Room>,
    shelf: Mutex<Shelf>,
    put_back: Condvar,
}

#[derive(Default)]
struct Shelf {
    idle: Vec<Postgres>,
    /// Readers at work.
    taken: usize,
}

/// The right to have one connection at work; given back however the read ends.
struct Turn<'p>(&'p Pool);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.shelf().taken -= 1;
        self.0.put_back.notify_one();
    }
}

impl Pool {
    pub(crate) fn new(room: Arc<Room>) -> Pool {
        Pool { room, shelf: Mutex::default(), put_back: Condvar::new() }
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a turn; with it comes a connection that was idle, if there is one.
    fn take(&self) -> Result<(Turn<'_>, Option<Postgres>), StoreError> {
        let end = Instant::now() + PATIENCE;
        let mut shelf = self.shelf();
        while shelf.taken >= OPEN_MAX {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let what = format!("all {OPEN_MAX} connections for readers are busy");
                return Err(StoreError::Unavailable(what));
            }
            let waited = self.put_back.wait_timeout(shelf, left);
            shelf = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        shelf.taken += 1;
        shelf.idle.retain(|reader| !reader.is_lost());
        let reader = shelf.idle.pop();
        drop(shelf);
        Ok((Turn(self), reader))
    }

    /// A reader inside a transaction. One that was lost while idle is replaced.
    fn begin(&self, idle: Option<Postgres>) -> Result<Postgres, StoreError> {
        if let Some(mut reader) = idle
            && reader.script(BEGIN).is_ok()
        {
            return Ok(reader);
        }
        let mut reader = self.room.connect()?;
        reader.script(BEGIN)?;
        Ok(reader)
    }

    /// Runs `read` in one read transaction.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&mut dyn Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let (turn, idle) = self.take()?;
        let mut reader = self.begin(idle)?;
        let answer = read(&mut reader);
        let ended = reader.script(if answer.is_ok() { "commit" } else { "rollback" });
        if ended.is_ok() && !reader.is_lost() {
            self.shelf().idle.push(reader);
        }
        drop(turn);
        answer
    }
}
