//! Every file of `tests/scenarios`, on every stage. All stages must agree with the file; the core
//! alone and SQLite must also end with the same rows and the same hash chain.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use desk::port::Views;
use domain::id::BookId;
use domain::rejection::Code;
use domain::working::Working;
use perhead::check::{books, check_book};
use perhead::clock::FastClock;
use store::Database;

use crate::play::{BEGIN, play};
use crate::script::{Step, read};
use crate::stage::desk_stage::DeskStage;
use crate::stage::http::HttpStage;
use crate::stage::memory::SharedShelf;
use crate::stage::sqlite::SqliteHouse;

/// A scenario and its name.
struct Scenario {
    name: String,
    steps: Vec<Step>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios")
}

/// All files, or those whose name holds `PERHEAD_SCENARIO`.
fn scenarios() -> Vec<Scenario> {
    let wanted = std::env::var("PERHEAD_SCENARIO").unwrap_or_default();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("the folder of scenarios")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    let named = paths.into_iter().filter_map(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        name.contains(&wanted).then_some((name, path))
    });
    let read_one = |(name, path): (String, PathBuf)| {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let steps = read(&name, &text).unwrap_or_else(|error| panic!("{error}"));
        Scenario { name, steps }
    };
    let found: Vec<Scenario> = named.map(read_one).collect();
    assert!(!found.is_empty(), "no scenario is called {wanted}");
    found
}

/// Plays every scenario and tells all that failed at once.
fn play_all(play_one: impl Fn(&Scenario) -> Result<(), String>) {
    let failed: Vec<String> =
        scenarios().iter().filter_map(|scenario| play_one(scenario).err()).collect();
    assert!(failed.is_empty(), "{} scenarios fail\n{}", failed.len(), failed.join("\n"));
}

/// Every book of a database is clean.
pub(crate) fn demand_clean(database: &Database) -> Result<(), String> {
    for (book, slug) in books(database).map_err(|error| error.to_string())? {
        for finding in check_book(database, book).map_err(|error| error.to_string())? {
            if finding.difference.is_some() {
                return Err(format!("check of {slug}: {finding}"));
            }
        }
    }
    Ok(())
}

/// Both stores hold the same: each row in memory, each head with its hash chain.
pub(crate) fn demand_equal(memory: &SharedShelf, database: &Database) -> Result<(), String> {
    let shelf = memory.open();
    let mut working = Working::new();
    let shared: Vec<_> = shelf.catalogue.keys().cloned().collect();
    database.load(BookId::PLATFORM, &shared, &mut working).map_err(|error| error.to_string())?;
    for (key, row) in &shelf.catalogue {
        if working.peek(key) != Some(row) {
            return Err(format!("{key:?}: memory has {row:?}, SQLite {:?}", working.peek(key)));
        }
    }
    for (book, rows) in &shelf.books {
        let mut working = Working::new();
        let keys: Vec<_> = rows.keys().cloned().collect();
        database.load(*book, &keys, &mut working).map_err(|error| error.to_string())?;
        for (key, row) in rows {
            if working.peek(key) != Some(row) {
                return Err(format!("{key:?}: memory {row:?}, SQLite {:?}", working.peek(key)));
            }
        }
        let head = database.head(*book).map_err(|error| error.to_string())?;
        if shelf.heads.get(book) != Some(&head) {
            return Err(format!(
                "{book:?}: heads differ: {:?} and {head:?}",
                shelf.heads.get(book)
            ));
        }
    }
    Ok(())
}

#[test]
fn every_scenario_holds_on_the_core_and_on_sqlite_and_both_end_alike() {
    play_all(|Scenario { name, steps }| {
        let (memory, clock) = (SharedShelf::default(), FastClock::new(BEGIN, 0));
        let mut core = DeskStage::start(&clock, memory.writer(), memory.clone());
        play(name, steps, &clock, &mut core).map_err(|what| format!("core {what}"))?;
        core.end();
        let (house, clock) = (SqliteHouse::create(), FastClock::new(BEGIN, 0));
        let writer = house.database.writer().expect("a writer");
        let mut sqlite = DeskStage::start(&clock, writer, house);
        play(name, steps, &clock, &mut sqlite).map_err(|what| format!("sqlite {what}"))?;
        let house = sqlite.end();
        demand_clean(&house.database).map_err(|what| format!("sqlite {name}: {what}"))?;
        demand_equal(&memory, &house.database).map_err(|what| format!("{name}: {what}"))
    });
}

#[test]
fn every_scenario_holds_over_http() {
    play_all(|Scenario { name, steps }| {
        let clock = FastClock::new(BEGIN, 0);
        let mut stage = HttpStage::start(&clock);
        let books = play(name, steps, &clock, &mut stage);
        stage.demand_statements(&books.map_err(|what| format!("http {what}"))?);
        let database = &stage.server.installation.database;
        demand_clean(database).map_err(|what| format!("http {name}: {what}"))
    });
}

#[test]
fn every_code_is_met_by_a_scenario() {
    let met: BTreeSet<String> = scenarios()
        .into_iter()
        .flat_map(|scenario| scenario.steps)
        .filter_map(|step| step.refused.map(|refused| refused.code))
        .collect();
    let all = Code::ALL.iter().map(|(_, text)| *text);
    let unmet: Vec<&str> = all.filter(|text| !met.contains(*text)).collect();
    assert!(unmet.is_empty(), "no scenario is refused as {unmet:?}");
}
