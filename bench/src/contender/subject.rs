//! The subject: the server itself, from its own binary, on a copy of the ground.

use std::path::{Path, PathBuf};
use std::process::Command;

use perhead::serve::config::{Config, ServeArgs};

use super::{Contender, Field, Measured, own_program};
use crate::child::{self, Server};
use crate::machine;
use crate::request::session;

/// Names the server's binary.
const BINARY: &str = "PERHEAD_BINARY";

/// What stands in the report about where the subject comes from.
pub(crate) fn origin() -> &'static str {
    match std::env::var_os(BINARY) {
        Some(_) => "the binary that PERHEAD_BINARY names",
        None => "the library within this program (PERHEAD_BINARY is not set)",
    }
}

/// Starts the server on the database at `address`. Clients are told apart by the address that a
/// proxy of ours would name.
///
/// # Errors
/// When it does not start.
pub(crate) fn start(address: &str) -> anyhow::Result<Server> {
    let mut command = match std::env::var_os(BINARY) {
        Some(binary) => {
            let mut command = Command::new(binary);
            command.args(["serve", "--listen", "127.0.0.1:0", "--behind-proxy", "--database"]);
            command.arg(address);
            command
        }
        None => {
            let mut command = own_program("serve-subject")?;
            command.arg(address);
            command
        }
    };
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PERHEAD_") {
            command.env_remove(name);
        }
    }
    command.env("PERHEAD_KEY_FILE", key_file());
    Server::start(&mut command)
}

/// The key of every subject: what it seals is not measured.
fn key_file() -> PathBuf {
    std::env::temp_dir().join("perhead-bench.key")
}

/// Serves the library; in a child program.
///
/// # Errors
/// When it cannot listen.
pub(crate) fn serve(address: &str) -> anyhow::Result<()> {
    let arguments = ServeArgs {
        database: Some(address.to_owned()),
        listen: Some(([127, 0, 0, 1], 0).into()),
        key_file: Some(key_file()),
        behind_proxy: true,
        ..ServeArgs::default()
    };
    perhead::serve::run(&Config::of(&arguments)?)?;
    Ok(())
}

/// Runs the subject; leaves its database behind for the proof.
///
/// # Errors
/// When its program breaks off.
pub(crate) fn run(field: &Field, database: &Path) -> anyhow::Result<Measured> {
    machine::copy_database(&field.templates[0], database)?;
    let server = start(&machine::address_of_file(database))?;
    // One question first: the load meets a server that has opened its books.
    let first = session(server.address, &field.ground.players[0].token, 0);
    child::ask(server.address, std::iter::once(first))?;
    field.measure(Contender::Subject, &server, Some(database))
}
