//! Who takes part, and what a run of any of them tells.

pub(crate) mod direct;
pub(crate) mod floor;
pub(crate) mod naive;
mod naive_ledger;
pub(crate) mod naive_postgres;
pub(crate) mod postgres;
mod stopwatch;
pub(crate) mod subject;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use clap::ValueEnum;

use crate::arguments::Plan;
use crate::child::{self, Server};
use crate::cluster::Cluster;
use crate::figures::each_second;
use crate::ground::Ground;
use crate::load::{self, Course, Tally};
use crate::machine;
use crate::request::Prepared;

/// Who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Contender {
    /// Parses the body and answers a fixed text: what HTTP alone costs.
    Floor,
    /// The server, everything on.
    Subject,
    /// One transaction for each bet, decisions by SQL.
    Naive,
    /// The desk and the store without HTTP.
    Direct,
    /// The server, everything on, on PostgreSQL.
    Postgres,
    /// One transaction for each bet, decisions by SQL, on PostgreSQL.
    NaivePostgres,
}

impl Contender {
    /// In the order of a round.
    pub(crate) const ALL: [Contender; 6] = [
        Contender::Floor,
        Contender::Subject,
        Contender::Naive,
        Contender::Direct,
        Contender::Postgres,
        Contender::NaivePostgres,
    ];

    /// True for those that need a PostgreSQL server.
    pub(crate) fn is_on_postgres(self) -> bool {
        matches!(self, Contender::Postgres | Contender::NaivePostgres)
    }

    /// As it is written.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Contender::Floor => "floor",
            Contender::Subject => "subject",
            Contender::Naive => "naive",
            Contender::Direct => "direct",
            Contender::Postgres => "postgres",
            Contender::NaivePostgres => "naive-pg",
        }
    }
}

/// What the runs of a contest share.
pub(crate) struct Field {
    /// How long and how hard.
    pub(crate) plan: Plan,
    /// The book.
    pub(crate) ground: Ground,
    /// Requests to draw from.
    pub(crate) requests: Arc<Vec<Prepared>>,
    /// Databases of the subject and the naive peer to start from.
    pub(crate) templates: [PathBuf; 2],
    /// The PostgreSQL server, when one of its contenders takes part.
    pub(crate) cluster: Option<Cluster>,
}

impl Field {
    /// Puts the load on a server; its database, if it has one, tells of commits.
    ///
    /// # Errors
    /// When the server breaks off.
    pub(crate) fn measure(
        &self,
        contender: Contender,
        server: &Server,
        database: Option<&Path>,
    ) -> anyhow::Result<Measured> {
        let course = Course {
            server: server.address,
            requests: Arc::clone(&self.requests),
            connections: self.plan.connections,
            warm_up: self.plan.warmed(),
            measured: self.plan.measured(),
        };
        let before = Meter::read(server.id(), database)?;
        let tally = load::run(&course)?;
        let after = Meter::read(server.id(), database)?;
        Ok(Measured::of(contender, tally, self.plan.measured(), &before, &after))
    }
}

/// Counters of a program at one time.
pub(crate) struct Meter {
    program: Duration,
    lanes: Option<Duration>,
    commits: Option<u32>,
}

impl Meter {
    /// Reads the counters of a program.
    ///
    /// # Errors
    /// When the program has ended.
    pub(crate) fn read(program: u32, database: Option<&Path>) -> anyhow::Result<Meter> {
        Ok(Meter {
            program: machine::time_of(program)?,
            lanes: machine::time_of_lanes(program)?,
            commits: database.and_then(machine::commits),
        })
    }
}

/// What a run told.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    /// Whose run it was.
    pub(crate) contender: Contender,
    /// Wagers taken, warm-up included.
    pub(crate) accepted: u64,
    /// Other answers by status, warm-up included.
    pub(crate) refused: BTreeMap<u16, u64>,
    /// Wagers taken each second while it was measured.
    pub(crate) rate: u64,
    /// Sorted microseconds from sending to the answer.
    pub(crate) latencies: Vec<u32>,
    /// Processor time of the server's program, warm-up included.
    pub(crate) program: Duration,
    /// Processor time of the lanes within it.
    pub(crate) lanes: Option<Duration>,
    /// Commits, warm-up included.
    pub(crate) commits: Option<u32>,
    /// What else is worth a line.
    pub(crate) notes: Vec<String>,
}

impl Measured {
    /// Puts what was counted together.
    pub(crate) fn of(
        contender: Contender,
        tally: Tally,
        time: Duration,
        before: &Meter,
        after: &Meter,
    ) -> Measured {
        let lanes = after.lanes.map(|lanes| lanes.saturating_sub(before.lanes.unwrap_or_default()));
        // A database that nobody had opened yet had counted nothing.
        let commits = after.commits.map(|now| now.wrapping_sub(before.commits.unwrap_or(0)));
        Measured {
            contender,
            accepted: tally.accepted,
            refused: tally.refused,
            rate: each_second(tally.latencies.len() as u64, time),
            latencies: tally.latencies,
            program: after.program.saturating_sub(before.program),
            lanes,
            commits,
            notes: Vec::new(),
        }
    }
}

/// This program in another role.
fn own_program(role: &str) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(role);
    Ok(command)
}

/// Serves `router` on a port of the system's choice until the program ends, on as many threads as
/// the subject has.
fn serve_for_ever(router: Router) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let listener = tokio::net::TcpListener::bind(any).await?;
        child::say(listener.local_addr()?);
        axum::serve(listener, router).await?;
        Ok(())
    })
}
