//! A Rust file taken apart: code, comments and the texts in quotes, each where it stood.
//!
//! Rules that read raw text would stumble over their own words in comments and samples. Here the
//! parts that are not asked for are blanked, so that lines and columns stay true.

use super::literals::{self, Part};
use super::words;

/// A text in quotes.
pub(super) struct Quoted {
    /// Where it begins, counted from one.
    pub(super) line: usize,
    /// Its value: escapes read, continued lines joined.
    pub(super) text: String,
}

/// One Rust file.
pub(super) struct Source {
    /// Path from the root, with forward slashes.
    pub(super) path: String,
    /// All of it.
    pub(super) text: String,
    /// Comments and the insides of quotes blanked.
    pub(super) code: String,
    /// Everything but comments blanked.
    pub(super) comments: String,
    pub(super) quoted: Vec<Quoted>,
    /// For each line, whether it is compiled only for tests.
    test_lines: Vec<bool>,
}

impl Source {
    /// Takes a file apart.
    pub(super) fn read(path: &str, text: &str) -> Self {
        let mut code = String::with_capacity(text.len());
        let mut comments = String::with_capacity(text.len());
        let mut quoted = Vec::new();
        for part in literals::parts(text) {
            match part {
                Part::Code(piece) => {
                    code.push_str(piece);
                    blank(&mut comments, piece);
                }
                Part::Comment(piece) => {
                    blank(&mut code, piece);
                    comments.push_str(piece);
                }
                Part::Quoted { piece, value } => {
                    let line = code.matches('\n').count() + 1;
                    quoted.push(Quoted { line, text: value });
                    blank_inside(&mut code, piece);
                    blank(&mut comments, piece);
                }
            }
        }
        let test_lines = test_lines(path, &code);
        Self { path: path.to_owned(), text: text.to_owned(), code, comments, quoted, test_lines }
    }

    /// True if the line is compiled only for tests. Lines count from one.
    pub(super) fn is_test(&self, line: usize) -> bool {
        self.test_lines.get(line - 1).copied().unwrap_or(false)
    }

    /// The crate's folder name, for a file below `crates/`.
    pub(super) fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Every place of a phrase in the code, as line numbers.
    pub(super) fn code_lines(&self, phrase: &str) -> Vec<usize> {
        words::places(&self.code, phrase).map(|at| words::line_of(&self.code, at)).collect()
    }
}

/// True for a file of a crate's test folder, or one that is a test module by its name.
fn is_test_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.contains("/tests/") || name == "tests.rs" || name.ends_with("_tests.rs")
}

fn test_lines(path: &str, code: &str) -> Vec<bool> {
    let mut lines = vec![is_test_file(path); code.matches('\n').count() + 1];
    for (at, attribute) in code.match_indices("#[cfg(test)]") {
        let rest = &code[at + attribute.len()..];
        // The item ends at its body's closing brace, or at a semicolon if it has no body.
        let end = match (rest.find('{'), rest.find(';')) {
            (Some(open), semicolon) if semicolon.is_none_or(|semicolon| open < semicolon) => {
                words::inside(rest, open, ('{', '}')).map(|body| open + body.len() + 1)
            }
            (_, semicolon) => semicolon,
        };
        let end = at + attribute.len() + end.unwrap_or(rest.len().saturating_sub(1));
        let first = words::line_of(code, at);
        let last = words::line_of(code, end);
        lines[first - 1..last].fill(true);
    }
    lines
}

/// Adds as many blanks as the piece has characters, and keeps its line ends.
fn blank(target: &mut String, piece: &str) {
    target.extend(piece.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
}

/// The same, but keeps the first and last quote, so that a blanked text is still seen as one.
fn blank_inside(target: &mut String, piece: &str) {
    let count = piece.chars().count();
    target.extend(piece.chars().enumerate().map(|(at, c)| match c {
        '\n' => '\n',
        '"' | '\'' if at == 0 || at + 1 == count => c,
        _ => ' ',
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "//! Talks of f64.\n\
        fn a<'a>(x: &'a str) -> char {\n\
        \x20   let _ = \"in \\\"f64\\\" quotes\"; /* f64 /* deep */ */ let c = 'f';\n\
        \x20   let _ = r#\"raw \"f64\" text\"#;\n\
        }\n\
        #[cfg(test)]\n\
        mod tests {\n\
        \x20   fn b() {}\n\
        }\n\
        fn c() {}\n";

    #[test]
    fn the_parts_are_told_apart() {
        let source = Source::read("crates/domain/src/a.rs", SAMPLE);
        assert!(!source.code.contains("f64"), "{}", source.code);
        assert_eq!(source.comments.matches("f64").count(), 2);
        let texts: Vec<&str> = source.quoted.iter().map(|quoted| quoted.text.as_str()).collect();
        assert_eq!(texts, ["in \"f64\" quotes", "f", "raw \"f64\" text"]);
        assert_eq!(source.quoted[2].line, 4);
        assert_eq!(source.code.matches('\n').count(), SAMPLE.matches('\n').count());
        assert_eq!(source.crate_name(), Some("domain"));
    }

    #[test]
    fn test_code_is_known() {
        let source = Source::read("crates/domain/src/a.rs", SAMPLE);
        let tests: Vec<usize> = (1..=10).filter(|line| source.is_test(*line)).collect();
        assert_eq!(tests, [6, 7, 8, 9]);
        assert!(Source::read("crates/perhead/tests/it/main.rs", SAMPLE).is_test(1));
        let declared = "#[cfg(test)]\nmod tests;\nfn a() {\n}\n";
        let source = Source::read("crates/domain/src/a.rs", declared);
        assert!(source.is_test(2) && !source.is_test(3));
    }

    #[test]
    fn lines_of_a_phrase() {
        let source = Source::read("a.rs", "let x = 1;\nlet y: f64;\n");
        assert_eq!(source.code_lines("f64"), [2]);
    }
}
