//! How long the core takes to decide one wager, by kind: no store, no thread, no HTTP. The rows
//! are loaded once; the same command is decided again and again on them.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

use anyhow::{Context, bail, ensure};
use desk::clock::{Calendar as _, Clock as _};
use desk::port::Views as _;
use domain::calendar::Moment;
use domain::command::{Action, Actor, Command, LegRequest, SeenLine, WagerRequest};
use domain::decide::decide;
use domain::id::RequestKey;
use domain::money::Money;
use domain::needs::needs;
use domain::rows::{Key, Read as _};
use domain::wager::places::Sizes;
use domain::wager::terms::{ChainAction, Form};
use domain::wager::ticket::{Entry, PricePolicy};
use domain::wager::via::Via;
use domain::working::Working;
use perhead::clock::{SystemClock, ZoneCalendar};

use crate::ground::{self, Ground};

/// Each kind is decided for so long, in rounds; the best round counts, because everything else
/// on the machine only adds.
const ROUND: Duration = Duration::from_millis(200);
const ROUNDS: usize = 10;

/// A kind of wager and how fast it must be decided.
struct Case {
    name: &'static str,
    form: Form,
    legs: usize,
    limit: Option<Duration>,
}

fn cases() -> [Case; 6] {
    let micros = Duration::from_micros;
    let case = |name, form, legs, limit| Case { name, form, legs, limit };
    let by = |from, to| Form::RoundRobin { sizes: Sizes::from_to(from, to) };
    let action = ChainAction::Double;
    [
        case("straight", Form::Straight, 1, Some(micros(5))),
        case("parlay of 4", Form::Parlay, 4, None),
        case("round robin of 10 by 2s and 3s", by(2, 3), 10, Some(micros(200))),
        case("goliath", by(2, 8), 8, None),
        case("if-bet of 6", Form::IfBet { action }, 6, None),
        case("reverse of 6", Form::Reverse { action }, 6, None),
    ]
}

/// Measures every case and prints it; fails when one is slower than it must be.
///
/// # Errors
/// When the ground cannot be laid, a wager is refused, or one is too slow.
#[expect(clippy::print_stdout, reason = "the figures are what the command says")]
pub(crate) fn run(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    let file = folder.join("decide.db");
    if file.exists() {
        fs::remove_file(&file).context("an old file goes")?;
    }
    let address = format!("sqlite:{}", file.display());
    let ground = ground::lay(&address, 1)?;
    let database = store::open(&address)?;
    let mut slow = Vec::new();
    for case in cases() {
        let command = command(&ground, &case);
        let mut working = Working::new();
        database.load(ground.book, &[Key::Book(ground.book)], &mut working)?;
        let calendar = &working.book(ground.book).context("a book")?.calendar;
        let now = SystemClock.now();
        let (day, week) = ZoneCalendar.place(calendar, now);
        let moment = Moment { book: ground.book, now, day, week, wall: None, next_id: 1_000_000 };
        loop {
            let keys = needs(&command, &moment, &working);
            if keys.is_empty() {
                break;
            }
            database.load(ground.book, &keys, &mut working)?;
        }
        if let Err(refusal) = decide(&working, &command, &mut moment.clone()) {
            bail!("{}: {}", case.name, refusal.detail);
        }
        let took = best_of(&working, &command, &moment);
        println!("{:<32} {:>9.3} us", case.name, micros_of(took));
        if case.limit.is_some_and(|limit| took > limit) {
            slow.push(case.name);
        }
    }
    fs::remove_file(&file).context("the file goes")?;
    ensure!(slow.is_empty(), "slower than it must be: {}", slow.join(", "));
    Ok(())
}

fn best_of(working: &Working, command: &Command, moment: &Moment) -> Duration {
    let rounds = (0..ROUNDS).map(|_| {
        let began = Stopwatch::now();
        let mut count = 0;
        while began.elapsed() < ROUND {
            for _ in 0..100 {
                let _ = black_box(decide(working, black_box(command), &mut moment.clone()));
            }
            count += 100;
        }
        began.elapsed() / count
    });
    rounds.min().unwrap_or_default()
}

#[expect(clippy::float_arithmetic, reason = "for people to read")]
fn micros_of(took: Duration) -> f64 {
    took.as_secs_f64() * 1e6
}

fn command(ground: &Ground, case: &Case) -> Command {
    let member = ground.players[0].member;
    let leg = |place: usize| {
        let market = &ground.fixtures[place][0];
        let side = market.prices[0].side;
        let (points, odds) = (market.points_of(side), market.odds_of(side));
        let seen = Some(SeenLine { version: market.version, points, odds });
        LegRequest { market: market.id, side, seen, pitchers: None, bought: Default::default() }
    };
    let request = WagerRequest {
        member,
        form: case.form.clone(),
        entry: Entry::Risk,
        amount: Money(100),
        legs: (0..case.legs).map(leg).collect(),
        policy: PricePolicy::None,
        free_play: false,
        repeat: true,
        via: Via::default(),
    };
    Command {
        book: ground.book,
        key: RequestKey([7; 16]),
        print: 7,
        actor: Actor::Member(member),
        action: Action::PlaceWager(Box::new(request)),
    }
}
