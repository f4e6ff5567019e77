//! Names that say nothing: they are refused for files and for what Rust code declares.
//!
//! `handle` is money wagered in this field. As a verb or a kind of thing it is refused, as the
//! name of a sum it is right; fields and variables are therefore not looked at.

use super::Breach;
use super::source::Source;
use super::words;

/// Words that could stand in front of anything, and so tell nothing.
const EMPTY_WORDS: &[&str] = &[
    "manager",
    "managers",
    "service",
    "services",
    "helper",
    "helpers",
    "util",
    "utils",
    "common",
    "process",
    "processor",
    "handler",
    "handlers",
    "data",
    "info",
    "misc",
];

/// Providers whose own name holds such a word.
const PROVIDERS: &[[&str; 2]] = &[["football", "data"], ["tennis", "data"]];

const DECLARING: &[&str] =
    &["fn", "struct", "enum", "trait", "mod", "type", "const", "static", "union", "macro_rules!"];

/// The breaches in a path: every folder and the file's name without its endings.
pub(super) fn of_path(path: &str) -> Vec<Breach> {
    let mut found = Vec::new();
    for part in path.split('/') {
        let stem = part.trim_start_matches('.').split('.').next().unwrap_or_default();
        if let Some(word) = empty_word(stem).or_else(|| (stem == "handle").then_some("handle")) {
            found.push(Breach::new(path, 1, refusal(word, part)));
        }
    }
    found
}

/// The breaches among a file's declarations.
pub(super) fn of_rust(source: &Source) -> Vec<Breach> {
    let mut found = Vec::new();
    for keyword in DECLARING {
        for at in words::places(&source.code, keyword) {
            let Some(name) = declared_name(&source.code[at + keyword.len()..]) else {
                continue;
            };
            let word = empty_word(name).or_else(|| wrong_handle(keyword, name));
            if let Some(word) = word {
                let line = words::line_of(&source.code, at);
                found.push(Breach::new(&source.path, line, refusal(word, name)));
            }
        }
    }
    found
}

fn refusal(word: &str, name: &str) -> String {
    format!("`{name}`: `{word}` could stand before anything; say what it decides, keeps or does")
}

/// The name after a declaring keyword; none where the keyword stands in another role, as `fn(`
/// in a type or `const {`.
fn declared_name(rest: &str) -> Option<&str> {
    let name = rest.strip_prefix(' ')?.trim_start();
    let name = name.strip_prefix("mut ").unwrap_or(name);
    let end = name.find(|c: char| !words::is_in_word(c)).unwrap_or(name.len());
    (end > 0).then_some(&name[..end])
}

fn empty_word(name: &str) -> Option<&'static str> {
    let mut parts = parts(name);
    for provider in PROVIDERS {
        if let Some(at) = parts.windows(2).position(|pair| pair == provider) {
            parts.drain(at..at + 2);
        }
    }
    EMPTY_WORDS.iter().copied().find(|word| parts.iter().any(|part| part == word))
}

/// `fn handle_request` and `struct LaneHandle` are refused, `fn day_handle` is a sum of money.
fn wrong_handle(keyword: &str, name: &str) -> Option<&'static str> {
    let parts = parts(name);
    let is_handle = |part: Option<&String>| part.is_some_and(|part| part == "handle");
    let refused = match keyword {
        "fn" => is_handle(parts.first()),
        "struct" | "enum" | "trait" | "type" | "union" => is_handle(parts.last()),
        _ => false,
    };
    refused.then_some("handle")
}

/// The words of a name in snake, kebab or camel case, in lower case.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before_is_lower = false;
    for character in name.chars() {
        let starts_word = character.is_uppercase() && before_is_lower;
        if starts_word || !character.is_alphanumeric() {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| character.is_alphanumeric()) {
            part.extend(character.to_lowercase());
        }
        before_is_lower = character.is_lowercase() || character.is_numeric();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let source = Source::read("crates/api/src/a.rs", text);
        of_rust(&source).into_iter().map(|breach| breach.words).collect()
    }

    #[test]
    fn empty_names_of_declarations_are_refused() {
        let samples = [
            "struct WagerManager;",
            "trait TicketService {}",
            "mod utils;",
            "fn process_wager() {}",
            "fn handle_request() {}",
            "struct LaneHandle;",
            "enum EventHandler {}",
            "const USER_DATA: u8 = 1;",
            "struct FootballDataService;",
            "type UserInfo = u8;",
            "macro_rules! test_helper {}",
            "static mut COMMON: u8 = 1;",
        ];
        for sample in samples {
            assert_eq!(told(sample).len(), 1, "{sample}");
        }
    }

    #[test]
    fn full_names_are_fine() {
        let samples = [
            "struct Database { data: u8, handle: u8 }",
            "fn day_handle() {}",
            "struct Reprocessed;",
            "fn a(b: fn(u8) -> u8, c: JoinHandle<()>) { std::process::exit(1) }",
            "fn metadata() {}",
            "mod football_data;",
            "tracing::info!(\"x\");",
        ];
        for sample in samples {
            assert!(told(sample).is_empty(), "{sample}: {:?}", told(sample));
        }
    }

    #[test]
    fn empty_names_of_files_are_refused() {
        for path in ["crates/api/src/utils.rs", "web/shared/helpers/a.ts", "a/wager-service.ts"] {
            assert_eq!(of_path(path).len(), 1, "{path}");
        }
        for path in ["crates/api/src/board.rs", "web/tests/fake/server.mjs", ".ci/run"] {
            assert!(of_path(path).is_empty(), "{path}");
        }
    }

    #[test]
    fn names_fall_into_words() {
        assert_eq!(parts("HTTPInfo2Test"), ["httpinfo2", "test"]);
        assert_eq!(parts("PlayerInfo"), ["player", "info"]);
        assert_eq!(parts("user_data-x"), ["user", "data", "x"]);
    }
}
