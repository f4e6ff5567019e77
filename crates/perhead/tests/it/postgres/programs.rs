//! PostgreSQL's own programs on this machine, and the user they run as: they refuse to be root.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Who runs a server when the tests run as root.
const USER: &str = "postgres";

const MISSING: &str = "these tests start a PostgreSQL server of their own, and its programs \
     (initdb, postgres, psql) were not found. Install PostgreSQL 15 or newer with its server \
     programs (Debian, Ubuntu: apt-get install postgresql), or run `cargo xtask test`, which \
     does so as root on Debian.";

/// Where the programs lie, and whether another user must run them.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    folder: PathBuf,
    by_another_user: bool,
}

impl Programs {
    /// Finds them on the search path or where Debian keeps them.
    ///
    /// # Panics
    /// Without them, in words that say what to install.
    pub(super) fn find() -> Programs {
        let folder = on_path().or_else(of_debian).unwrap_or_else(|| panic!("{MISSING}"));
        let by_another_user = told_by("id", &["-u"]).as_deref() == Some("0");
        assert!(
            !by_another_user || told_by("id", &["-u", USER]).is_some(),
            "PostgreSQL refuses to run as root, and there is no user `{USER}` to run it: \
             make one (useradd --system {USER}), or run the tests as an ordinary user"
        );
        Programs { folder, by_another_user }
    }

    /// The folder of the programs.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A shell script run by whoever may run a server.
    pub(super) fn shell(&self, script: &str, arguments: &[&str]) -> Command {
        let mut words = vec!["sh", "-c", script, "sh"];
        words.extend(arguments);
        let mut command = if self.by_another_user {
            let mut command = Command::new("runuser");
            command.args(["-u", USER, "--"]);
            command
        } else {
            let first = words.remove(0);
            Command::new(first)
        };
        // The folder of the tests may be closed to that user.
        command.args(words).current_dir("/").env("LC_ALL", "C");
        command
    }

    /// One of the programs, run by the user of the tests.
    pub(super) fn program(&self, name: &str) -> Command {
        Command::new(self.folder.join(name))
    }
}

fn on_path() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).find_map(|folder| complete(&folder.join("initdb")))
}

fn of_debian() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut numbered: Vec<(u32, PathBuf)> = versions
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
        .collect();
    numbered.sort();
    numbered.into_iter().rev().find_map(|(_, folder)| complete(&folder.join("bin/initdb")))
}

/// The folder an `initdb` really lies in, when its companions are there too.
fn complete(initdb: &Path) -> Option<PathBuf> {
    let folder = initdb.canonicalize().ok()?.parent()?.to_path_buf();
    ["initdb", "postgres", "psql"].iter().all(|name| folder.join(name).is_file()).then_some(folder)
}

fn told_by(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
