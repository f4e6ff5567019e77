//! Every key of a book table starts with `book_id`, so that an engine that shards by book keeps a
//! book together. Read from the migrations as they are applied, in order.

use std::collections::BTreeMap;
use std::path::Path;

/// Tables that all books share. They have no `book_id`, or only name a book.
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

/// What the migrations say of one table.
#[derive(Debug, Default)]
struct Table {
    columns: Vec<String>,
    primary: Option<Vec<String>>,
    /// Further indexes, unique or not.
    indexes: Vec<Vec<String>>,
}

fn migrations() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of migrations")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let read = |path: &_| std::fs::read_to_string(path).expect("a readable migration");
    files.iter().map(read).collect::<Vec<_>>().join("\n")
}

/// Statements without comments and line breaks.
fn statements(text: &str) -> Vec<String> {
    let without_comments: Vec<&str> =
        text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    without_comments
        .join(" ")
        .split(';')
        .map(|statement| statement.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|statement| !statement.is_empty())
        .collect()
}

/// The names in the brackets that follow `before`.
fn list_after(text: &str, before: &str) -> Option<Vec<String>> {
    let rest = text.split_once(before)?.1.split_once('(')?.1;
    let inside = rest.split_once(')')?.0;
    Some(inside.split(',').map(|name| name.trim().to_owned()).collect())
}

fn tables(text: &str) -> BTreeMap<String, Table> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for statement in statements(text) {
        if let Some(rest) = statement.strip_prefix("create table ") {
            let (name, body) = rest.split_once(" (").expect("a table has a body");
            let columns = body.split(',').filter_map(|part| part.trim().split_once(' '));
            let typed = columns.filter(|(_, rest)| {
                ["bigint", "text", "bytea"].iter().any(|kind| rest.starts_with(kind))
            });
            let table = Table {
                columns: typed.map(|(column, _)| column.to_owned()).collect(),
                primary: list_after(body, "primary key"),
                indexes: Vec::new(),
            };
            assert!(!body.contains("references"), "{name}: no key points to another table");
            assert!(!body.contains(" unique"), "{name}: unique keys are indexes with a name");
            assert!(tables.insert(name.to_owned(), table).is_none(), "{name} is made twice");
        } else if ["drop index ", "update ", "insert into "]
            .iter()
            .any(|one| statement.starts_with(one))
        {
            // An index that goes breaks no key, and rows that are filled in change none.
        } else if let Some((_, rest)) = statement.split_once("index ") {
            let (_, on) = rest.split_once(" on ").expect("an index is on a table");
            let name = on.split([' ', '(']).next().expect("a name");
            let columns = list_after(on, name).expect("an index has columns");
            tables.get_mut(name).expect("its table comes first").indexes.push(columns);
        } else if let Some((name, column)) =
            statement.strip_prefix("alter table ").and_then(|rest| rest.split_once(" add column "))
        {
            let column = column.split(' ').next().expect("a column has a name");
            let table = tables.get_mut(name).expect("its table comes first");
            table.columns.push(column.to_owned());
        } else {
            panic!("this test does not know what `{statement}` does to keys");
        }
    }
    tables
}

fn breaches(tables: &BTreeMap<String, Table>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, table) in tables {
        let Some(primary) = &table.primary else {
            found.push(format!("{name} has no primary key"));
            continue;
        };
        if CATALOGUE.contains(&name.as_str()) {
            continue;
        }
        if table.columns.first().is_none_or(|first| first != "book_id") {
            found.push(format!("{name} is no table of the catalogue and has no book_id first"));
        }
        for key in table.indexes.iter().chain([primary]) {
            if key.first().is_none_or(|first| first != "book_id") {
                found.push(format!("{name}: the key {key:?} does not start with book_id"));
            }
        }
    }
    found
}

#[test]
fn every_key_of_a_book_table_starts_with_the_book() {
    let tables = tables(&migrations());
    assert!(tables.len() >= 32, "only {} tables were read", tables.len());
    for name in CATALOGUE {
        assert!(tables.contains_key(name), "{name} is no table any more");
    }
    let found = breaches(&tables);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_key_without_the_book_is_found() {
    let wrong = [
        "create table a (book_id bigint not null, id bigint not null, primary key (id));",
        "create table a (id bigint not null, book_id bigint not null, primary key (book_id, id));",
        "create table a (book_id bigint not null, id bigint not null);",
        "create table a (book_id bigint not null, b text not null, primary key (book_id));
         create unique index a_by_b on a (b);",
    ];
    for text in wrong {
        assert_eq!(breaches(&tables(text)).len(), 1, "{text}");
    }
    let right = "create table a (book_id bigint not null, b text, primary key (book_id, b));
                 create index a_by_b on a (book_id, b); -- create table b (id bigint);";
    assert!(breaches(&tables(right)).is_empty());
}
