//! A PostgreSQL server of the bench's own, made from the machine's programs: every commit on disk,
//! on the disk that is measured. A shell that waits on a pipe stops it and removes its folder when
//! the pipe closes, and a pipe closes with whoever held it.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls};

use crate::machine;

/// Who runs the server when the bench runs as root: it refuses to be root.
const USER: &str = "postgres";
/// How long the server may take to be ready.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// Between two looks whether it is.
const PAUSE: Duration = Duration::from_millis(100);

/// Makes the server and runs it until the pipe closes. Memory and log as an operator would give
/// them; everything else as it comes, so each commit waits for the disk.
const KEEP: &str = r#"
folder=$1; port=$2
trap : INT TERM
initdb -D "$folder/data" -U bench --auth=trust -E UTF8 --locale=C --no-sync >&2 || exit 1
postgres -D "$folder/data" -k "$folder" -p "$port" -c listen_addresses=127.0.0.1 \
    -c shared_buffers=512MB -c max_wal_size=8GB -c max_connections=100 \
    > "$folder/server.log" 2>&1 < /dev/null &
server=$!
read -r word
kill -INT "$server"
wait "$server"
rm -rf "$folder/data" "$folder/server.log"
"#;

/// A running server.
pub(crate) struct Cluster {
    folder: PathBuf,
    port: u16,
    keeper: Child,
    runtime: Runtime,
}

impl Cluster {
    /// Makes and starts a server below `folder`.
    ///
    /// # Errors
    /// When PostgreSQL's programs are not on the search path or do not start.
    pub(crate) fn start(folder: &Path) -> anyhow::Result<Cluster> {
        let folder = fs::canonicalize(folder)?.join("postgres");
        fs::create_dir_all(&folder)?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777))?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let keeper = keep(&folder, port)?;
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let mut cluster = Cluster { folder, port, keeper, runtime };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let end = Instant::now() + READY_WITHIN;
        while self.number("postgres", "select 1").is_err() {
            if self.keeper.try_wait()?.is_some() || Instant::now() > end {
                let told = fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
                bail!("PostgreSQL does not start: {told}");
            }
            std::thread::park_timeout(PAUSE);
        }
        Ok(())
    }

    /// The address of a database.
    pub(crate) fn address(&self, name: &str) -> String {
        format!("postgres://bench@127.0.0.1:{}/{name}?sslmode=disable", self.port)
    }

    /// Runs what answers nothing.
    ///
    /// # Errors
    /// In the server's words.
    pub(crate) fn run(&self, database: &str, sql: &str) -> anyhow::Result<()> {
        self.runtime.block_on(async {
            Ok(connect(&self.address(database)).await?.batch_execute(sql).await?)
        })
    }

    /// The one number a question answers.
    ///
    /// # Errors
    /// In the server's words.
    pub(crate) fn number(&self, database: &str, sql: &str) -> anyhow::Result<i64> {
        self.runtime.block_on(async {
            let client = connect(&self.address(database)).await?;
            let rows = client.simple_query(sql).await?;
            let number = rows.iter().find_map(|one| match one {
                tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0),
                _ => None,
            });
            Ok(number.context("no number")?.parse()?)
        })
    }

    /// Makes `name` anew as a copy of a database that nobody uses.
    ///
    /// # Errors
    /// In the server's words.
    pub(crate) fn copy(&self, template: &str, name: &str) -> anyhow::Result<()> {
        self.run("postgres", &format!("drop database if exists {name} with (force)"))?;
        self.run("postgres", &format!("create database {name} template {template}"))?;
        // What the copy left behind is on disk before anything is measured.
        self.run("postgres", "checkpoint")
    }

    /// Processor time of the server and all that it started.
    ///
    /// # Errors
    /// When it has ended.
    pub(crate) fn time(&self) -> anyhow::Result<Duration> {
        let file = fs::read_to_string(self.folder.join("data/postmaster.pid"))?;
        let first = file.lines().next().context("no process in its file")?;
        machine::time_of_family(first.parse()?)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // Waiting is courtesy: the shell ends by itself.
        let _ = self.keeper.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn keep(folder: &Path, port: u16) -> anyhow::Result<Child> {
    let root = Command::new("id").arg("-u").output()?.stdout == b"0\n";
    let mut command = Command::new(if root { "runuser" } else { "sh" });
    if root {
        command.args(["-u", USER, "--preserve-environment", "--", "sh"]);
    }
    command.args(["-c", KEEP, "sh"]).arg(folder).arg(port.to_string());
    command.current_dir("/").env("LC_ALL", "C");
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().context("a shell that keeps PostgreSQL")
}

/// One connection, driven on the runtime it is made on.
///
/// # Errors
/// When the server does not take it.
pub(crate) async fn connect(address: &str) -> anyhow::Result<Client> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
    tokio::spawn(async move {
        // The end of a connection is seen by whoever uses its client.
        let _ = connection.await;
    });
    Ok(client)
}
