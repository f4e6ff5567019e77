//! The contest: lays the ground once, then runs every contender in every round, and proves each
//! run before its figures are shown.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::arguments::Plan;
use crate::cluster::Cluster;
use crate::contender::{Contender, Field, Measured};
use crate::contender::{direct, floor, naive, naive_postgres, postgres, subject};
use crate::ground::{self, Ground};
use crate::mix::Bet;
use crate::request::{Prepared, session};
use crate::{child, machine, proof, report};

/// Requests that the load draws from: more than players, few enough to stay in memory.
const REQUESTS: usize = 20_000;
/// How long the disk is probed before a round.
const PROBE: Duration = Duration::from_secs(1);

/// One round of all contenders.
pub(crate) struct Round {
    /// The machine's load average before it.
    pub(crate) load_average: String,
    /// Durable appends each second before it.
    pub(crate) syncs: u64,
    /// The runs, in order.
    pub(crate) runs: Vec<Measured>,
}

/// Carries the plan out and prints it.
///
/// # Errors
/// When a contender breaks off, a confirmed wager is missing or the check finds a difference.
pub(crate) fn run(asked: &Plan) -> anyhow::Result<()> {
    let plan = asked.effective();
    let folder = plan.folder.clone();
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    report::opening(&plan);
    let field = prepare(plan, &folder)?;
    report::laid(&field);
    let mut rounds = Vec::new();
    for number in 1..=field.plan.rounds {
        let round = round(&field, &folder, number)?;
        rounds.push(round);
    }
    report::closing(&field.plan, &rounds);
    if field.plan.contenders().contains(&Contender::Subject) {
        let database = database_of(&folder, Contender::Subject);
        report::checked(proof::check(&machine::address_of_file(&database))?);
    }
    if let Some(cluster) = &field.cluster
        && field.plan.contenders().contains(&Contender::Postgres)
    {
        report::checked(proof::check(&cluster.address(postgres::DATABASE))?);
    }
    if !field.plan.keep {
        clean(&field, &folder)?;
    }
    Ok(())
}

fn round(field: &Field, folder: &Path, number: u32) -> anyhow::Result<Round> {
    let load_average = machine::load_average();
    let syncs = machine::syncs_each_second(folder, PROBE)?;
    let mut round = Round { load_average, syncs, runs: Vec::new() };
    report::round(number, &round);
    for contender in field.plan.contenders() {
        let measured = run_one(field, folder, contender)
            .with_context(|| format!("{} in round {number}", contender.name()))?;
        report::run(&measured);
        round.runs.push(measured);
    }
    Ok(round)
}

fn run_one(field: &Field, folder: &Path, contender: Contender) -> anyhow::Result<Measured> {
    let database = database_of(folder, contender);
    let measured = match contender {
        Contender::Floor => floor::run(field)?,
        Contender::Subject => subject::run(field, &database)?,
        Contender::Naive => naive::run(field, &database)?,
        Contender::Direct => direct::run(field, &database)?,
        Contender::Postgres => postgres::run(field, cluster_of(field)?)?,
        Contender::NaivePostgres => naive_postgres::run(field, cluster_of(field)?)?,
    };
    ensure!(measured.accepted > 0, "nothing was accepted: {:?}", measured.refused);
    if contender != Contender::Floor && !contender.is_on_postgres() {
        proof::count(&database, u64::from(field.plan.preload), &measured)?;
    }
    Ok(measured)
}

fn cluster_of(field: &Field) -> anyhow::Result<&Cluster> {
    field.cluster.as_ref().context("no PostgreSQL server was started")
}

fn database_of(folder: &Path, contender: Contender) -> PathBuf {
    folder.join(format!("{}.db", contender.name()))
}

/// Lays the databases that every run starts from, and makes the requests.
fn prepare(plan: Plan, folder: &Path) -> anyhow::Result<Field> {
    let templates = ["ground.db", "naive-ground.db"].map(|name| folder.join(name));
    machine::remove_database(&templates[0])?;
    let address = machine::address_of_file(&templates[0]);
    let mut ground = ground::lay(&address, plan.players)?;
    direct::preload(&address, &ground, plan.preload)?;
    learn_csrf(&mut ground, &templates[0], folder)?;
    naive::lay(&templates[1], &ground, plan.preload)?;
    let cluster = plan.contenders().iter().any(|one| one.is_on_postgres());
    let cluster = cluster.then(|| Cluster::start(folder)).transpose()?;
    if let Some(cluster) = &cluster {
        postgres::lay(cluster, &ground, plan.preload)?;
        naive_postgres::lay(cluster, &ground, plan.preload)?;
    }
    let mut chance = StdRng::seed_from_u64(7);
    let prepare = |_| Prepared::wager(&ground, &Bet::draw(&ground, &mut chance));
    let requests = Arc::new((0..REQUESTS).map(prepare).collect());
    Ok(Field { plan, ground, requests, templates, cluster })
}

/// Asks the server, as every page does, for what it wants to see with each change.
fn learn_csrf(ground: &mut Ground, template: &Path, folder: &Path) -> anyhow::Result<()> {
    let database = folder.join("asked.db");
    machine::copy_database(template, &database)?;
    let server = subject::start(&machine::address_of_file(&database))?;
    let address = server.address;
    let players = ground.players.iter().enumerate();
    let requests = players.map(|(place, player)| session(address, &player.token, place));
    let answers = child::ask(address, requests)?;
    for (player, answer) in ground.players.iter_mut().zip(answers) {
        let session: serde_json::Value = serde_json::from_slice(&answer)?;
        let csrf = session["csrf_token"].as_str().context("a session without a CSRF token")?;
        player.csrf = csrf.to_owned();
    }
    drop(server);
    machine::remove_database(&database)
}

fn clean(field: &Field, folder: &Path) -> anyhow::Result<()> {
    for template in &field.templates {
        machine::remove_database(template)?;
    }
    for contender in Contender::ALL {
        machine::remove_database(&database_of(folder, contender))?;
    }
    Ok(())
}
