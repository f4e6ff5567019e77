//! Where SQL may stand and what it may use.
//!
//! All SQL stands in `store`, as one text for both engines and in the subset that distributed
//! engines take as well. What only one engine knows is fenced into that engine's file.

use super::Breach;
use super::source::Source;
use super::words;

/// How a construct is recognised in SQL that is in lower case with single spaces.
enum Seen {
    /// These words, next to each other.
    Phrase(&'static str),
    /// These characters, wherever they stand.
    Part(&'static str),
    /// A call of this function with at least two arguments.
    CallOfTwo(&'static str),
    /// `::` before a type's name.
    Cast,
}

/// Who may use a construct after all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fence {
    Nobody,
    Postgres,
    Sqlite,
}

struct Construct {
    seen: Seen,
    fence: Fence,
    instead: &'static str,
}

const fn never(seen: Seen, instead: &'static str) -> Construct {
    Construct { seen, fence: Fence::Nobody, instead }
}

const fn fenced(seen: Seen, fence: Fence, instead: &'static str) -> Construct {
    Construct { seen, fence, instead }
}

const LOCK_ROWS: &str = "lock the book's row through the engine; guard other updates in `where`";
const OWN_TIME: &str = "pass the desk's time as a parameter: one clock for all";
const OWN_IDS: &str = "ids and numbers are made by the desk and passed as parameters";
const OWN_RULES: &str = "decide in `domain`; the database keeps rows and no behaviour";
const TWO_OF: &str = "write `case when a > b then a else b end`, which both engines read alike";
const LIFT: &str = "lift the value into a column of its own; JSON is stored and never searched";
const ONE_BOOK: &str = "one statement, one book: `book_id = $1`";
const UPSERT: &str = "write `insert .. on conflict .. do update`, which every engine takes";
const WRITE_APART: &str = "write in a statement of its own; no engine but one nests writes";

const CONSTRUCTS: &[Construct] = &[
    never(Seen::Part("advisory_lock"), LOCK_ROWS),
    never(Seen::Part("advisory_xact_lock"), LOCK_ROWS),
    never(Seen::Part("advisory_unlock"), LOCK_ROWS),
    never(Seen::Phrase("skip locked"), "take work by an update of a lease row"),
    fenced(Seen::Phrase("for update"), Fence::Postgres, LOCK_ROWS),
    fenced(Seen::Phrase("for no key update"), Fence::Postgres, LOCK_ROWS),
    fenced(Seen::Phrase("for share"), Fence::Postgres, LOCK_ROWS),
    never(Seen::Cast, "write `cast(x as type)`, which both engines read alike"),
    never(Seen::Phrase("now("), OWN_TIME),
    never(Seen::Phrase("clock_timestamp("), OWN_TIME),
    never(Seen::Phrase("current_timestamp"), OWN_TIME),
    never(Seen::Phrase("current_date"), OWN_TIME),
    never(Seen::Phrase("strftime("), OWN_TIME),
    never(Seen::Phrase("unixepoch("), OWN_TIME),
    never(Seen::Phrase("julianday("), OWN_TIME),
    never(Seen::Part("gen_random_uuid"), OWN_IDS),
    never(Seen::Phrase("random("), OWN_IDS),
    never(Seen::Phrase("randomblob("), OWN_IDS),
    never(Seen::Phrase("bigserial"), OWN_IDS),
    never(Seen::Phrase("smallserial"), OWN_IDS),
    never(Seen::Phrase("serial primary"), OWN_IDS),
    never(Seen::Phrase("serial not null"), OWN_IDS),
    never(Seen::Phrase("serial unique"), OWN_IDS),
    never(Seen::Phrase("autoincrement"), OWN_IDS),
    never(Seen::Phrase("as identity"), OWN_IDS),
    never(Seen::Part("nextval"), OWN_IDS),
    never(Seen::Phrase("create sequence"), OWN_IDS),
    never(Seen::Phrase("create trigger"), OWN_RULES),
    never(Seen::Phrase("create or replace"), OWN_RULES),
    never(Seen::Phrase("create function"), OWN_RULES),
    never(Seen::Phrase("create procedure"), OWN_RULES),
    never(Seen::Phrase("language plpgsql"), OWN_RULES),
    never(Seen::Phrase("deferrable"), OWN_RULES),
    never(Seen::Phrase("exclude using"), OWN_RULES),
    never(Seen::Phrase("temp table"), "pass rows as parameters"),
    never(Seen::Phrase("temporary table"), "pass rows as parameters"),
    never(Seen::Phrase("ilike"), "compare `lower(x) like lower($1)`"),
    never(Seen::Phrase("merge into"), UPSERT),
    never(Seen::Phrase("insert or replace"), UPSERT),
    never(Seen::Phrase("insert or ignore"), UPSERT),
    never(Seen::Phrase("truncate table"), "write `delete from`"),
    never(Seen::Phrase("json_extract"), LIFT),
    never(Seen::Phrase("json_each"), LIFT),
    never(Seen::Part("->>"), LIFT),
    never(Seen::CallOfTwo("max"), TWO_OF),
    never(Seen::CallOfTwo("min"), TWO_OF),
    never(Seen::Phrase("greatest("), TWO_OF),
    never(Seen::Phrase("least("), TWO_OF),
    never(Seen::Part("as (insert "), WRITE_APART),
    never(Seen::Part("as (update "), WRITE_APART),
    never(Seen::Part("as (delete "), WRITE_APART),
    never(Seen::Phrase("grouping sets"), "group once and add up in the view"),
    never(Seen::Phrase("group by rollup"), "group once and add up in the view"),
    never(Seen::Phrase("group by cube"), "group once and add up in the view"),
    never(Seen::Phrase("book_id = any"), ONE_BOOK),
    never(Seen::Phrase("book_id in ("), ONE_BOOK),
    never(Seen::Phrase("set book_id"), "a row never moves to another book"),
    fenced(Seen::Phrase("unnest("), Fence::Postgres, "use the engine's batch insert or keyed load"),
    fenced(Seen::Part("any($"), Fence::Postgres, "use the engine's keyed load"),
    fenced(Seen::Phrase("begin immediate"), Fence::Sqlite, "let the engine open the transaction"),
    fenced(Seen::Phrase("pragma"), Fence::Sqlite, "let the engine set up its connections"),
];

const TYPES: &[&str] = &[
    "bigint",
    "int",
    "int4",
    "int8",
    "integer",
    "smallint",
    "text",
    "uuid",
    "bytea",
    "boolean",
    "bool",
    "numeric",
    "json",
    "jsonb",
    "date",
    "timestamp",
    "timestamptz",
    "varchar",
];

/// Breaches in the quoted texts of a Rust file: SQL outside `store`, odd constructs inside it.
pub(super) fn in_rust(source: &Source) -> Vec<Breach> {
    let Some(krate) = source.crate_name() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for quoted in source.quoted.iter().filter(|quoted| !source.is_test(quoted.line)) {
        if krate == "store" {
            for words in refused(&normal(&quoted.text), fence_of(&source.path)) {
                found.push(Breach::new(&source.path, quoted.line, words));
            }
        } else if is_statement(&quoted.text) {
            let words = format!(
                "SQL in `{krate}`: put the statement into `store` and call it through a port"
            );
            found.push(Breach::new(&source.path, quoted.line, words));
        }
    }
    found
}

/// Breaches in a migration or any other file of SQL.
pub(super) fn in_file(path: &str, text: &str) -> Vec<Breach> {
    let mut found = Vec::new();
    // Statement by statement, so that a breach is told near its line.
    let mut line = 1;
    for statement in text.split_inclusive(';') {
        let blank = statement.len() - statement.trim_start().len();
        let begins = line + statement[..blank].matches('\n').count();
        let words = refused(&normal(&without_comments(statement)), fence_of(path));
        found.extend(words.into_iter().map(|words| Breach::new(path, begins, words)));
        line += statement.matches('\n').count();
    }
    found
}

/// The engine that a file belongs to, by its name.
fn fence_of(path: &str) -> Fence {
    if path.contains("/engine/postgres") || path.contains("/migrations/postgres/") {
        Fence::Postgres
    } else if path.contains("/engine/sqlite") || path.contains("/migrations/sqlite/") {
        Fence::Sqlite
    } else {
        Fence::Nobody
    }
}

fn refused(sql: &str, fence: Fence) -> Vec<String> {
    let seen = CONSTRUCTS.iter().filter(|construct| {
        let allowed = construct.fence != Fence::Nobody && construct.fence == fence;
        !allowed && stands_in(&construct.seen, sql)
    });
    seen.map(|construct| {
        let place = match construct.fence {
            Fence::Nobody => "is not portable",
            Fence::Postgres => "belongs in `engine/postgres`",
            Fence::Sqlite => "belongs in `engine/sqlite`",
        };
        format!("`{}` {place}: {}", name(&construct.seen), construct.instead)
    })
    .collect()
}

fn stands_in(seen: &Seen, sql: &str) -> bool {
    match seen {
        Seen::Phrase(phrase) => words::has(sql, phrase),
        Seen::Part(part) => sql.contains(part),
        Seen::CallOfTwo(function) => calls_with_two(sql, function),
        Seen::Cast => has_cast(sql),
    }
}

fn name(seen: &Seen) -> String {
    match seen {
        Seen::Phrase(words) | Seen::Part(words) => words.trim_end_matches('(').to_owned(),
        Seen::CallOfTwo(function) => format!("{function}(a, b)"),
        Seen::Cast => "::type".to_owned(),
    }
}

/// True for `max(a, b)`, not for the aggregate `max(a)` nor for `max(f(a, b))`.
fn calls_with_two(sql: &str, function: &str) -> bool {
    words::places(sql, function).any(|at| {
        let open = at + function.len();
        let is_call = sql[open..].starts_with('(');
        is_call && words::inside(sql, open, ('(', ')')).is_some_and(has_outer_comma)
    })
}

fn has_outer_comma(arguments: &str) -> bool {
    let mut depth = 0_usize;
    arguments.chars().any(|character| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    })
}

fn has_cast(sql: &str) -> bool {
    sql.match_indices("::").any(|(at, _)| {
        let after = &sql[at + 2..];
        let end = after.find(|c: char| !words::is_in_word(c)).unwrap_or(after.len());
        TYPES.contains(&&after[..end])
    })
}

/// Lower case, every run of white space one blank.
fn normal(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_comments(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// True for a text that is a statement. Prose begins with a capital, statements are in lower case
/// or all in capitals, so `Select a price from the board` is none.
fn is_statement(text: &str) -> bool {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let same_case = ["select", "insert", "update", "delete", "create", "drop", "alter", "with"]
        .iter()
        .any(|verb| words.starts_with(verb) || words.starts_with(&verb.to_uppercase()));
    let sql = words.to_lowercase();
    let selects = sql.starts_with("select ") && (sql.contains(" from ") || sql.len() < 12);
    let others = sql.starts_with("insert into ")
        || sql.starts_with("delete from ")
        || (sql.starts_with("update ") && sql.contains(" set "))
        || (sql.starts_with("with ") && sql.contains(" as (select "))
        || ["create table ", "create index ", "drop table ", "alter table "]
            .iter()
            .any(|start| sql.starts_with(start));
    same_case && (selects || others)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_store(path: &str, sql: &str) -> Vec<String> {
        let source = Source::read(path, &format!("const A: &str = \"{sql}\";"));
        in_rust(&source).into_iter().map(|breach| breach.words).collect()
    }

    #[test]
    fn every_construct_can_be_refused() {
        for construct in CONSTRUCTS {
            let sql = match construct.seen {
                Seen::Phrase(words) | Seen::Part(words) => format!("x {words} y"),
                Seen::CallOfTwo(function) => format!("select {function}(a, f(b))"),
                Seen::Cast => "select $1::bigint".to_owned(),
            };
            let told = in_store("crates/store/src/load.rs", &sql);
            assert!(told.iter().any(|words| words.contains(construct.instead)), "{sql}: {told:?}");
        }
    }

    #[test]
    fn an_engine_may_use_what_is_fenced_for_it() {
        let lock = "select 1 from book where book_id = $1 for update";
        assert_eq!(in_store("crates/store/src/load.rs", lock).len(), 1);
        assert_eq!(in_store("crates/store/src/engine/sqlite.rs", lock).len(), 1);
        assert!(in_store("crates/store/src/engine/postgres.rs", lock).is_empty());
        assert!(in_store("crates/store/src/engine/postgres/batch.rs", "unnest($1)").is_empty());
        assert!(in_store("crates/store/src/engine/sqlite.rs", "begin immediate").is_empty());
        let never = "select x from y for update skip locked";
        assert_eq!(in_store("crates/store/src/engine/postgres.rs", never).len(), 1);
    }

    #[test]
    fn portable_sql_is_fine() {
        let fine = [
            "select max(a), max(f(a, b)), cast($1 as bigint) from t where now_us > $2",
            "insert into t (a) values ($1) on conflict (a) do update set a = excluded.a",
            "update t set serialized = $1 where known = $2 returning a",
            "store::load failed",
        ];
        for sql in fine {
            let told = in_store("crates/store/src/load.rs", sql);
            assert!(told.is_empty(), "{sql}: {told:?}");
        }
    }

    #[test]
    fn a_continued_text_is_read_as_one() {
        let source =
            Source::read("crates/store/src/a.rs", "let a = \"select x \\\n    for \\\n update\";");
        assert_eq!(in_rust(&source).len(), 1);
        let in_tests = "#[cfg(test)]\nmod tests { const A: &str = \"for update\"; }";
        assert!(in_rust(&Source::read("crates/store/src/a.rs", in_tests)).is_empty());
    }

    #[test]
    fn statements_stand_only_in_the_store() {
        let statements = [
            "select a from b",
            "SELECT a FROM b",
            "insert into b (a) values (1)",
            "update b set a = 1",
            "delete from b",
            "with c as (select a from b) select a from c",
            "create table b (a bigint)",
            "select 1",
        ];
        for statement in statements {
            let told = in_store("crates/api/src/board.rs", statement);
            assert!(told.len() == 1 && told[0].contains("SQL in `api`"), "{statement}: {told:?}");
        }
        let prose = [
            "Select a price from the board",
            "select the legs of a parlay one by one",
            "update available",
            "with the book's own rules",
        ];
        for text in prose {
            assert!(in_store("crates/api/src/board.rs", text).is_empty(), "{text}");
        }
        assert!(in_store("bench/src/floor.rs", "select a from b").is_empty());
    }

    #[test]
    fn migrations_are_read_statement_by_statement() {
        let text = "-- ids are not serial primary keys\ncreate table a (b bigint);\n\n\
                    create table c (\n  d bigserial\n);\n";
        let found = in_file("crates/store/migrations/0001_start.sql", text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].line, 4);
        let trigger = "create trigger t after insert on a begin select 1; end;";
        assert_eq!(in_file("crates/store/migrations/0002_x.sql", trigger).len(), 1);
    }
}
