//! `demo`: two books on a real season under a fast clock, live in the browser.
//!
//! The days before the opening scene are played at once, so that the first page a visitor sees
//! has history, open bets and games about to start; then the clock runs.

mod agreed;
mod crowd;
mod errands;
mod house;
mod in_play;
mod season;
mod stage;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use api::{ApiSettings, DemoSheet};
use desk::clock::Clock;
use domain::calendar::Instant;
use feeds::{Format, Game};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::clock::FastClock;
use crate::serve::{self, Installation};
use crate::tick::{self, Worker};
use house::{PASSWORD, PLATFORM};
use stage::Stage;

/// The shipped season: nflverse, see data/README.md.
const SEASON_2024: &str = include_str!("../../../../data/nfl/nfl_games_2024.csv");
/// The opening scene: this long after the first game of the season, on its third Sunday before
/// the early games.
const OPENING_AFTER_SECONDS: i64 = (16 * 24 + 15) * 3_600 + 2_400;
/// The past is played in slices of this length.
const SLICE_SECONDS: i64 = 300;
/// How often the stage looks at its clock once it runs.
const BEAT: Duration = Duration::from_millis(50);

/// What `demo` is asked to do.
#[derive(clap::Args, Clone, Debug)]
pub struct DemoArgs {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Seconds of the book's clock in one real second; 2016 plays a week in five minutes.
    #[arg(long, default_value_t = 2_016, value_parser = speeds())]
    pub speed: u32,
    /// Everything made up follows from this number.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The season; 2024 is shipped.
    #[arg(long, default_value_t = 2024)]
    pub season: i32,
    /// Where to keep the books; by default a folder that is removed at the end.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Stop when the book's clock reaches this time (RFC 3339).
    #[arg(long)]
    pub until: Option<String>,
}

fn speeds() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(1..=100_000)
}

/// Runs the demo until it is stopped.
///
/// # Errors
/// When the address is taken or the store fails.
#[expect(clippy::print_stdout, reason = "the address and the logins are what the command says")]
pub fn run(args: &DemoArgs) -> anyhow::Result<ExitCode> {
    let games = games_of(args.season)?;
    let until = args.until.as_deref().map(parse_instant).transpose()?;
    let folder = Scratch::new(args)?;
    let first = games.iter().map(|game| game.starts_at).min().context("the season has no games")?;
    let clock = FastClock::new(first.plus_seconds(-11 * 24 * 3_600), 0);
    let installation = Installation::open(&folder.address, Arc::new(clock.clone()))?;
    let hash = serve::password_hash(PASSWORD)?;
    installation.ensure_platform(&hash)?;
    let mut chance = StdRng::seed_from_u64(args.seed);
    let (houses, logins) = house::open_books(&installation.desk, &hash, &mut chance)?;
    let (desk, database) = (Arc::clone(&installation.desk), Arc::clone(&installation.database));
    let mut stage = Stage::new(desk, database, games, houses, args.seed);
    println!("Playing the first weeks of the season ...");
    play_past(&mut stage, &installation, &clock, first.plus_seconds(OPENING_AFTER_SECONDS))?;
    installation.database.analyze()?;
    let sheet = DemoSheet { speed: args.speed, logins };
    let settings = ApiSettings {
        secure_cookies: false,
        demo: Some(sheet.clone()),
        public_directory: true,
        ..ApiSettings::default()
    };
    let server = serve::start(&installation, settings, args.listen)?;
    print_sheet(server.address, &sheet);
    clock.set_speed(i64::from(args.speed));
    let worker = tick::start(installation.worker());
    let stopped = serve::stop_signal();
    play_on(&mut stage, &clock, until, &stopped)?;
    worker.stop();
    server.stop();
    Ok(ExitCode::SUCCESS)
}

