//! How fast the tickets of one game are settled while bets on other games keep arriving, and how
//! long those who bet wait meanwhile. On both engines; with the game's tickets side by side, and
//! scattered among those of other games. What stands at the end is checked.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant as Stopwatch};

use anyhow::{Context as _, ensure};
use desk::clock::Clock;
use desk::port::Views as _;
use domain::calendar::Instant;
use domain::command::{Action, Actor};
use domain::grade::command::GradingCommand;
use domain::grade::detail::Detail;
use domain::grade::discrepancy::ConfirmationWay;
use domain::id::BookId;
use perhead::calls::{call, fresh};
use perhead::clock::SystemClock;
use perhead::serve::Installation;

use crate::cluster::Cluster;
use crate::figures::{count_text, each_second, milliseconds_text, percentile};
use crate::ground::{self, GAMES_SECONDS, Ground, LEAGUE};
use crate::keys::Keys;
use crate::mix::Bet;
use crate::{machine, proof};

/// Players who hold the tickets.
const PLAYERS: u32 = 5_000;
/// Commands under way while tickets are written.
const WINDOW: u32 = 1_024;
/// From this one on games take the bets that keep arriving: the first of them has not begun yet.
const FIRST_OF_LATER_GAMES: usize = 50;
/// Between two bets of the one who keeps betting.
const BETWEEN_BETS: Duration = Duration::from_millis(2);
/// How long bets are timed before anything is settled.
const QUIET: Duration = Duration::from_secs(3);
/// What is told of bets.
const BETS: &str = "  bets    p50    p99    max";
/// The feed whose word counts.
const FEED: &str = "feed";

/// How a game's tickets lie: it takes every third, or all of them.
struct Case {
    name: &'static str,
    games: usize,
}

const CASES: [Case; 2] =
    [Case { name: "contiguous", games: 1 }, Case { name: "scattered", games: 3 }];

/// The time, and how far the bench has moved it.
#[derive(Default)]
struct Ahead(AtomicI64);

impl Clock for Ahead {
    fn now(&self) -> Instant {
        SystemClock.now().plus_seconds(self.0.load(Ordering::Relaxed))
    }
}

/// Measures every case on every engine and prints it.
///
/// # Errors
/// When a command is refused, a ticket stays open or the check finds a difference.
#[expect(clippy::print_stdout, reason = "the figures are what the command says")]
pub(crate) fn run(folder: &Path, tickets: u32) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let cluster = Cluster::start(folder)?;
    println!("{} tickets on one game; times of bets in ms", count_text(tickets.into()));
    println!("{:<24}{:>10} {:>8} {BETS} quiet:{BETS}", "", "tickets/s", "seconds");
    for case in CASES {
        let file = folder.join("settlement.db");
        machine::remove_database(&file)?;
        let address = machine::address_of_file(&file);
        println!("SQLite     {:<12} {}", case.name, measure(&address, &case, tickets)?);
        machine::remove_database(&file)?;
        let name = format!("settlement_{}", case.name);
        cluster.run("postgres", &format!("create database {name}"))?;
        let address = cluster.address(&name);
        println!("PostgreSQL {:<12} {}", case.name, measure(&address, &case, tickets)?);
    }
    Ok(())
}

/// One case on one engine: a line of figures.
fn measure(address: &str, case: &Case, tickets: u32) -> anyhow::Result<String> {
    let ground = ground::lay(address, PLAYERS)?;
    let clock = Arc::new(Ahead::default());
    let installation = Installation::open(address, Arc::clone(&clock) as Arc<dyn Clock>)?;
    let way = ConfirmationWay::Source(FEED.to_owned());
    let change = GradingCommand::ChangeConfirmation { league: LEAGUE.to_owned(), way };
    let change = fresh(ground.book, Actor::System, Action::Grading(change));
    call(&installation.desk, change)?;
    fill(&installation, &ground, case, tickets)?;
    installation.database.analyze()?;
    clock.0.store(GAMES_SECONDS + 1, Ordering::Relaxed);
    let later = later_games(&ground);
    let quiet = while_betting(&installation, &later, || {
        std::thread::park_timeout(QUIET);
        Ok(())
    })?;
    let busy = while_betting(&installation, &later, || settle(&installation, &ground))?;
    demand_settled(&installation, &ground)?;
    let Installation { desk, database, .. } = installation;
    Arc::into_inner(desk).context("the desk is still in use")?.stop();
    drop(database);
    proof::check(address)?;
    let tenths = busy.took.as_millis() / 100;
    Ok(format!(
        "{:>10} {:>8} {} {}",
        count_text(each_second(tickets.into(), busy.took)),
        format!("{}.{}", tenths / 10, tenths % 10),
        busy.text(),
        quiet.text()
    ))
}

