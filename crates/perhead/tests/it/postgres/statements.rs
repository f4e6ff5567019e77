//! The statements that really reach the server, read from its log, against the rules that let an
//! engine shard by book: each names its one book, for every table and inside every subquery.

use std::collections::BTreeSet;
use std::time::Duration;

use perhead::clock::FastClock;
use serde_json::Value;
use store::Database;

use super::cluster::{name_of, shared};
use super::patience::wait_for;
use super::questions::answers_of;
use super::season::play_season;
use crate::play::BEGIN;
use crate::stage::desk_stage::{call_all, start_desk};

/// Tables that all books share.
const CATALOGUE: [&str; 9] = [
    "fixture",
    "host",
    "league",
    "line_move",
    "listing",
    "market",
    "score_report",
    "team",
    "tenant",
];

/// What no statement may say, beside what the house rules refuse in the source.
const NEVER: [&str; 8] = [
    "book_id = any",
    "book_id in (",
    "merge into",
    "as (insert",
    "as (update",
    "grouping sets",
    "random(",
    "skip locked",
];

/// The one question over all books: how far each has come.
const OVER_ALL_BOOKS: &str = "select h.book_id, h.sequence from book_head h order by h.book_id";

/// Words that may follow a table's name and are no alias of it.
const NO_ALIAS: [&str; 12] = [
    "where", "join", "on", "order", "group", "limit", "for", "set", "select", "values", "left",
    "union",
];

fn book_tables() -> impl Iterator<Item = &'static str> {
    Database::tables().filter(|table| !CATALOGUE.contains(table))
}

/// Every distinct statement that a season and all questions sent, in lower case, blanks single.
fn statements() -> BTreeSet<String> {
    let address = shared().database();
    let name = name_of(&address);
    shared().ask("postgres", &format!("alter database {name} set log_statement = 'all'"));
    let database = store::open(&address).expect("the database opens");
    let clock = FastClock::new(BEGIN, 0);
    let desk = start_desk(&clock, database.writer().expect("a writer"));
    play_season(1, &clock, &mut |commands| call_all(&desk, commands));
    desk.stop();
    answers_of(&database);
    shared().ask(name, "select 'the end of the statements'");
    let is_written = || shared().records().contains("the end of the statements").then_some(());
    wait_for("the log", Duration::from_secs(20), is_written);
    of_records(&shared().records(), name)
}

fn of_records(records: &str, database: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in records.lines() {
        let Ok(record) = serde_json::from_str::<Value>(line) else { continue };
        let message = record["message"].as_str().unwrap_or_default();
        let Some((kind, text)) = message.split_once(": ") else { continue };
        let ours = record["dbname"] == database && record["user"] != "admin";
        let text = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        // A migration runs once, over all books, before anything is sharded.
        let is_migration = text.contains("create table ") || text.contains("alter table ");
        if ours && !is_migration && (kind == "statement" || kind.starts_with("execute ")) {
            found.insert(text);
        }
    }
    found
}

/// The words of a statement, brackets and commas apart.
fn words(sql: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in sql.split(' ') {
        let mut rest = word;
        while let Some(at) = rest.find(['(', ')', ',', ';']) {
            words.extend([&rest[..at], &rest[at..=at]].into_iter().filter(|one| !one.is_empty()));
            rest = &rest[at + 1..];
        }
        words.extend(Some(rest).filter(|rest| !rest.is_empty()));
    }
    words
}

/// The tables that a statement reads or changes, each with its alias.
fn named_tables<'s>(words: &[&'s str]) -> Vec<(&'s str, &'s str)> {
    let naming = ["from", "join", "into", "update"];
    let places = words.windows(2).enumerate().filter(|(_, pair)| naming.contains(&pair[0]));
    let named = places.filter(|(_, pair)| book_tables().any(|table| table == pair[1]));
    named
        .map(|(at, pair)| {
            let after = words.get(at + 2).copied().unwrap_or_default();
            let is_alias = after.chars().all(|one| one.is_alphanumeric()) && !after.is_empty();
            let alias = if is_alias && !NO_ALIAS.contains(&after) { after } else { pair[1] };
            (pair[1], alias)
        })
        .collect()
}

