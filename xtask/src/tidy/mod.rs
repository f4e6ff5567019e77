//! The house rules that a machine can see: which crate may know which, what must be absent from
//! each, what SQL may use, and the limits of files, lines, functions and names.
//!
//! Every rule is a function from text to breaches, so that each can be shown to fail on a made-up
//! sample. Files are read in one place, [`tree`]. The reasons stand in `docs/STYLE.md`.

mod absences;
mod arrows;
mod literals;
mod manifest;
mod names;
mod ratchets;
mod shape;
mod source;
mod sql;
mod tree;
mod words;

use crate::failure::{Failure, Outcome};
use crate::project::Project;
use crate::terminal;

/// One place that breaks a rule, with what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Breach {
    /// Path from the root, with forward slashes.
    file: String,
    /// Counted from one.
    line: usize,
    words: String,
}

impl Breach {
    fn new(file: &str, line: usize, words: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, words: words.into() }
    }
}

/// Prints every breach, or that there is none.
pub(crate) fn start(project: &Project, words: &[String]) -> Outcome<()> {
    if let Some(word) = words.first() {
        return Err(Failure::new(format!("`tidy` takes no words, but was given `{word}`")));
    }
    let breaches = breaches(project)?;
    if breaches.is_empty() {
        terminal::say("the house rules hold");
        return Ok(());
    }
    terminal::say(&listed(&breaches));
    Err(Failure::new(format!("{} breaches of the house rules", breaches.len())))
}

/// Every breach in the project, in the order of files and lines.
fn breaches(project: &Project) -> Outcome<Vec<Breach>> {
    let mut found = Vec::new();
    let mut manifests = Vec::new();
    for file in tree::files(&project.root)? {
        found.extend(names::of_path(&file.path));
        match file.kind {
            tree::Kind::Rust => {
                let source = source::Source::read(&file.path, &file.text);
                found.extend(absences::breaches(&source));
                found.extend(sql::in_rust(&source));
                found.extend(shape::of_rust(&source));
                found.extend(ratchets::of_rust(&source));
                found.extend(names::of_rust(&source));
            }
            tree::Kind::Sql => {
                found.extend(sql::in_file(&file.path, &file.text));
                found.extend(shape::of_text(&file.path, &file.text));
                found.extend(ratchets::of_text(&file.path, &file.text));
            }
            tree::Kind::Web => {
                found.extend(shape::of_text(&file.path, &file.text));
                found.extend(ratchets::of_web(&file.path, &file.text));
                found.extend(ratchets::of_text(&file.path, &file.text));
            }
            tree::Kind::Manifest => manifests.push((file.path, file.text)),
            tree::Kind::Prose => found.extend(ratchets::of_text(&file.path, &file.text)),
        }
    }
    found.extend(arrows::breaches(&manifests));
    found.extend(arrows::breaches_through_others(project)?);
    found.sort();
    Ok(found)
}

fn listed(breaches: &[Breach]) -> String {
    let lines = breaches.iter().map(|breach| {
        let Breach { file, line, words } = breach;
        format!("{file}:{line}: {words}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_keeps_its_house_rules() {
        let project = Project::find().expect("inside the project");
        let breaches = breaches(&project).expect("the files can be read");
        assert!(breaches.is_empty(), "\n{}\n", listed(&breaches));
    }

    #[test]
    fn a_breach_is_told_with_its_place() {
        let breach = Breach::new("crates/x/src/lib.rs", 7, "do that instead");
        assert_eq!(listed(&[breach]), "crates/x/src/lib.rs:7: do that instead");
    }
}