/// The games that have not begun when the first is over.
fn later_games(ground: &Ground) -> Ground {
    Ground { fixtures: ground.fixtures[FIRST_OF_LATER_GAMES..].to_vec(), ..ground.clone() }
}

/// Writes so many tickets on the first game, and as many on each of the others of the case.
fn fill(
    installation: &Installation,
    ground: &Ground,
    case: &Case,
    tickets: u32,
) -> anyhow::Result<()> {
    let games: Vec<Ground> = (0..case.games)
        .map(|game| Ground { fixtures: vec![ground.fixtures[game].clone()], ..ground.clone() })
        .collect();
    let (mut keys, mut chance) = (Keys::new(), rand::make_rng::<rand::rngs::SmallRng>());
    let (sender, answers) = channel();
    let mut under_way = 0;
    let taken = |answer: desk::receipt::Answer| {
        let refused = |refusal| anyhow::anyhow!("a wager is refused: {refusal:?}");
        answer?.answer.map_err(refused).map(|_| ())
    };
    for _ in 0..tickets {
        for game in &games {
            let bet = Bet::straight(game, &mut chance);
            let sender = sender.clone();
            let reply = Box::new(move |answer| {
                // Whoever stopped waiting has an error of an earlier one to tell.
                let _ = sender.send(answer);
            });
            installation.desk.submit(bet.command(game, keys.next()), reply)?;
            under_way += 1;
            if under_way > WINDOW {
                taken(answers.recv()?)?;
                under_way -= 1;
            }
        }
    }
    (0..under_way).try_for_each(|_| taken(answers.recv()?))
}

/// How long the work took, and how long each bet waited meanwhile, in microseconds.
struct Watched {
    took: Duration,
    waits: Vec<u32>,
}

impl Watched {
    fn text(&self) -> String {
        let of = |hundredths| milliseconds_text(percentile(&self.waits, hundredths));
        format!("{:>6} {:>6} {:>6} {:>6}", self.waits.len(), of(50), of(99), of(100))
    }
}

/// Does `work` while somebody keeps betting, one bet after the other.
fn while_betting(
    installation: &Installation,
    ground: &Ground,
    work: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<Watched> {
    let (ended, trouble) = (AtomicBool::new(false), OnceLock::new());
    std::thread::scope(|scope| {
        let betting = scope.spawn(|| {
            let (mut keys, mut chance) = (Keys::new(), rand::make_rng::<rand::rngs::SmallRng>());
            let mut waits = Vec::new();
            while !ended.load(Ordering::Relaxed) {
                let bet = Bet::straight(ground, &mut chance).command(ground, keys.next());
                let began = Stopwatch::now();
                if let Err(error) = call(&installation.desk, bet) {
                    // The first is told; the next ones are the same.
                    let _ = trouble.set(error);
                    break;
                }
                waits.push(u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX));
                std::thread::park_timeout(BETWEEN_BETS);
            }
            waits.sort_unstable();
            waits
        });
        let began = Stopwatch::now();
        let worked = work();
        let took = began.elapsed();
        ended.store(true, Ordering::Relaxed);
        let waits = betting.join().map_err(|_| anyhow::anyhow!("who bets broke off"))?;
        worked?;
        Ok(Watched { took, waits })
    })
    .and_then(|watched| trouble.into_inner().map_or(Ok(watched), Err))
}

/// The first game's score arrives, is confirmed, and all its tickets are settled.
fn settle(installation: &Installation, ground: &Ground) -> anyhow::Result<()> {
    let (fixture, source) = (ground.fixtures[0][0].fixture, FEED.to_owned());
    let detail = Box::<Detail>::default();
    let report = Action::ReportScore { fixture, source, home: 24, away: 20, detail };
    call(&installation.desk, fresh(BookId::PLATFORM, Actor::System, report))?;
    let worker = installation.worker();
    worker.confirm(ground.book)?;
    worker.grade(ground.book)
}

/// Nobody has a bet left on the game.
fn demand_settled(installation: &Installation, ground: &Ground) -> anyhow::Result<()> {
    ensure!(installation.database.unfinished_gradings(ground.book)?.is_empty(), "it goes on");
    let fixture = ground.fixtures[0][0].fixture;
    let sheet = installation.database.exposure(ground.book, Some(fixture))?;
    let counters = sheet.fixtures.iter().flat_map(|fixture| &fixture.counters);
    let open: i64 = counters.map(|counter| counter.tickets).sum();
    ensure!(open == 0, "{open} tickets on the game are still open");
    Ok(())
}
