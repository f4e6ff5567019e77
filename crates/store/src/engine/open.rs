//! Opening a database by its address.

use std::sync::{Arc, Mutex, PoisonError};

use desk::port::{Store, StoreError};

use crate::engine::Connection;
use crate::engine::postgres::{self, Address, Pool, Room};
use crate::engine::sqlite::{self, File};

/// A migrated database: gives the lane its writer and readers their views.
pub struct Database(Engine);

enum Engine {
    Sqlite(File),
    Postgres {
        room: Arc<Room>,
        pool: Pool,
    },
    /// One connection inside one read transaction.
    Still(Mutex<Box<dyn Connection>>),
}

/// Opens a database, creating and migrating it.
///
/// Addresses: `sqlite:PATH`, `postgres://user:password@host:port/name`.
///
/// # Errors
/// In words that say what to do: an unknown address, an unreachable server or file, a wrong
/// password, a newer schema.
pub fn open(address: &str) -> Result<Database, StoreError> {
    if let Some(address) = Address::parse(address) {
        let room = Room::new(address?)?;
        postgres::migrate(&mut room.connect()?)?;
        let pool = Pool::new(Arc::clone(&room));
        return Ok(Database(Engine::Postgres { room, pool }));
    }
    let unknown = || {
        let what = format!("{address:?} is no address: write sqlite:PATH or postgres://...");
        StoreError::Unavailable(what)
    };
    let path = sqlite::path_of(address).ok_or_else(unknown)?;
    Ok(Database(Engine::Sqlite(File::open(path)?)))
}

fn read_only() -> StoreError {
    StoreError::Unavailable("a database that stands still is only read".to_owned())
}

impl Database {
    /// A lane's connection.
    ///
    /// # Errors
    /// When the file or server cannot be reached.
    pub fn writer(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(match &self.0 {
            Engine::Sqlite(file) => Box::new(file.writer()?),
            Engine::Postgres { room, .. } => Box::new(postgres::Writer::new(Arc::clone(room))?),
            Engine::Still(_) => return Err(read_only()),
        })
    }

    /// The same database standing still: every read sees the state of this moment, however many
    /// reads it takes. For `check` and exports beside a serving process.
    ///
    /// # Errors
    /// When the file or server cannot be reached.
    pub fn standing_still(&self) -> Result<Database, StoreError> {
        let connection: Box<dyn Connection> = match &self.0 {
            Engine::Sqlite(file) => Box::new(file.still()?),
            Engine::Postgres { room, .. } => Box::new(postgres::still(room)?),
            Engine::Still(_) => return Err(read_only()),
        };
        Ok(Database(Engine::Still(Mutex::new(connection))))
    }

    /// Lanes that are worth having: books run side by side where the engine can.
    pub fn lanes(&self) -> usize {
        match &self.0 {
            Engine::Sqlite(_) | Engine::Still(_) => 1,
            Engine::Postgres { .. } => 4,
        }
    }

    /// True when other processes may write the same books: then events are looked for, because no
    /// signal of this process tells of them.
    pub fn is_shared(&self) -> bool {
        matches!(self.0, Engine::Postgres { .. })
    }

    /// Runs `read` in one read transaction.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&mut dyn Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match &self.0 {
            Engine::Sqlite(file) => file.read(read),
            Engine::Postgres { pool, .. } => pool.read(read),
            Engine::Still(connection) => {
                read(connection.lock().unwrap_or_else(PoisonError::into_inner).as_mut())
            }
        }
    }

    /// Runs `write` in one write transaction of its own, beside the lanes. Only for rows that no
    /// lane knows of: a book that is taken in.
    pub(crate) fn write_at_once(
        &self,
        write: impl FnOnce(&mut dyn Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match &self.0 {
            Engine::Sqlite(file) => file.write_at_once(write),
            Engine::Postgres { room, .. } => postgres::write_at_once(room, write),
            Engine::Still(_) => Err(read_only()),
        }
    }

    /// Refreshes the planner's statistics; worth it after bulk loads.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn analyze(&self) -> Result<(), StoreError> {
        match &self.0 {
            Engine::Sqlite(file) => file.analyze(),
            Engine::Postgres { room, .. } => room.connect()?.script("analyze"),
            Engine::Still(_) => Err(read_only()),
        }
    }
}
