//! The real binary as a child: where it listens, what it complains of, and its end, whichever way.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use super::patience::wait_for;
use crate::web::{Browser, Request};

/// How long the binary may take to start or to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// A serving child.
pub(super) struct Serving {
    child: Child,
    complaints: Option<JoinHandle<String>>,
    /// Where it listens.
    pub(super) address: SocketAddr,
    /// Where it says whether it is well.
    health: SocketAddr,
}

/// How a child ended and what it said.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    pub(super) complaints: String,
}

fn perhead(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perhead"));
    command.args(arguments);
    for name in ["CONFIG", "DATABASE", "LISTEN", "HEALTH", "LOG"] {
        command.env_remove(format!("PERHEAD_{name}"));
    }
    let keys = Path::new(env!("CARGO_TARGET_TMPDIR"));
    command.env("PERHEAD_KEY_FILE", keys.join(format!("{}.key", std::process::id())));
    command
}

/// Runs a command of the binary that ends by itself.
pub(super) fn run(arguments: &[&str]) -> (Ended, String) {
    let mut command = perhead(arguments);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
    let complaints = reader(child.stderr.take().expect("it is piped"));
    let output = reader(child.stdout.take().expect("it is piped"));
    let status = await_end(&mut child);
    let complaints = complaints.join().expect("it is read");
    (Ended { status, complaints }, output.join().expect("it is read"))
}

fn reader(mut from: impl std::io::Read + Send + 'static) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut text = Vec::new();
        // What came before a break counts.
        let _ = from.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    })
}

fn await_end(child: &mut Child) -> ExitStatus {
    wait_for("the binary to end", PATIENCE, || child.try_wait().expect("a child of ours"))
}

/// Runs `perhead check` and demands that it finds nothing.
pub(super) fn demand_clean_check(database: &str) {
    let (ended, told) = run(&["check", "--database", database]);
    assert!(ended.status.success() && told.ends_with("clean\n"), "{told}{}", ended.complaints);
}

impl Serving {
    /// Starts the binary on a database and reads from its output where it listens.
    pub(super) fn start(database: &str) -> Serving {
        let health = SocketAddr::from(([127, 0, 0, 1], super::cluster::free_port()));
        let checks = health.to_string();
        let mut command = perhead(&["serve", "--database", database, "--listen", "127.0.0.1:0"]);
        command.args(["--plain-cookies", "--health", &checks]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let complaints = reader(child.stderr.take().expect("it is piped"));
        let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        while !line.starts_with("Perhead listens on http://") {
            line.clear();
            if output.read_line(&mut line).expect("readable output") == 0 {
                panic!("it does not listen: {}", complaints.join().expect("it is read"));
            }
        }
        // The rest is read so that the child never waits for a reader.
        std::thread::spawn(move || output.read_to_end(&mut Vec::new()));
        let address = line.trim().trim_start_matches("Perhead listens on http://");
        let address = address.trim_end_matches('/').parse().expect("an address");
        let serving = Serving { child, complaints: Some(complaints), address, health };
        wait_for("the server's checks", PATIENCE, || {
            (serving.readiness() == Some(200)).then_some(())
        });
        serving
    }

    /// What it says of its readiness; nothing while nobody answers.
    pub(super) fn readiness(&self) -> Option<u16> {
        let mut browser = Browser::new(self.health, "");
        browser.try_send(&Request::get("/readyz")).ok().map(|answer| answer.status)
    }

    /// True as long as the child runs.
    pub(super) fn is_alive(&mut self) -> bool {
        self.child.try_wait().expect("a child of ours").is_none()
    }

    /// Kills the child as `kill -9` does.
    pub(super) fn kill(&mut self) {
        self.child.kill().expect("the child can be killed");
        self.child.wait().expect("the child has ended");
    }

    /// Asks the child to end, as a system does, and waits until it has.
    pub(super) fn end(mut self) -> Ended {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().expect("kill");
        assert!(asked.success(), "the child has ended before it was asked");
        let status = await_end(&mut self.child);
        let complaints = self.complaints.take().expect("read once");
        Ended { status, complaints: complaints.join().expect("it is read") }
    }
}

impl Drop for Serving {
    /// A test that fails leaves no server behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