fn games_of(season: i32) -> anyhow::Result<Vec<Game>> {
    let file = feeds::read(Format::Nflverse, "nfl_games_2024", SEASON_2024.as_bytes())?;
    let mut games: Vec<Game> =
        file.games.into_iter().filter(|game| game.season == season).collect();
    if games.is_empty() {
        bail!("season {season} is not shipped: try --season 2024");
    }
    games.sort_by(|a, b| (a.starts_at, &a.key).cmp(&(b.starts_at, &b.key)));
    Ok(games)
}

fn parse_instant(text: &str) -> anyhow::Result<Instant> {
    let timestamp: jiff::Timestamp = text.parse().with_context(|| format!("--until {text}"))?;
    Ok(Instant(timestamp.as_microsecond()))
}

/// Plays up to `opening` as fast as the desk goes, in slices of the book's time.
fn play_past(
    stage: &mut Stage,
    installation: &Installation,
    clock: &FastClock,
    opening: Instant,
) -> anyhow::Result<()> {
    let worker: Worker = installation.worker();
    let mut day = 0;
    loop {
        let at = stage.next_at().max(clock.now());
        if at >= opening {
            clock.skip_to(opening);
            return worker.round();
        }
        clock.skip_to(Instant(at.0 - at.0.rem_euclid(SLICE_SECONDS * Instant::SECOND)));
        let now = clock.now().plus_seconds(SLICE_SECONDS - 1);
        let finals = stage.advance(now.min(opening))?;
        clock.skip_to(now.min(opening));
        let today = now.0 / (24 * 3_600 * Instant::SECOND);
        if finals || today != day {
            day = today;
            worker.round()?;
            stage.settle_up()?;
        }
    }
}

/// Keeps the play going with the clock; jumps over the months without games.
fn play_on(
    stage: &mut Stage,
    clock: &FastClock,
    until: Option<Instant>,
    stopped: &AtomicBool,
) -> anyhow::Result<()> {
    const LULL_SECONDS: i64 = 5 * 24 * 3_600;
    let mut beats: u32 = 0;
    while !stopped.load(Ordering::Relaxed) && until.is_none_or(|until| clock.now() < until) {
        let next = stage.next_at();
        if next > clock.now().plus_seconds(LULL_SECONDS) {
            clock.skip_to(next.plus_seconds(-60));
        }
        stage.advance(clock.now())?;
        beats = beats.wrapping_add(1);
        if beats.is_multiple_of(40) {
            stage.settle_up()?;
        }
        std::thread::park_timeout(BEAT);
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the address and the logins are what the command says")]
fn print_sheet(address: SocketAddr, sheet: &DemoSheet) {
    println!("\nPerhead demo: http://{address}/\n");
    for (slug, logins) in sheet.logins.iter().filter(|(slug, _)| *slug != PLATFORM) {
        println!("  {slug}");
        println!("    players      http://{address}/b/{slug}/");
        println!("    back office  http://{address}/b/{slug}/office/");
        for login in logins {
            println!("    {:<12} {:<8} {}", login.role.name(), login.login, login.password);
        }
    }
    println!("  provider\n    back office  http://{address}/b/{PLATFORM}/office/");
    println!("    {:<12} {:<8} {PASSWORD}", "platform", "admin");
    let seconds = 604_800 / sheet.speed.max(1);
    println!("\nA week of the season takes about {seconds} seconds. Stop with Ctrl-C.");
}

/// The folder of a demo without a database of its own, removed at the end.
struct Scratch {
    address: String,
    folder: Option<std::path::PathBuf>,
}

impl Scratch {
    fn new(args: &DemoArgs) -> anyhow::Result<Scratch> {
        if let Some(address) = &args.database {
            return Ok(Scratch { address: address.clone(), folder: None });
        }
        let name = format!("perhead-demo-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder)?;
        let address = format!("sqlite:{}", folder.join("demo.db").display());
        Ok(Scratch { address, folder: Some(folder) })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            // What cannot be removed is left to the system's own cleaning.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
