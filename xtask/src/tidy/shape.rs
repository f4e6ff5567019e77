//! Limits of size: files, lines and functions that one can read at a sitting.

use super::Breach;
use super::source::Source;
use super::words;

/// Longest file, in lines.
const FILE_LINES: usize = 500;
/// Longest line, in characters.
const LINE_COLUMNS: usize = 100;
/// Longest function outside tests, in lines with its signature and braces.
const FUNCTION_LINES: usize = 70;
/// How far into a file a mark may stand.
const MARK_WITHIN_LINES: usize = 12;

/// Marks of files that nobody edits by hand or that are one table of texts.
const MARKS: &[&str] = &["tidy: generated", "tidy: table", "auto-generated"];

/// The limits of a Rust file.
pub(super) fn of_rust(source: &Source) -> Vec<Breach> {
    let mut found = of_text(&source.path, &source.text);
    if !first_line(&source.text).starts_with("//!") {
        let words = "begin with `//!`: what this file decides, what it never does, who calls it";
        found.push(Breach::new(&source.path, 1, words));
    }
    found.extend(long_functions(source));
    found
}

/// The limits of any file that people write.
pub(super) fn of_text(path: &str, text: &str) -> Vec<Breach> {
    if is_marked(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let count = text.lines().count();
    if count > FILE_LINES {
        let words = format!(
            "{count} lines, at most {FILE_LINES}: split it where its parts do not know each other"
        );
        found.push(Breach::new(path, count, words));
    }
    for (number, line) in (1..).zip(text.lines()) {
        // The web's formatter may put its explicit blank behind a line that is full already.
        let columns = line.trim_end_matches("{' '}").chars().count();
        if columns > LINE_COLUMNS && !is_one_word(line) {
            let words = format!(
                "{columns} columns, at most {LINE_COLUMNS}: break the line, or mark a table of \
                 texts with a comment `tidy: table` at the top of its file"
            );
            found.push(Breach::new(path, number, words));
        }
    }
    found
}

fn long_functions(source: &Source) -> Vec<Breach> {
    let mut found = Vec::new();
    for at in words::places(&source.code, "fn ") {
        let line = words::line_of(&source.code, at);
        if source.is_test(line) {
            continue;
        }
        let rest = &source.code[at..];
        let body = match (rest.find('{'), rest.find(';')) {
            (Some(open), semicolon) if semicolon.is_none_or(|semicolon| open < semicolon) => {
                words::inside(rest, open, ('{', '}')).map(|body| &rest[..=open + body.len()])
            }
            _ => None,
        };
        let lines = body.map_or(0, |body| body.matches('\n').count() + 1);
        if lines > FUNCTION_LINES {
            let words = format!(
                "a function of {lines} lines, at most {FUNCTION_LINES}: keep the branches here \
                 and name the parts that do one thing"
            );
            found.push(Breach::new(&source.path, line, words));
        }
    }
    found
}

fn is_marked(text: &str) -> bool {
    text.lines().take(MARK_WITHIN_LINES).any(|line| MARKS.iter().any(|mark| line.contains(mark)))
}

fn first_line(text: &str) -> &str {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default()
}

/// A line that cannot be broken: one word, as an address in a comment is.
fn is_one_word(line: &str) -> bool {
    let is_sign = |character| matches!(character, '/' | '*' | '!' | '-' | '#' | ' ' | '<' | '>');
    !line.trim_start_matches(is_sign).trim_end().contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(usize, String)> {
        let source = Source::read("crates/perhead/src/a.rs", text);
        of_rust(&source).into_iter().map(|breach| (breach.line, breach.words)).collect()
    }

    fn function(lines: usize) -> String {
        format!("//! A.\nfn a() {{\n{}}}\n", "    b();\n".repeat(lines - 2))
    }

    #[test]
    fn a_long_file_is_refused() {
        assert!(told(&format!("//! A.\n{}", "\n".repeat(499))).is_empty());
        let found = told(&format!("//! A.\n{}", "\n".repeat(500)));
        assert!(found.len() == 1 && found[0].1.starts_with("501 lines"), "{found:?}");
        assert!(told(&format!("//! A.\n// tidy: table\n{}", "\n".repeat(500))).is_empty());
    }

    #[test]
    fn a_wide_line_is_refused() {
        let wide = "a ".repeat(51);
        let found = told(&format!("//! A.\n// {wide}\n"));
        assert!(found.len() == 1 && found[0].0 == 2, "{found:?}");
        assert!(told(&format!("//! A.\n// https://{}\n", "a".repeat(120))).is_empty());
        assert!(told(&format!("//! A.\n// {}\n", "é".repeat(97))).is_empty());
        assert!(of_text("web/a.tsx", &format!("{}b{{' '}}\n", "a ".repeat(49))).is_empty());
    }

    #[test]
    fn a_long_function_is_refused() {
        assert!(told(&function(70)).is_empty());
        let found = told(&function(71));
        assert!(found.len() == 1 && found[0].1.contains("71 lines"), "{found:?}");
        let in_tests = function(90).replace("fn a", "#[cfg(test)]\nfn a");
        assert!(told(&in_tests).is_empty());
        assert!(told("//! A.\ntrait A {\n    fn a(&self);\n    fn b(&self) {}\n}\n").is_empty());
    }

    #[test]
    fn a_file_without_its_purpose_is_refused() {
        let found = told("use a;\n");
        assert!(found.len() == 1 && found[0].1.contains("what this file decides"), "{found:?}");
    }
}
