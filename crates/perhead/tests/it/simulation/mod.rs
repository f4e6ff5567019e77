//! Random commands, valid and absurd, in batches of two books: on SQLite together and in memory
//! one by one. Both must answer alike and end with the same rows and hash chains, and `check`
//! must find nothing after any round. A failure prints the seed that repeats it.

mod bounds;
mod desk;
mod draw;
mod money;
mod protection;
mod town;
mod wagers;

use std::collections::BTreeMap;

use ::desk::Desk;
use ::desk::receipt::{Answer, DeskError};
use domain::command::Command;
use domain::event::EventKind;
use domain::id::BookId;
use perhead::clock::FastClock;

use crate::chance::{Chance, seeds};
use crate::play::BEGIN;
use crate::scenarios::{demand_clean, demand_equal};
use crate::stage::desk_stage::{call_all, start_desk};
use crate::stage::memory::SharedShelf;
use crate::stage::sqlite::SqliteHouse;
use town::{Told, Town};

/// Seeds of a usual run.
const SEEDS: u64 = 8;
/// Rounds of a seed.
const ROUNDS: usize = 20;
/// Commands of the catalogue in a round.
const FEED_COMMANDS: usize = 12;
/// Commands of the books in a round.
const BOOK_COMMANDS: usize = 70;

/// Two desks that are told the same.
struct Pair {
    together: Desk,
    house: SqliteHouse,
    one_by_one: Desk,
    memory: SharedShelf,
    clock: FastClock,
}

impl Pair {
    fn start() -> Pair {
        let (house, memory) = (SqliteHouse::create(), SharedShelf::default());
        let clock = FastClock::new(BEGIN, 0);
        let writer = house.database.writer().expect("a writer");
        Pair {
            together: start_desk(&clock, writer),
            one_by_one: start_desk(&clock, memory.writer()),
            house,
            memory,
            clock,
        }
    }

    /// Both desks' answers to the commands, which must be the same.
    fn tell(&self, commands: Vec<Command>) -> Told {
        let alone: Vec<Answer> =
            commands.iter().map(|one| self.one_by_one.call(one.clone())).collect();
        let batched = call_all(&self.together, commands.clone());
        let mut told = Told::with_capacity(commands.len());
        for ((command, alone), batched) in commands.into_iter().zip(alone).zip(batched) {
            if let Err(error) = &alone {
                assert_eq!(error, &DeskError::KeyReused, "{command:?}");
            }
            assert_eq!(alone, batched, "alone and in a batch: {command:?}");
            let outcome = alone.ok().and_then(|receipt| receipt.answer.ok());
            told.push((command, outcome));
        }
        told
    }
}

fn simulate(seed: u64) -> BTreeMap<EventKind, usize> {
    println!("seed {seed}");
    let (pair, mut chance) = (Pair::start(), Chance::of(seed));
    let mut town = Town::build(&mut |commands| pair.tell(commands));
    for round in 0..ROUNDS {
        let feed = town.draw_many(&mut chance, &pair.house.database, true, FEED_COMMANDS);
        town.learn(pair.tell(feed));
        let books = town.draw_many(&mut chance, &pair.house.database, false, BOOK_COMMANDS);
        town.learn(pair.tell(books));
        if let Err(difference) = demand_clean(&pair.house.database) {
            panic!("after round {round}: {difference}");
        }
        town.pass_time(&mut chance, &pair.clock);
    }
    let equal = demand_equal(&pair.memory, &pair.house.database);
    if let Err(difference) = equal {
        panic!("SQLite and memory: {difference}");
    }
    let shelf = pair.memory.open();
    let mut counts = BTreeMap::new();
    for event in shelf.events.iter().filter(|(book, _)| **book != BookId(0)).flat_map(|one| one.1) {
        *counts.entry(event.event.kind).or_default() += 1;
    }
    counts
}

#[test]
fn random_commands_break_no_invariant_whatever_the_store_and_the_batch() {
    let mut counts: BTreeMap<EventKind, usize> = BTreeMap::new();
    for seed in seeds(SEEDS) {
        for (kind, count) in simulate(seed) {
            *counts.entry(kind).or_default() += count;
        }
    }
    println!("{counts:?}");
    for kind in [
        EventKind::MemberCreated,
        EventKind::ReceiptRecorded,
        EventKind::DisbursementRecorded,
        EventKind::AdjustmentRecorded,
        EventKind::MethodChanged,
        EventKind::WithdrawalRequested,
        EventKind::WithdrawalApproved,
        EventKind::WithdrawalPaid,
        EventKind::WithdrawalDenied,
        EventKind::WithdrawalCancelled,
        EventKind::PaymentsReconciled,
        EventKind::DepositFailed,
        EventKind::FreePlayGranted,
        EventKind::FreePlayEnded,
        EventKind::WagerTendered,
        EventKind::TenderApproved,
        EventKind::TenderRefused,
        EventKind::WagerAccepted,
        EventKind::ResultConfirmed,
        EventKind::TicketSettled,
        EventKind::TicketResettled,
        EventKind::Overdrawn,
        EventKind::WeekClosed,
    ] {
        assert!(counts.contains_key(&kind), "chance never made {} happen", kind.name());
    }
}
