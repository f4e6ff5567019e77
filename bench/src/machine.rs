//! What the machine is and was doing: time on the processors, commits, the disk's own speed.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::figures::each_second;

/// Ticks of a second in what the kernel tells of programs: the same on every Linux.
const TICKS: u64 = 100;
/// Bytes of one probing write.
const PROBE_BYTES: usize = 4_096;

/// Appends of 4 KiB each made durable, in a second, on the disk of `folder`.
///
/// # Errors
/// When the disk cannot be written.
pub(crate) fn syncs_each_second(folder: &Path, time: Duration) -> anyhow::Result<u64> {
    let path = folder.join("probe");
    let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
    let (began, mut count) = (Instant::now(), 0);
    while began.elapsed() < time {
        file.write_all(&[7; PROBE_BYTES])?;
        file.sync_data()?;
        count += 1;
    }
    let rate = each_second(count, began.elapsed());
    fs::remove_file(path)?;
    Ok(rate)
}

/// The load average of the last minute, as the system writes it.
pub(crate) fn load_average() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// Processor time that a program has used, its ended threads included.
///
/// # Errors
/// When there is no such program.
pub(crate) fn time_of(program: u32) -> anyhow::Result<Duration> {
    time_in(&PathBuf::from(format!("/proc/{program}/stat")))
}

/// Processor time of a program's lane threads; none if it has no lanes.
///
/// # Errors
/// When there is no such program.
pub(crate) fn time_of_lanes(program: u32) -> anyhow::Result<Option<Duration>> {
    let mut total = None;
    for thread in fs::read_dir(format!("/proc/{program}/task"))? {
        let folder = thread?.path();
        // A thread that ended since has no name; lanes end with their program.
        let name = fs::read_to_string(folder.join("comm")).unwrap_or_default();
        if name.starts_with("lane-") {
            let time: &mut Duration = total.get_or_insert_default();
            *time += time_in(&folder.join("stat"))?;
        }
    }
    Ok(total)
}

fn time_in(stat: &Path) -> anyhow::Result<Duration> {
    let text = fs::read_to_string(stat).with_context(|| stat.display().to_string())?;
    let ticks = ticks_of(&text).with_context(|| format!("no times in {}", stat.display()))?;
    Ok(Duration::from_millis(ticks * 1_000 / TICKS))
}

/// User and system ticks of a line of `/proc/*/stat`; the name in it may hold anything.
fn ticks_of(stat: &str) -> Option<u64> {
    fields_of(stat, 11..13).filter(|_| stat.split_whitespace().count() > 13)
}

/// Transactions committed to a SQLite database in WAL mode, modulo 2^32: the change counter in
/// the index of its log (sqlite.org/walformat.html, section 2.1).
pub(crate) fn commits(database: &Path) -> Option<u32> {
    let mut name = database.as_os_str().to_owned();
    name.push("-shm");
    let mut file = File::open(name).ok()?;
    file.seek(SeekFrom::Start(8)).ok()?;
    let mut counter = [0; 4];
    file.read_exact(&mut counter).ok()?;
    Some(u32::from_ne_bytes(counter))
}

/// The address of a SQLite file.
pub(crate) fn address_of_file(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

/// Processor time of a program and everything it started, also of what has ended since.
///
/// # Errors
/// When there is no such program.
pub(crate) fn time_of_family(program: u32) -> anyhow::Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{program}/stat"))?;
    let ended = fields_of(&stat, 13..15).context("no times of ended children")?;
    let mut total = time_of(program)? + Duration::from_millis(ended * 1_000 / TICKS);
    for entry in fs::read_dir("/proc")? {
        let path = entry?.path().join("stat");
        // Not every entry is a program, and a program may have ended since.
        let Ok(stat) = fs::read_to_string(&path) else { continue };
        if fields_of(&stat, 1..2) == Some(program.into()) {
            total += time_in(&path).unwrap_or_default();
        }
    }
    Ok(total)
}

/// The sum of the fields at `places` behind the name in a line of `/proc/*/stat`.
fn fields_of(stat: &str, places: std::ops::Range<usize>) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let fields = fields.split_whitespace().skip(places.start).take(places.len());
    fields.map(|field| field.parse::<u64>().ok()).sum()
}

/// Copies a closed database, the copy on disk before the run begins.
///
/// # Errors
/// When a log stands beside the file, or the disk fails.
pub(crate) fn copy_database(from: &Path, to: &Path) -> anyhow::Result<()> {
    remove_database(to)?;
    let log = from.with_extension("db-wal");
    let rest = fs::metadata(&log).map_or(0, |log| log.len());
    anyhow::ensure!(rest == 0, "{} holds {rest} bytes", log.display());
    fs::copy(from, to)?;
    File::open(to)?.sync_all()?;
    Ok(())
}

/// Removes a database and what SQLite keeps beside it.
///
/// # Errors
/// When a file cannot be removed.
pub(crate) fn remove_database(file: &Path) -> anyhow::Result<()> {
    for extension in ["db", "db-wal", "db-shm"] {
        let path = file.with_extension(extension);
        if path.exists() {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_behind_any_name() {
        let line = "42 (a) lane) S 1 2 3 4 5 6 7 8 9 10 250 31 0 0 20 0 1 0 100 200 300";
        assert_eq!(ticks_of(line), Some(281));
        assert_eq!(ticks_of("42 (a"), None);
    }

    #[test]
    fn this_program_has_used_time_and_has_no_lanes() {
        let begun = Instant::now();
        let mut sum = 0_u64;
        while begun.elapsed() < Duration::from_millis(60) {
            sum = sum.wrapping_mul(31).wrapping_add(7);
        }
        assert_ne!(std::hint::black_box(sum), 1);
        let own = std::process::id();
        assert!(time_of(own).expect("times") > Duration::ZERO);
        assert_eq!(time_of_lanes(own).expect("threads"), None);
    }

    #[test]
    fn every_commit_is_counted() {
        let path = std::env::temp_dir().join(format!("perhead-bench-{}.db", std::process::id()));
        let database = rusqlite::Connection::open(&path).expect("a database");
        database.execute_batch("pragma journal_mode = wal; create table t (n)").expect("a table");
        let before = commits(&path).expect("a log");
        for number in 0..5 {
            database.execute("insert into t values (?1)", [number]).expect("a row");
        }
        assert_eq!(commits(&path).expect("a log") - before, 5);
        drop(database);
        remove_database(&path).expect("removed");
    }
}
