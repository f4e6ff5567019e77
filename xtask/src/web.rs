//! The web apps: their packages, their build, and the scripts of their `package.json`.

use std::process::Command;

use crate::command;
use crate::failure::{Failure, Outcome};
use crate::fingerprint::{self, Stamp};
use crate::machine;
use crate::project::Project;

/// Folders that are made and not written: none of them is a source.
const MADE: &[&str] = &["node_modules", "dist", "shots"];

/// The pages that the binary serves; without them a build is not one.
const PAGES: &[&str] = &["web/dist/player/index.html", "web/dist/office/index.html"];

/// What was found to be needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    Done,
    NotNeeded,
}

/// `npm ci`, unless the installed packages are those of `package-lock.json`.
pub(crate) fn install_packages(project: &Project) -> Outcome<Work> {
    let lock = project.path("web/package-lock.json");
    let manifest = project.path("web/package.json");
    let wanted = fingerprint::of_files(&project.root, &[lock, manifest])?;
    let stamp = Stamp::new(&project.stamps(), "web-packages");
    // npm writes this file last, so its absence also means an installation cut short.
    let installed = project.path("web/node_modules/.package-lock.json").is_file();
    if installed && stamp.matches(&wanted) {
        return Ok(Work::NotNeeded);
    }
    let mut install = machine::npm();
    install.current_dir(project.web()).args(["ci", "--no-audit", "--no-fund"]);
    command::quietly(&mut install)?;
    stamp.keep(&wanted)?;
    Ok(Work::Done)
}

/// `npm run build`, unless the pages were built from these very sources.
pub(crate) fn build(project: &Project) -> Outcome<Work> {
    let sources = fingerprint::files_below(&project.web(), MADE)?;
    let wanted = fingerprint::of_files(&project.root, &sources)?;
    let stamp = Stamp::new(&project.stamps(), "web-build");
    if have_pages(project) && stamp.matches(&wanted) {
        return Ok(Work::NotNeeded);
    }
    command::quietly(&mut script(project, "build"))?;
    if !have_pages(project) {
        return Err(Failure::new(format!("the web build left no {}", PAGES.join(" and no "))));
    }
    stamp.keep(&wanted)?;
    Ok(Work::Done)
}

/// One of the scripts in `web/package.json`.
pub(crate) fn script(project: &Project, name: &str) -> Command {
    let mut script = machine::npm();
    script.current_dir(project.web()).args(["run", "--silent", name]);
    script
}

/// The TypeScript types of an OpenAPI document, as the front end's own generator writes them.
pub(crate) fn types_of(project: &Project, document: &str) -> Outcome<String> {
    let mut generate = machine::npm();
    generate.current_dir(project.web());
    generate.args(["exec", "--offline", "--", "openapi-typescript", document]);
    command::answer(&mut generate)
}

fn have_pages(project: &Project) -> bool {
    PAGES.iter().all(|page| project.path(page).is_file())
}
