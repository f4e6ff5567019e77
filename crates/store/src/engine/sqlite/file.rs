//! A database file: its migrations, its writer and its readers.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use desk::port::StoreError;

use super::writer::Writer;
use super::{Sqlite, dialect};
use crate::engine::Connection;
use crate::migrate;
use crate::value::Cells;

/// A migrated file.
pub(crate) struct File {
    path: PathBuf,
    /// Idle readers. A view takes one, or opens one, and puts it back.
    readers: Mutex<Vec<Sqlite>>,
}

impl File {
    /// Opens a file, creating and migrating it.
    pub(crate) fn open(path: PathBuf) -> Result<File, StoreError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| {
                StoreError::Unavailable(format!("{}: {error}", folder.display()))
            })?;
        }
        let mut writer = Sqlite::writer(&path)?;
        migrate_file(&mut writer)?;
        Ok(File { path, readers: Mutex::new(Vec::new()) })
    }

    pub(crate) fn writer(&self) -> Result<Writer, StoreError> {
        Sqlite::writer(&self.path).map(Writer::new)
    }

    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&mut dyn Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => Sqlite::reader(&self.path)?,
        };
        reader.execute("begin", &[])?;
        let answer = read(&mut reader);
        reader.execute("commit", &[])?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
        answer
    }

    /// A reader inside a read transaction. The first read fixes what it sees.
    pub(crate) fn still(&self) -> Result<Sqlite, StoreError> {
        let mut reader = Sqlite::reader(&self.path)?;
        reader.execute("begin", &[])?;
        reader.query("select count(*) from book_head", &[])?;
        Ok(reader)
    }

    /// Runs `write` in one transaction on a connection of its own.
    pub(crate) fn write_at_once(
        &self,
        write: impl FnOnce(&mut dyn Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut writer = Sqlite::writer(&self.path)?;
        writer.script("begin immediate")?;
        let done = write(&mut writer);
        writer.script(if done.is_ok() { "commit" } else { "rollback" })?;
        done
    }

    pub(crate) fn analyze(&self) -> Result<(), StoreError> {
        Sqlite::writer(&self.path)?.script("analyze")
    }
}

fn migrate_file(writer: &mut Sqlite) -> Result<(), StoreError> {
    let rows = writer.query("pragma user_version", &[])?;
    let version = rows.into_iter().next().map_or(Ok(0), |row| Cells::new(row).int())?;
    for (number, sql) in migrate::missing(version)? {
        let sql = dialect(sql);
        writer
            .script(&format!("begin immediate; {sql} pragma user_version = {number}; commit;"))?;
    }
    Ok(())
}
