//! A PostgreSQL server of a test: its own folder, loopback only, fsync off. It ends with the test,
//! however that ends: a shell that waits on a pipe stops the server and removes the folder when
//! the pipe closes, and a pipe closes with whoever held it.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::patience::wait_for;
use super::programs::Programs;

/// The user the program under test connects as: the owner of its database and nothing more.
pub(super) const OWNER: &str = "perhead";
/// The owner's password.
pub(super) const PASSWORD: &str = "not-a-secret";

/// Names the isolation of every transaction that does not ask for its own, where the tests are to
/// run under another one than the server's usual.
const ISOLATION: &str = "PERHEAD_TEST_ISOLATION";

/// How long a server may take to answer.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// Ports tried before a start is given up: another program may take one first.
const PORTS_MAX: usize = 5;

/// Makes the server if it is not made yet and runs it until a word comes down the pipe, or the pipe
/// closes. Its rules of language are not C on purpose: what sorts or folds text must do so alike on
/// every engine and in every country.
const KEEP: &str = r#"
folder=$1; programs=$2; port=$3; password=$4
trap : INT TERM
if [ ! -e "$folder" ]; then
    mkdir -m 700 "$folder" || exit 1
    printf %s "$password" > "$folder/password"
    "$programs/initdb" -D "$folder/data" -U admin --auth-local=trust \
        --auth-host=scram-sha-256 --pwfile="$folder/password" -E UTF8 --locale=C \
        --locale-provider=icu --icu-locale=en-US --no-sync >&2 \
        || { rm -rf "$folder"; exit 1; }
fi
{
    "$programs/postgres" -D "$folder/data" -k "$folder" -p "$port" \
        -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off \
        -c shared_buffers=64MB -c max_connections=100 -c logging_collector=on \
        -c log_destination=jsonlog -c log_directory="$folder/log" -c log_rotation_size=0 \
        > "$folder/server.log" 2>&1 < /dev/null
    echo ended > "$folder/ended"
} &
read -r word || word=remove
if [ "$word" = cut ]; then signal=QUIT; else signal=INT; fi
server=$(head -n 1 "$folder/data/postmaster.pid" 2> /dev/null) && kill "-$signal" "$server"
until [ -e "$folder/ended" ]; do wait; done
[ "$word" != remove ] || rm -rf "$folder"
"#;

/// A running server, or one that was stopped and can be started again.
#[derive(Debug)]
pub(super) struct Cluster {
    programs: Programs,
    folder: PathBuf,
    port: u16,
    keeper: Option<Child>,
}

/// How a server is stopped.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stop {
    /// Its clients are told.
    Orderly,
    /// As if it were killed: what was written is recovered at the next start.
    Cut,
}

/// The server that the tests of this program share.
pub(super) fn shared() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(Cluster::start_new)
}

/// A port that is free now.
pub(super) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

impl Cluster {
    /// Makes and starts a server.
    pub(super) fn start_new() -> Cluster {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("perhead-pg-{}-{number}", std::process::id());
        let (programs, folder) = (Programs::find(), std::env::temp_dir().join(name));
        let mut cluster = Cluster { programs, folder, port: 0, keeper: None };
        for _ in 0..PORTS_MAX {
            cluster.port = free_port();
            if cluster.try_start() {
                cluster.make_owner();
                return cluster;
            }
            cluster.stop(Stop::Orderly);
        }
        panic!("the server does not start: {}", cluster.records());
    }

    /// The owner's transactions are isolated as the runner of the tests asks.
    fn make_owner(&self) {
        self.ask("postgres", &format!("create role {OWNER} login password '{PASSWORD}'"));
        if let Ok(isolation) = std::env::var(ISOLATION) {
            let set = format!("alter role {OWNER} set default_transaction_isolation");
            self.ask("postgres", &format!("{set} = '{isolation}'"));
        }
    }

    /// Starts the server again on its port.
    pub(super) fn start(&mut self) {
        assert!(self.try_start(), "the server does not start again: {}", self.records());
    }

