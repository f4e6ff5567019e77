//! `cargo xtask bench`: the server and the bench, both built with the profile `dist`, then the
//! bench itself.

use std::process::Command;

use crate::command;
use crate::failure::Outcome;
use crate::machine;
use crate::project::{Project, cargo};

/// Builds both in one go and becomes the bench with the caller's words.
pub(crate) fn start(project: &Project, words: &[String]) -> Outcome<()> {
    let mut build = Command::new(cargo());
    build.current_dir(&project.root);
    build.args([
        "build",
        "--profile",
        "dist",
        "--package",
        "perhead",
        "--package",
        "perhead-bench",
    ]);
    command::with_terminal(&mut build)?;
    let mut bench = Command::new(project.binary("dist", "perhead-bench"));
    bench.current_dir(&project.root).args(words);
    bench.env("PERHEAD_BINARY", project.server("dist"));
    bench.env("PATH", machine::path_with_postgres()?);
    command::become_it(&mut bench)
}
