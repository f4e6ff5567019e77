//! The server's binary: building it, and asking it for the contract it serves.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::failure::Outcome;
use crate::project::{Project, cargo};

/// Builds the server optimised, with cargo's own progress on the terminal, and names the binary.
pub(crate) fn build_release(project: &Project) -> Outcome<PathBuf> {
    build(project, &["--release"])?;
    Ok(project.server("release"))
}

/// Builds the server for development and names the binary.
pub(crate) fn build_dev(project: &Project) -> Outcome<PathBuf> {
    build(project, &[])?;
    Ok(project.server("debug"))
}

/// Builds every test and, in the same graph, the binaries that the tests start. One command for
/// both, because another selection of packages would build shared dependencies a second time.
pub(crate) fn build_with_tests(project: &Project) -> Outcome<()> {
    let mut build = Command::new(cargo());
    build.current_dir(&project.root).args(["build", "--workspace", "--bins", "--tests"]);
    command::openly(&mut build)
}

/// The OpenAPI document of a built server.
pub(crate) fn openapi_document(project: &Project, server: &Path) -> Outcome<String> {
    command::answer(Command::new(server).current_dir(&project.root).arg("openapi"))
}

fn build(project: &Project, profile: &[&str]) -> Outcome<()> {
    let mut build = Command::new(cargo());
    build.current_dir(&project.root).args(["build", "--package", "perhead"]).args(profile);
    command::with_terminal(&mut build)
}
