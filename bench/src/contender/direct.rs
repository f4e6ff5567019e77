//! The desk and the store without HTTP: what the one writer can do, and where its time goes.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use desk::receipt::Answer;
use desk::{Desk, DeskSettings};
use perhead::clock::{SystemClock, ZoneCalendar};
use rand::rngs::SmallRng;

use super::stopwatch::{Stopwatch, Times};
use super::{Contender, Field, Measured, Meter};
use crate::arguments::Plan;
use crate::figures::{microseconds_each_text, milliseconds_text, percentile};
use crate::ground::Ground;
use crate::keys::Keys;
use crate::load::Tally;
use crate::machine;
use crate::mix::Bet;

/// Under this number stand refusals, which have no status of HTTP here.
const REFUSED: u16 = 422;
/// Under this number stand failures of the desk.
const FAILED: u16 = 503;

/// One answer: when its command was handed over, when it was answered, and what stood in it.
type Answered = (Instant, Instant, Answer);

/// Runs the desk; leaves its database behind for the proof.
///
/// # Errors
/// When the database cannot be opened.
pub(crate) fn run(field: &Field, database: &Path) -> anyhow::Result<Measured> {
    machine::copy_database(&field.templates[0], database)?;
    let opened = store::open(&machine::address_of_file(database))?;
    let (watched, times) = Stopwatch::new(opened.writer()?);
    let desk = Desk::start(&settings(), vec![Box::new(watched)]);
    let own = std::process::id();
    let before = Meter::read(own, Some(database))?;
    let tally = drive(&desk, &field.ground, &field.plan)?;
    let after = Meter::read(own, Some(database))?;
    desk.stop();
    let times = times.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let accepted = tally.accepted;
    let time = field.plan.measured();
    let mut measured = Measured::of(Contender::Direct, tally, time, &before, &after);
    measured.notes = notes(times, accepted);
    Ok(measured)
}

fn settings() -> DeskSettings {
    DeskSettings {
        clock: Arc::new(SystemClock),
        calendar: Arc::new(ZoneCalendar),
        moved: Arc::new(|_| {}),
        queue_length_max: 4_096,
    }
}

/// Keeps `plan.outstanding` commands under way for the time of the plan.
fn drive(desk: &Desk, ground: &Ground, plan: &Plan) -> anyhow::Result<Tally> {
    let (sender, answers) = channel();
    let mut client = Client { desk, ground, sender, keys: Keys::new(), chance: rand::make_rng() };
    let from = Instant::now() + plan.warmed();
    let until = from + plan.measured();
    for _ in 0..plan.outstanding {
        client.submit()?;
    }
    let mut tally = Tally::default();
    let mut under_way = plan.outstanding;
    while under_way > 0 {
        count(&mut tally, answers.recv()?, from, until);
        if Instant::now() < until {
            client.submit()?;
        } else {
            under_way -= 1;
        }
    }
    tally.latencies.sort_unstable();
    Ok(tally)
}

struct Client<'a> {
    desk: &'a Desk,
    ground: &'a Ground,
    sender: Sender<Answered>,
    keys: Keys,
    chance: SmallRng,
}

impl Client<'_> {
    fn submit(&mut self) -> anyhow::Result<()> {
        let bet = Bet::draw(self.ground, &mut self.chance);
        let command = bet.command(self.ground, self.keys.next());
        let (sender, sent) = (self.sender.clone(), Instant::now());
        let reply = Box::new(move |answer| {
            // Nobody listens any more only when the run has failed already.
            let _ = sender.send((sent, Instant::now(), answer));
        });
        Ok(self.desk.submit(command, reply)?)
    }
}

fn count(tally: &mut Tally, (sent, at, answer): Answered, from: Instant, until: Instant) {
    match answer {
        Ok(receipt) if receipt.answer.is_ok() => {
            tally.accepted += 1;
            if sent >= from && at <= until {
                let microseconds = (at - sent).as_micros();
                tally.latencies.push(u32::try_from(microseconds).unwrap_or(u32::MAX));
            }
        }
        Ok(_) => *tally.refused.entry(REFUSED).or_default() += 1,
        Err(_) => *tally.refused.entry(FAILED).or_default() += 1,
    }
}

fn notes(mut times: Times, accepted: u64) -> Vec<String> {
    times.batches.sort_unstable();
    let each = |time: Duration| microseconds_each_text(time, accepted);
    let longest = u32::try_from(times.longest_flush.as_micros()).unwrap_or(u32::MAX);
    let of = |hundredths| percentile(&times.batches, hundredths);
    vec![
        format!(
            "us each on the wall: begin {}, load {}, core {}, save {}, flush {}, \
             answer and wait {}",
            each(times.begin),
            each(times.load),
            each(times.core),
            each(times.save),
            each(times.flush),
            each(times.between),
        ),
        format!(
            "batch p1 {}, p50 {}, p99 {}; longest flush {} ms",
            of(1),
            of(50),
            of(99),
            milliseconds_text(longest)
        ),
    ]
}

/// Writes `count` tickets into the ground's database before the first round, and closes it.
///
/// # Errors
/// When the desk refuses any of them.
pub(crate) fn preload(address: &str, ground: &Ground, count: u32) -> anyhow::Result<()> {
    let opened = store::open(address)?;
    let desk = Desk::start(&settings(), vec![opened.writer()?]);
    let (sender, answers) = channel();
    let (keys, chance) = (Keys::new(), rand::make_rng());
    let mut client = Client { desk: &desk, ground, sender, keys, chance };
    for place in 0..count {
        client.submit()?;
        if place >= 1_024 {
            take_one(&answers)?;
        }
    }
    for _ in 0..count.min(1_024) {
        take_one(&answers)?;
    }
    desk.stop();
    opened.analyze()?;
    Ok(())
}

fn take_one(answers: &Receiver<Answered>) -> anyhow::Result<()> {
    let (_, _, answer) = answers.recv()?;
    let refused = |refusal| anyhow::anyhow!("the preload is refused: {refusal:?}");
    answer?.answer.map_err(refused).map(|_| ())
}
