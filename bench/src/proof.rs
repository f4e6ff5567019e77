//! What has to hold after a run: every confirmed wager is in the store, and nothing else is.

use std::path::Path;

use anyhow::ensure;
use perhead::check;
use rusqlite::{Connection, OpenFlags};

use crate::contender::Measured;

/// Holds the tickets in `database` against the answers of a run.
///
/// # Errors
/// When a confirmed wager is missing or one stands there that nobody was told of.
pub(crate) fn count(database: &Path, before: u64, measured: &Measured) -> anyhow::Result<()> {
    confirmed(tickets(database)?, before, measured)
}

/// Holds the number of tickets `stored` against the answers of a run.
///
/// # Errors
/// When a confirmed wager is missing or one stands there that nobody was told of.
pub(crate) fn confirmed(stored: u64, before: u64, measured: &Measured) -> anyhow::Result<()> {
    ensure!(
        stored == before + measured.accepted,
        "{}: {} wagers confirmed, but {stored} tickets stored where {before} stood before",
        measured.contender.name(),
        measured.accepted,
    );
    Ok(())
}

/// Tickets in a database of the subject or the naive peer. Opened for writing, since the log of a
/// server that was killed is recovered by the first who comes.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn tickets(database: &Path) -> anyhow::Result<u64> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let count: i64 = connection.query_row("select count(*) from ticket", [], |row| row.get(0))?;
    Ok(u64::try_from(count)?)
}

/// Derives every invariant of the subject's database again; answers how many things were checked.
///
/// # Errors
/// At the first difference.
pub(crate) fn check(address: &str) -> anyhow::Result<u64> {
    let opened = store::open(address)?;
    let mut checked = 0;
    for (book, slug) in check::books(&opened)? {
        for finding in check::check_book(&opened, book)? {
            if let Some(difference) = finding.difference {
                anyhow::bail!("{slug}: {}: {difference}", finding.statement);
            }
            checked += finding.count;
        }
    }
    Ok(checked)
}
