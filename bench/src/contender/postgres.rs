//! The subject on PostgreSQL: the same server and the same load, on a copy of the same book.

use anyhow::ensure;

use super::{Contender, Field, Measured, subject};
use crate::child;
use crate::cluster::Cluster;
use crate::figures::microseconds_each_text;
use crate::ground::{self, Ground};
use crate::proof;
use crate::request::session;

use super::direct;

/// The database that every run starts from.
const TEMPLATE: &str = "ground";
/// The database of a run.
pub(crate) const DATABASE: &str = "subject";

/// Lays the same book as on SQLite, with as many tickets.
///
/// # Errors
/// When the desk refuses anything, or the two books differ in what the load has to know.
pub(crate) fn lay(cluster: &Cluster, like: &Ground, preload: u32) -> anyhow::Result<()> {
    cluster.run("postgres", &format!("create database {TEMPLATE}"))?;
    let address = cluster.address(TEMPLATE);
    let ground = ground::lay(&address, u32::try_from(like.players.len())?)?;
    ensure!(ground.is_alike(like), "the same commands gave another book on PostgreSQL");
    direct::preload(&address, &ground, preload)
}

/// Runs the subject; leaves its database behind for the proof.
///
/// # Errors
/// When its program breaks off.
pub(crate) fn run(field: &Field, cluster: &Cluster) -> anyhow::Result<Measured> {
    cluster.copy(TEMPLATE, DATABASE)?;
    let server = subject::start(&cluster.address(DATABASE))?;
    let first = session(server.address, &field.ground.players[0].token, 0);
    child::ask(server.address, std::iter::once(first))?;
    measure(field, cluster, Contender::Postgres, &server, DATABASE)
}

/// Measures a server whose tickets stand in `database`, and proves the run.
///
/// # Errors
/// When the server breaks off or a confirmed wager is missing.
pub(super) fn measure(
    field: &Field,
    cluster: &Cluster,
    contender: Contender,
    server: &child::Server,
    database: &str,
) -> anyhow::Result<Measured> {
    let commits =
        "select sum(xact_commit) from pg_stat_database where datname = current_database()";
    let (time, before) = (cluster.time()?, cluster.number(database, commits)?);
    let mut measured = field.measure(contender, server, None)?;
    let time = cluster.time()?.saturating_sub(time);
    let commits = cluster.number(database, commits)? - before;
    let each = microseconds_each_text(time, measured.accepted);
    measured.notes.push(format!("PostgreSQL itself: {each} cpu us/bet, {commits} commits"));
    let stored = cluster.number(database, "select count(*) from ticket")?;
    proof::confirmed(u64::try_from(stored)?, u64::from(field.plan.preload), &measured)?;
    Ok(measured)
}
