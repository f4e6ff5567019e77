//! Things that start small and only grow, so none is let in: silenced lints, unfinished places,
//! tests that do not run and tests that wait.

use super::Breach;
use super::source::Source;
use super::words;

/// Something that must not stand in Rust code, anywhere or only in tests.
struct Refused {
    phrase: &'static str,
    only_in_tests: bool,
    instead: &'static str,
}

const REPAIR: &str = "finish it now, or leave the whole thing out";
const RUN_IT: &str = "make it fast and sure enough to run every time, or delete it";
const NO_WAIT: &str = "wait for the thing itself: a channel, a reply, an event, a stepped clock";

const IN_RUST: &[Refused] = &[
    Refused {
        phrase: "#[allow(",
        only_in_tests: false,
        instead: "write `#[expect(lint, reason = \"...\")]`, which speaks up once it is needless",
    },
    Refused {
        phrase: "#![allow(",
        only_in_tests: false,
        instead: "write `#[expect(lint, reason = \"...\")]` at the one place that needs it",
    },
    Refused { phrase: "todo!", only_in_tests: false, instead: REPAIR },
    Refused { phrase: "unimplemented!", only_in_tests: false, instead: REPAIR },
    Refused { phrase: "#[ignore", only_in_tests: false, instead: RUN_IT },
    Refused {
        phrase: "#[should_panic",
        only_in_tests: false,
        instead: "return an error and compare it; a panic anywhere would pass this test",
    },
    Refused { phrase: "thread::sleep", only_in_tests: true, instead: NO_WAIT },
    Refused { phrase: "time::sleep", only_in_tests: true, instead: NO_WAIT },
    Refused {
        phrase: "SystemTime::now",
        only_in_tests: true,
        instead: "hand in a fixed time: a test must say the same tomorrow",
    },
];

const IN_WEB: &[(&str, &str)] = &[
    ("@ts-ignore", "mend the type, or write `@ts-expect-error` with the reason"),
    ("@ts-nocheck", "mend the types"),
    ("waitForTimeout(", NO_WAIT),
    ("test.skip(", RUN_IT),
    ("it.skip(", RUN_IT),
    ("describe.skip(", RUN_IT),
    ("test.todo(", REPAIR),
    ("it.todo(", REPAIR),
    ("test.only(", "run all of them: the others would be left out in silence"),
    ("it.only(", "run all of them: the others would be left out in silence"),
    ("describe.only(", "run all of them: the others would be left out in silence"),
];

/// Notes that promise work instead of doing it.
const NOTES: &[&str] = &["TODO", "FIXME"];

/// The breaches in a Rust file.
pub(super) fn of_rust(source: &Source) -> Vec<Breach> {
    let mut found = Vec::new();
    for refused in IN_RUST {
        for line in source.code_lines(refused.phrase) {
            if refused.only_in_tests && !source.is_test(line) {
                continue;
            }
            let place = if refused.only_in_tests { " in a test" } else { "" };
            let words = format!("`{}`{place}: {}", refused.phrase, refused.instead);
            found.push(Breach::new(&source.path, line, words));
        }
    }
    found.extend(notes(&source.path, &source.code));
    found.extend(notes(&source.path, &source.comments));
    found
}

/// The breaches in TypeScript, JavaScript or a style sheet.
pub(super) fn of_web(path: &str, text: &str) -> Vec<Breach> {
    let mut found = Vec::new();
    for (phrase, instead) in IN_WEB {
        for at in words::places(text, phrase) {
            let words = format!("`{phrase}`: {instead}");
            found.push(Breach::new(path, words::line_of(text, at), words));
        }
    }
    found
}

/// The breaches in any text.
pub(super) fn of_text(path: &str, text: &str) -> Vec<Breach> {
    notes(path, text)
}

fn notes(path: &str, text: &str) -> Vec<Breach> {
    let mut found = Vec::new();
    for note in NOTES {
        for at in words::places(text, note) {
            let words = format!("`{note}`: {REPAIR}; a wish belongs among the issues");
            found.push(Breach::new(path, words::line_of(text, at), words));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str, text: &str) -> Vec<String> {
        let source = Source::read(path, text);
        of_rust(&source).into_iter().map(|breach| breach.words).collect()
    }

    #[test]
    fn every_refusal_can_happen() {
        for refused in IN_RUST {
            let sample = format!("fn a() {{ {} }}\n", refused.phrase);
            let found = told("crates/api/tests/it/a.rs", &sample);
            assert!(found.len() == 1 && found[0].contains(refused.instead), "{sample}: {found:?}");
        }
        for (phrase, _) in IN_WEB {
            assert_eq!(of_web("web/tests/a.ts", &format!("  {phrase} x)\n")).len(), 1, "{phrase}");
        }
    }

    #[test]
    fn words_in_quotes_and_comments_are_no_code() {
        let fine = "// no #[ignore] here\nfn a() { b(\"todo!\"); }\n";
        assert!(told("crates/api/src/a.rs", fine).is_empty());
        assert!(told("crates/perhead/src/a.rs", "fn a() { thread::sleep(b); }").is_empty());
    }

    #[test]
    fn notes_are_found_in_every_kind_of_file() {
        let note = ["TO", "DO"].concat();
        assert_eq!(told("crates/api/src/a.rs", &format!("// {note}: b\n")).len(), 1);
        assert_eq!(of_text("docs/API.md", &format!("a\n{note} b\n"))[0].line, 2);
        assert!(of_text("docs/API.md", "todos are kept elsewhere\n").is_empty());
    }
}
