//! Readers: idle connections are kept and lost ones replaced.

use std::sync::{Arc, Mutex, PoisonError};

use desk::port::StoreError;

use super::{Postgres, Room};
use crate::engine::Connection;

/// Idle connections kept; more are closed after use.
const IDLE_MAX: usize = 8;

/// One state for all statements of a read.
const BEGIN: &str = "begin isolation level repeatable read, read only";

/// A connection inside a read transaction. The first read fixes what it sees.
pub(crate) fn still(room: &Room) -> Result<Postgres, StoreError> {
    let mut reader = room.connect()?;
    reader.script(BEGIN)?;
    reader.query("select count(*) from book_head", &[])?;
    Ok(reader)
}

/// Runs `write` in one transaction on a connection of its own.
pub(crate) fn write_at_once(
    room: &Room,
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
    idle: Mutex<Vec<Postgres>>,
}

impl Pool {
    pub(crate) fn new(room: Arc<Room>) -> Pool {
        Pool { room, idle: Mutex::new(Vec::new()) }
    }

    fn take(&self) -> Result<Postgres, StoreError> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(reader) = idle.pop() {
            if !reader.is_lost() {
                return Ok(reader);
            }
        }
        drop(idle);
        self.room.connect()
    }

    fn put_back(&self, reader: Postgres) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX && !reader.is_lost() {
            idle.push(reader);
        }
    }

    /// Runs `read` in one read transaction. A connection that was lost while idle is replaced
    /// once.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&mut dyn Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut reader = self.take()?;
        if reader.script(BEGIN).is_err() {
            reader = self.room.connect()?;
            reader.script(BEGIN)?;
        }
        let answer = read(&mut reader);
        let ended = reader.script(if answer.is_ok() { "commit" } else { "rollback" });
        if ended.is_ok() {
            self.put_back(reader);
        }
        answer
    }
}
