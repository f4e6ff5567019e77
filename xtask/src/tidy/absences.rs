//! What must not stand in the source of a crate: each crate's invariants, stated as absences.
//!
//! A manifest cannot show that the core reads no clock, since clocks come with the language. So
//! the paths and types that would break a crate's promise are looked for in its code.

use super::Breach;
use super::source::Source;
use super::words;

/// What one crate must not contain, with what to do instead.
struct Absence {
    krate: &'static str,
    phrases: &'static [&'static str],
    instead: &'static str,
}

const ABSENCES: &[Absence] = &[
    Absence {
        krate: "domain",
        phrases: &["std::time", "core::time", "SystemTime", "Instant::now"],
        instead: "take the time from `Moment`; the core never asks a clock",
    },
    Absence {
        krate: "domain",
        phrases: &["std::fs", "std::net", "std::io", "std::env", "std::process"],
        instead: "let the caller read or write and hand in the value; the core does no I/O",
    },
    Absence {
        krate: "domain",
        // Rows are shared by `std::sync::Arc`, which waits for nobody; nothing else of it may come.
        phrases: &[
            "std::thread",
            "std::sync::{",
            "std::sync::atomic",
            "std::sync::mpsc",
            "Mutex",
            "RwLock",
            "Condvar",
            "OnceLock",
            "LazyLock",
            "thread_local!",
            "async fn",
            "async move",
            ".await",
        ],
        instead: "keep the core single and synchronous; lanes of `desk` do the waiting",
    },
    Absence {
        krate: "domain",
        phrases: &["f32", "f64"],
        instead: "use `Money`, `Odds` or `Ratio`: integers and exact fractions only",
    },
    Absence {
        krate: "domain",
        phrases: &["HashMap", "HashSet"],
        instead: "use `BTreeMap`, `BTreeSet` or a sorted `Vec`: order is part of the result",
    },
    Absence {
        krate: "desk",
        phrases: &["HashMap", "HashSet"],
        instead: "use `BTreeMap`, `BTreeSet` or a sorted `Vec`: order is part of the result",
    },
    Absence {
        krate: "desk",
        phrases: &["serde", "serde_json", "tokio", "axum", "rusqlite", "tokio_postgres"],
        instead: "speak through the port traits; the leaves know drivers, JSON and HTTP",
    },
    Absence {
        krate: "desk",
        phrases: &["async fn", "async move", ".await"],
        instead: "a lane is a thread: keep it synchronous and let the leaf wait in its own way",
    },
    Absence {
        krate: "store",
        phrases: &["axum", "utoipa", "StatusCode"],
        instead: "return the store's own error; `api` decides what HTTP says",
    },
    Absence {
        krate: "feeds",
        phrases: &["rusqlite", "tokio_postgres", "axum", "std::fs", "std::net"],
        instead: "parse text that the caller read into commands that the caller gives the desk",
    },
    Absence {
        krate: "api",
        phrases: &["rusqlite", "tokio_postgres"],
        instead: "read through `Views` and write through the desk; only `store` knows drivers",
    },
];

/// The breaches in one file. Tests of a crate keep its promises too.
pub(super) fn breaches(source: &Source) -> Vec<Breach> {
    let Some(krate) = source.crate_name() else {
        return Vec::new();
    };
    if !source.path.starts_with(&format!("crates/{krate}/src/")) {
        return Vec::new();
    }
    let imports = imports(&source.code);
    let mut found = Vec::new();
    for absence in ABSENCES.iter().filter(|absence| absence.krate == krate) {
        for phrase in absence.phrases {
            let mut lines = source.code_lines(phrase);
            lines.extend(grouped(&imports, phrase));
            lines.sort_unstable();
            lines.dedup();
            let words = format!("`{phrase}` must not stand in `{krate}`: {}", absence.instead);
            found.extend(lines.into_iter().map(|line| Breach::new(&source.path, line, &*words)));
        }
    }
    found
}

/// One imported path, written out, and its line.
#[derive(Debug, PartialEq, Eq)]
struct Import {
    line: usize,
    path: String,
}