    /// False when the server gave up.
    fn try_start(&mut self) -> bool {
        let folder = self.folder.to_str().expect("a plain path");
        let programs = self.programs.folder().to_str().expect("a plain path");
        let port = self.port.to_string();
        let mut keep = self.programs.shell(KEEP, &[folder, programs, &port, PASSWORD]);
        keep.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut keeper = keep.spawn().expect("a shell");
        let answer = wait_for("the server to be ready", READY_WITHIN, || {
            let ended = keeper.try_wait().expect("a child of ours").is_some();
            assert!(!ended, "initdb fails: {}", told(&mut keeper));
            let gave_up = self.folder.join("ended").exists().then_some(false);
            self.is_ready().or(gave_up)
        });
        self.keeper = Some(keeper);
        answer
    }

    /// True once it is, by what `pg_ctl` goes by: the fourth line of the file names the port, the
    /// eighth the state.
    fn is_ready(&self) -> Option<bool> {
        let text = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).ok()?;
        let mut lines = text.lines().skip(3);
        let ours = lines.next()? == self.port.to_string();
        (ours && lines.nth(3)?.trim() == "ready").then_some(true)
    }

    /// Stops the server; its data stay.
    pub(super) fn stop(&mut self, how: Stop) {
        let word = match how {
            Stop::Orderly => "stop\n",
            Stop::Cut => "cut\n",
        };
        let mut keeper = self.keeper.take().expect("the server runs");
        let mut pipe = keeper.stdin.take().expect("a pipe");
        pipe.write_all(word.as_bytes()).expect("the shell listens");
        keeper.wait().expect("the shell ends");
        self.forget_the_end();
    }

    fn forget_the_end(&self) {
        std::fs::remove_file(self.folder.join("ended")).expect("the mark of an ended server");
    }

    /// What the server logged since it was made: one JSON object a line.
    pub(super) fn records(&self) -> String {
        let files = std::fs::read_dir(self.folder.join("log"));
        let paths = files.into_iter().flatten().map(|entry| entry.expect("an entry").path());
        let records = paths.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
        records.map(|path| std::fs::read_to_string(path).unwrap_or_default()).collect()
    }

    /// A new, empty database and its address.
    pub(super) fn database(&self) -> String {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let name = format!("book{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.ask("postgres", &format!("create database {name} owner {OWNER}"));
        self.address(&name)
    }

    /// The address of a database.
    pub(super) fn address(&self, name: &str) -> String {
        format!("postgres://{OWNER}:{PASSWORD}@127.0.0.1:{}/{name}", self.port)
    }

    /// What the server answers its administrator, one row a line.
    pub(super) fn ask(&self, database: &str, sql: &str) -> String {
        let mut psql = self.programs.program("psql");
        psql.args(["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-U", "admin", "-d", database]);
        psql.arg("-h").arg(&self.folder).args(["-p", &self.port.to_string(), "-f", "-"]);
        psql.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut asking = psql.spawn().expect("psql");
        let mut pipe = asking.stdin.take().expect("a pipe");
        pipe.write_all(sql.as_bytes()).expect("psql listens");
        drop(pipe);
        let output = asking.wait_with_output().expect("psql answers");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{sql}: {told}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

fn told(keeper: &mut Child) -> String {
    let mut text = String::new();
    if let Some(pipe) = &mut keeper.stderr {
        pipe.read_to_string(&mut text).expect("text");
    }
    text
}

/// The name of the database of an address.
pub(super) fn name_of(address: &str) -> &str {
    let path = address.rsplit('/').next().unwrap_or_default();
    path.split('?').next().unwrap_or_default()
}

impl Drop for Cluster {
    fn drop(&mut self) {
        match self.keeper.take() {
            Some(mut keeper) => {
                drop(keeper.stdin.take());
                // Waiting is courtesy: the shell ends by itself.
                let _ = keeper.wait();
            }
            None => {
                let folder = self.folder.to_str().unwrap_or_default().to_owned();
                let _ = self.programs.shell("rm -rf \"$1\"", &[&folder]).status();
            }
        }
    }
}
