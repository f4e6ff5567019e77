//! PostgreSQL and SQLite told the same: every load along the way, every table and every reader's
//! answer at the end must be equal, whatever isolation the server is set to.

use std::collections::BTreeMap;
use std::path::Path;

use desk::port::Views as _;
use domain::command::Command;
use perhead::clock::FastClock;
use store::Database;

use super::cluster::{name_of, shared};
use super::questions::answers_of;
use super::season::play_season;
use super::tee::Tee;
use crate::play::{BEGIN, play};
use crate::scenarios::demand_clean;
use crate::script::read;
use crate::stage::desk_stage::{DeskStage, call_all, start_desk};
use crate::stage::sqlite::SqliteHouse;

/// What makes every transaction of a connection serializable unless it says otherwise.
pub(super) const SERIALIZABLE: &str = "?options=-c%20default_transaction_isolation%3Dserializable";

/// Both databases hold the same rows in every table; answers how many in each.
pub(super) fn demand_equal_dumps(one: &Database, other: &Database) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for table in Database::tables() {
        let (one, other) = (one.dump(table).expect("reads"), other.dump(table).expect("reads"));
        for (one, other) in one.iter().zip(&other) {
            assert_eq!(one, other, "{table}");
        }
        assert_eq!(one.len(), other.len(), "rows of {table}");
        counts.insert(table.to_owned(), one.len());
    }
    counts
}

/// Both databases answer every question alike.
fn demand_equal_answers(one: &Database, other: &Database) {
    let (one, other) = (answers_of(one), answers_of(other));
    one.demand_all_asked();
    for ((question, one), (same, other)) in one.told.iter().zip(&other.told) {
        assert_eq!(question, same, "the questions follow from the answers");
        assert_eq!(one, other, "{question}");
    }
    assert_eq!(one.told.len(), other.told.len());
    println!("{} answers are equal", one.told.len());
}

fn play_on_both(address: &str) {
    let (house, clock) = (SqliteHouse::create(), FastClock::new(BEGIN, 0));
    let database = store::open(address).expect("the database opens");
    let first = database.writer().expect("a writer");
    let second = house.database.writer().expect("a writer");
    let desk = start_desk(&clock, Box::new(Tee { first, second }));
    play_season(1, &clock, &mut |commands: Vec<Command>| call_all(&desk, commands));
    desk.stop();
    let counts = demand_equal_dumps(&database, &house.database);
    let empty: Vec<&String> = counts.iter().filter(|one| *one.1 == 0).map(|one| one.0).collect();
    assert!(empty.is_empty(), "the season writes nothing to {empty:?}");
    demand_equal_answers(&database, &house.database);
    demand_clean(&database).expect("clean on PostgreSQL");
    demand_clean(&house.database).expect("clean on SQLite");
}

#[test]
fn a_season_leaves_the_same_rows_and_answers_on_both_engines() {
    play_on_both(&shared().database());
}

#[test]
fn a_season_is_the_same_where_every_transaction_is_serializable() {
    let address = format!("{}{SERIALIZABLE}", shared().database());
    play_on_both(&address);
}

#[test]
fn an_empty_database_answers_alike_on_both_engines() {
    let database = store::open(&shared().database()).expect("the database opens");
    let house = SqliteHouse::create();
    assert!(database.tenants().expect("reads").is_empty());
    demand_equal_answers(&database, &house.database);
}

/// The scenarios say what must come out, and the two stores say the same at every step of them.
#[test]
fn every_scenario_is_played_alike_on_both_engines() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let files = std::fs::read_dir(folder).expect("the folder of scenarios");
    let mut paths: Vec<_> = files.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    assert!(!paths.is_empty());
    let address = shared().database();
    let database = store::open(&address).expect("the database opens");
    let all: Vec<&str> = Database::tables().collect();
    let empty = format!("truncate {}", all.join(", "));
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let steps = read(name, &text).unwrap_or_else(|error| panic!("{error}"));
        let (house, clock) = (SqliteHouse::create(), FastClock::new(BEGIN, 0));
        let first = database.writer().expect("a writer");
        let second = house.database.writer().expect("a writer");
        let mut stage = DeskStage::start(&clock, Box::new(Tee { first, second }), house);
        play(name, &steps, &clock, &mut stage).unwrap_or_else(|error| panic!("{error}"));
        demand_equal_dumps(&database, &stage.end().database);
        shared().ask(name_of(&address), &empty);
    }
}
