//! What the machine must offer, and getting it where we may.
//!
//! On Debian and its children, as root, the browser and the database are installed by `apt-get`.
//! Everywhere else the missing thing is named with the words that install it. Nothing is left
//! out because it is missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::failure::{Failure, Outcome};
use crate::project::cargo;
use crate::terminal;

/// The oldest Node that the front end's build tools run on.
const NODE_AT_LEAST: (u32, u32) = (20, 19);

const BROWSERS: &[&str] =
    &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/// Refuses unless Node and npm are there and new enough.
pub(crate) fn need_node() -> Outcome<()> {
    let wanted = format!("Node {}.{} or newer", NODE_AT_LEAST.0, NODE_AT_LEAST.1);
    let Ok(answer) = command::answer(Command::new("node").arg("--version")) else {
        return Err(Failure::new(format!(
            "Node was not found. Perhead's screens are built with {wanted} and its npm: \
             install it from nodejs.org or your system's packages, then run this again."
        )));
    };
    let version = answer.trim();
    match parse_version(version) {
        Some(found) if found >= NODE_AT_LEAST => {}
        _ => {
            return Err(Failure::new(format!("{wanted} is needed, this is Node {version}.")));
        }
    }
    if command::succeeds(npm().arg("--version")) {
        return Ok(());
    }
    Err(Failure::new("Node is here, but its package installer `npm` was not found. Install npm."))
}

/// Refuses unless cargo can format and lint.
pub(crate) fn need_rust_components() -> Outcome<()> {
    for component in ["fmt", "clippy"] {
        if !command::succeeds(Command::new(cargo()).args([component, "--version"])) {
            return Err(Failure::new(format!(
                "`cargo {component}` was not found; run `rustup component add rustfmt clippy`."
            )));
        }
    }
    Ok(())
}

/// Makes sure of a browser and of PostgreSQL's programs, by installing them where we may.
pub(crate) fn need_browser_and_database() -> Outcome<()> {
    let missing = missing_packages(browser().is_some(), postgres_folder().is_some());
    if missing.is_empty() {
        return Ok(());
    }
    if !(Path::new("/etc/debian_version").exists() && is_root()) {
        return Err(Failure::new(how_to_install(&missing)));
    }
    terminal::say(&format!("installing {}", missing.join(" ")));
    command::quietly(apt_get().arg("update"))?;
    command::quietly(apt_get().args(["install", "--no-install-recommends"]).args(&missing))?;
    let still = missing_packages(browser().is_some(), postgres_folder().is_some());
    if still.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("installed {}, but cannot find it", still.join(" "))))
}

/// The Chromium that the browser tests drive: `CHROMIUM` if set, else the first one found.
pub(crate) fn browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|name| !name.is_empty()) {
        return Some(PathBuf::from(named));
    }
    let application = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    BROWSERS
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| application.is_file().then_some(application))
}

/// The folder of PostgreSQL's `initdb` and `postgres`, which Debian keeps off the path.
pub(crate) fn postgres_folder() -> Option<PathBuf> {
    if let Some(initdb) = on_path("initdb") {
        return initdb.parent().map(Path::to_path_buf);
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<(u32, PathBuf)> = versions
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            folder.join("initdb").is_file().then_some((version, folder))
        })
        .collect();
    folders.sort();
    folders.pop().map(|(_, folder)| folder)
}

/// The search path for tests: the caller's own, with PostgreSQL's programs on it.
pub(crate) fn path_with_postgres() -> Outcome<std::ffi::OsString> {
    let own = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&own).collect();
    if let Some(folder) = postgres_folder().filter(|folder| !folders.contains(folder)) {
        folders.push(folder);
    }
    std::env::join_paths(folders)
        .map_err(|error| Failure::new(format!("could not extend the search path: {error}")))
}

/// npm, which on Windows is a script and not a program.
pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn apt_get() -> Command {
    let mut apt_get = Command::new("apt-get");
    apt_get.env("DEBIAN_FRONTEND", "noninteractive").args(["-q", "-y"]);
    apt_get
}

/// Debian's names of what is missing. Fonts come along because a page without any is blank.
fn missing_packages(browser: bool, postgres: bool) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if !browser {
        missing.extend(["chromium", "fonts-liberation"]);
    }
    if !postgres {
        missing.push("postgresql");
    }
    missing
}

fn how_to_install(missing: &[&str]) -> String {
    let mut words = String::from("the tests need what is not on this machine:\n");
    if missing.contains(&"chromium") {
        words.push_str("  Chromium, for the browser tests (or set CHROMIUM to its path)\n");
    }
    if missing.contains(&"postgresql") {
        words.push_str("  PostgreSQL 15 or newer with its server programs (initdb, postgres)\n");
    }
    words.push_str(&format!(
        "On Debian or Ubuntu: sudo apt-get install {}\nElsewhere: the packages of these names.",
        missing.join(" ")
    ));
    words
}

fn is_root() -> bool {
    command::answer(Command::new("id").arg("-u")).is_ok_and(|answer| answer.trim() == "0")
}

fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// `v20.19.3` as (20, 19).
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert_eq!(parse_version("v20.19.3"), Some((20, 19)));
        assert!(parse_version("v9.99.0") < Some(NODE_AT_LEAST));
        assert!(parse_version("v22.1.0") > Some(NODE_AT_LEAST));
        assert_eq!(parse_version("20"), None);
    }

    #[test]
    fn what_is_missing_is_named() {
        assert!(missing_packages(true, true).is_empty());
        let missing = missing_packages(false, false);
        let words = how_to_install(&missing);
        assert!(words.contains("apt-get install chromium fonts-liberation postgresql"), "{words}");
        let words = how_to_install(&missing_packages(true, false));
        assert!(words.contains("initdb") && !words.contains("Chromium"), "{words}");
    }

    #[test]
    fn programs_are_found_by_the_search_path() {
        assert!(on_path("cargo").is_some());
        assert_eq!(on_path("perhead-is-not-here"), None);
    }
}
