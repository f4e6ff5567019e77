//! `cargo xtask openapi`: the two contract files, written again from the code.
//!
//! The same two functions give the fresh contents to the gate, which only compares.

use std::path::Path;

use crate::failure::{Doing, Outcome};
use crate::machine;
use crate::project::Project;
use crate::server;
use crate::terminal;
use crate::web;

/// The committed OpenAPI document, from the root.
pub(crate) const DOCUMENT: &str = "docs/openapi.json";
/// The committed TypeScript types of that document, from the root.
pub(crate) const TYPES: &str = "web/shared/api/schema.d.ts";

/// Writes both files; tells for each whether it changed.
pub(crate) fn start(project: &Project, _words: &[String]) -> Outcome<()> {
    machine::need_node()?;
    let binary = server::build_dev(project)?;
    write(project, DOCUMENT, &fresh_document(project, &binary)?)?;
    web::install_packages(project)?;
    write(project, TYPES, &fresh_types(project)?)
}

/// The document as the built server prints it, ending in one line end.
pub(crate) fn fresh_document(project: &Project, binary: &Path) -> Outcome<String> {
    server::openapi_document(project, binary).map(|text| with_line_end(&text))
}

/// The types of the committed document, ending in one line end.
pub(crate) fn fresh_types(project: &Project) -> Outcome<String> {
    let document = project.path(DOCUMENT);
    web::types_of(project, &document.to_string_lossy()).map(|text| with_line_end(&text))
}

fn write(project: &Project, from_root: &str, fresh: &str) -> Outcome<()> {
    let file = project.path(from_root);
    if std::fs::read_to_string(&file).is_ok_and(|old| old == fresh) {
        terminal::say(&format!("{from_root} was up to date"));
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).doing(|| format!("create {}", folder.display()))?;
    }
    std::fs::write(&file, fresh).doing(|| format!("write {from_root}"))?;
    terminal::say(&format!("wrote {from_root}"));
    Ok(())
}

fn with_line_end(text: &str) -> String {
    format!("{}\n", text.trim_end())
}