/// What is wrong with a statement.
fn breaches(sql: &str) -> Vec<String> {
    if sql == OVER_ALL_BOOKS {
        return Vec::new();
    }
    let mut found: Vec<String> =
        NEVER.iter().filter(|words| sql.contains(**words)).map(|one| (*one).to_owned()).collect();
    let words = words(sql);
    if sql.starts_with("insert into ") {
        let (_, table) = sql.split_at("insert into ".len());
        let table = table.split(' ').next().unwrap_or_default();
        let of_book = book_tables().any(|one| one == table);
        let first = sql.contains(" values ($1") || sql.contains(" select cast($1 as bigint)");
        let named = sql.contains(&format!("insert into {table} (book_id"));
        if of_book && !(first && named) {
            found.push(format!("{table}: $1 is not the book"));
        }
        if of_book && sql.contains("set book_id") {
            found.push(format!("{table}: a row moves to another book"));
        }
        return found;
    }
    for (table, alias) in named_tables(&words) {
        let own = format!("{alias}.book_id = ");
        let bare = alias == table && sql.contains("where book_id = $1");
        let tied = sql.contains(&own) || sql.contains(&format!(".book_id = {alias}.book_id"));
        if !bare && !tied {
            found.push(format!("{table} {alias} is not tied to a book"));
        }
    }
    found.extend(open_subqueries(sql).map(|inside| format!("no book inside ({inside})")));
    if !named_tables(&words).is_empty() && !sql.contains("book_id = $1") {
        found.push("no statement without its book".to_owned());
    }
    found
}

/// Subqueries over tables of books that do not name the book themselves.
fn open_subqueries(sql: &str) -> impl Iterator<Item = &str> {
    sql.match_indices("(select ").filter_map(|(at, _)| {
        let mut depth = 0;
        let end = sql[at..].find(|one| {
            depth += i32::from(one == '(') - i32::from(one == ')');
            depth == 0
        })?;
        let inside = &sql[at + 1..at + end];
        let reads = !named_tables(&words(inside)).is_empty();
        (reads && !inside.contains("book_id = $1")).then_some(inside)
    })
}

#[test]
fn every_statement_names_its_one_book_and_every_table_is_written_and_read() {
    let statements = statements();
    assert!(statements.len() > 100, "only {} statements were seen", statements.len());
    let found: Vec<String> = statements
        .iter()
        .flat_map(|sql| breaches(sql).into_iter().map(move |what| format!("{what}\n    {sql}")))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    for table in Database::tables() {
        let written = format!("insert into {table} (");
        assert!(statements.iter().any(|sql| sql.starts_with(&written)), "{table} is not written");
        let read = [format!("from {table} "), format!("join {table} ")];
        let is_read = |sql: &String| read.iter().any(|read| sql.contains(read.as_str()));
        assert!(statements.iter().any(is_read), "{table} is not read");
    }
}

#[test]
fn a_statement_without_its_book_is_found() {
    let wrong = [
        "select t.id from ticket t where t.id = $1",
        "select t.id from ticket t join leg l on l.ticket_id = t.id where t.book_id = $1",
        "select t.id from ticket t where t.book_id = any($1)",
        "select t.id from ticket t where t.book_id = $1 and t.id in \
         (select l.ticket_id from leg l where l.fixture_id = $2)",
        "insert into ticket (id, book_id) values ($1, $2)",
        "insert into ticket (book_id, id) values ($1, $2) on conflict (id) do update \
         set book_id = excluded.book_id",
        "update ticket set state = $2 where id = $1",
        "select x.id from unnest(cast($2 as bigint[])) k(a) join ticket x on x.id = k.a where true",
    ];
    for sql in wrong {
        assert!(!breaches(sql).is_empty(), "{sql}");
    }
    let right = [
        "select f.id from fixture f where f.id = $1",
        "select ticket_id from ticket_on where book_id = $1 and fixture_id = $2",
        "select t.id from ticket t join leg l on l.book_id = t.book_id where t.book_id = $1",
        "insert into ticket (book_id, id) select cast($1 as bigint), u.* from unnest($2) u",
        "select s.a from (select b.amount as a from balance b where b.book_id = $1) s",
        "begin",
    ];
    for sql in right {
        assert!(breaches(sql).is_empty(), "{sql}: {:?}", breaches(sql));
    }
}
