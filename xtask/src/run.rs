//! `cargo xtask run`: from a fresh clone to the demo book in the browser, in one command.

use std::process::Command;

use crate::command;
use crate::failure::Outcome;
use crate::machine;
use crate::project::Project;
use crate::server;
use crate::terminal;
use crate::web::{self, Work};

/// Builds what is not built yet and becomes `perhead demo` with the caller's words.
pub(crate) fn start(project: &Project, words: &[String]) -> Outcome<()> {
    build_web(project)?;
    let server = server::build_release(project)?;
    let mut demo = Command::new(server);
    demo.current_dir(&project.root).arg("demo").args(words);
    command::become_it(&mut demo)
}

/// Installs and builds the web apps where needed, and says so because it takes a while.
pub(crate) fn build_web(project: &Project) -> Outcome<()> {
    machine::need_node()?;
    if web::install_packages(project)? == Work::Done {
        terminal::say("installed the packages of the web apps");
    }
    if web::build(project)? == Work::Done {
        terminal::say("built the web apps");
    }
    Ok(())
}
