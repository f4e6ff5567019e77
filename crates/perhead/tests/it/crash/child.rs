//! The real binary as a child, on loopback; it is ended without warning.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A serving child.
pub(super) struct Serving {
    child: Child,
    /// Where it listens.
    pub(super) address: SocketAddr,
    /// Kept open: it goes on to say more than the address.
    output: Option<BufReader<ChildStdout>>,
}

impl Serving {
    /// Starts the binary on a database and reads from its output where it listens.
    pub(super) fn start(database: &str) -> Serving {
        Serving::start_as(Command::new(env!("CARGO_BIN_EXE_perhead")), database)
    }

    /// Starts the binary by a command that takes its arguments.
    pub(super) fn start_as(mut command: Command, database: &str) -> Serving {
        let mut child = command
            .args(["serve", "--database", database, "--listen", "127.0.0.1:0", "--plain-cookies"])
            .env_remove("PERHEAD_CONFIG")
            .env_remove("PERHEAD_HEALTH")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut output = BufReader::new(child.stdout.take().expect("its output is piped"));
        let told =
            output.by_ref().lines().map_while(Result::ok).find_map(|line| {
                line.strip_prefix("Perhead listens on http://").map(str::to_owned)
            });
        let told = told.expect("it says where it listens");
        let address = told.trim_end_matches('/').parse().expect("an address");
        Serving { child, address, output: Some(output) }
    }

    /// Listens no longer to what the child says.
    pub(super) fn close_output(&mut self) {
        self.output = None;
    }

    /// Asks the child to end, as a system does, and waits until it has.
    #[cfg(unix)]
    pub(super) fn end(mut self) -> std::process::ExitStatus {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().expect("kill");
        assert!(asked.success(), "the child has ended before it was asked");
        self.child.wait().expect("the child has ended")
    }

    /// Kills the child as `kill -9` does and waits for its end.
    pub(super) fn kill(mut self) {
        self.child.kill().expect("the child can be killed");
        self.child.wait().expect("the child has ended");
    }
}

impl Drop for Serving {
    /// A test that fails leaves no server behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs `perhead check` and demands that it finds nothing.
pub(super) fn demand_clean_check(database: &str) {
    let checked = Command::new(env!("CARGO_BIN_EXE_perhead"))
        .args(["check", "--database", database])
        .output()
        .expect("the binary starts");
    let told = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success(), "check finds a difference:\n{told}");
    assert!(told.ends_with("clean\n"), "check says so:\n{told}");
}