/// Lines of imports that reach a path through braces, as in `use std::{fs, time::Duration}`.
fn grouped<'a>(imports: &'a [Import], phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    imports.iter().filter(|import| words::has(&import.path, phrase)).map(|import| import.line)
}

/// Every `use` of a file, braces multiplied out.
fn imports(code: &str) -> Vec<Import> {
    let mut found = Vec::new();
    for at in words::places(code, "use ") {
        let rest = &code[at + "use ".len()..];
        let Some(end) = rest.find(';') else { continue };
        let line = words::line_of(code, at);
        let tree: String = rest[..end].split_whitespace().collect::<Vec<_>>().join(" ");
        let mut paths = Vec::new();
        multiply_out("", &tree, &mut paths);
        found.extend(paths.into_iter().map(|path| Import { line, path }));
    }
    found
}

fn multiply_out(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    for branch in branches(tree) {
        match branch.split_once('{') {
            Some((before, inner)) => {
                let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
                multiply_out(&format!("{prefix}{}", before.trim()), inner, paths);
            }
            None if branch.is_empty() => {}
            None => paths.push(format!("{prefix}{branch}")),
        }
    }
}

/// Splits at the commas that stand in no braces.
fn branches(tree: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = tree.split(|character| {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    });
    parts.map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str, text: &str) -> Vec<(usize, String)> {
        let source = Source::read(path, text);
        breaches(&source).into_iter().map(|breach| (breach.line, breach.words)).collect()
    }

    #[test]
    fn the_core_stays_pure() {
        let samples = [
            "fn a() { let _ = std::fs::read(\"x\"); }",
            "use std::time::Duration;",
            "use std::{collections::BTreeMap, fs, time::{Duration, SystemTime}};",
            "fn a() { std::thread::spawn(b); }",
            "async fn a() {}",
            "fn a(x: f64) {}",
            "const A: f32 = 1.0;",
            "fn a() -> SystemTime { b() }",
            "use std::collections::HashMap;",
            "use std::collections::{BTreeMap, HashMap};",
        ];
        for sample in samples {
            assert!(!told("crates/domain/src/a.rs", sample).is_empty(), "{sample}");
        }
        let fine = "//! No f64, no std::fs.\nuse std::collections::BTreeMap;\nfn a() {}\n";
        assert!(told("crates/domain/src/a.rs", fine).is_empty());
        assert!(told("crates/perhead/src/a.rs", "use std::fs;").is_empty());
    }

    #[test]
    fn the_other_crates_keep_their_promises() {
        let samples = [
            ("crates/desk/src/a.rs", "use serde_json::Value;"),
            ("crates/desk/src/a.rs", "fn a() { tokio::spawn(b); }"),
            ("crates/desk/src/a.rs", "use std::collections::HashMap;"),
            ("crates/desk/src/a.rs", "async fn a() {}"),
            ("crates/store/src/a.rs", "use axum::Router;"),
            ("crates/feeds/src/a.rs", "fn a() { std::fs::read(b); }"),
            ("crates/api/src/a.rs", "use rusqlite::Connection;"),
            ("crates/api/src/a.rs", "fn a(b: tokio_postgres::Client) {}"),
        ];
        for (path, sample) in samples {
            assert!(!told(path, sample).is_empty(), "{path}: {sample}");
        }
        assert!(told("crates/store/src/a.rs", "use rusqlite::Connection;").is_empty());
    }

    #[test]
    fn a_breach_names_the_line_once() {
        let found = told("crates/domain/src/a.rs", "\n\nuse std::fs;\n");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, 3);
        assert!(found[0].1.contains("does no I/O"), "{found:?}");
    }

    #[test]
    fn imports_are_multiplied_out() {
        let paths: Vec<String> = imports("use a::{b, c::{d, self}, e as f};\nuse g;\n")
            .into_iter()
            .map(|import| import.path)
            .collect();
        assert_eq!(paths, ["a::b", "a::c::d", "a::c::self", "a::e as f", "g"]);
    }
}
