//! Timed work where several servers share a database: a lease lets one of them do it at a time,
//! and another takes over when its holder is gone. Whoever does it, it happens once.

use std::sync::Arc;
use std::time::{Duration, Instant as Mono};

use desk::port::{Page, Views as _};
use domain::command::{Action, Actor, Command, Outcome};
use domain::event::EventKind;
use domain::grade::score::Origin;
use domain::id::{BookId, MemberId};
use domain::member::Role;
use perhead::calls::{call, fresh};
use perhead::clock::FastClock;
use perhead::serve::Installation;
use perhead::tick::Worker;
use store::Database;

use super::cluster::shared;
use crate::play::{BEGIN, numbered_key};
use crate::scenarios::demand_clean;
use crate::site::{FAR, Game, add_book, add_member, begin_game, fund, post_games, straight};
use crate::stage::desk_stage::call_all;

/// Tickets on a game: more than one chunk of a settlement.
pub(super) const TICKETS: usize = 1_200;
const HOUR: i64 = 3_600;
const PATIENCE: Duration = Duration::from_secs(60);

/// A book with a game that is over, its result confirmed and not one ticket graded.
pub(super) struct Unsettled {
    pub(super) book: BookId,
    pub(super) root: MemberId,
    pub(super) player: MemberId,
    pub(super) game: Game,
}

/// Fills a book with tickets and confirms the result of their game.
pub(super) fn leave_unsettled(installation: &Installation) -> Unsettled {
    let game = post_games(installation, 1, FAR)[0];
    let (book, root) = add_book(installation, "acme", "dana");
    let player = add_member(installation, book, (root, Role::Player, "pat"));
    fund(installation, book, player, 10_000_000);
    let unsettled = Unsettled { book, root, player, game };
    bet_and_confirm(installation, &unsettled, 0);
    unsettled
}

/// Bets on the game of a book and confirms it under keys from `keys` on.
fn bet_and_confirm(installation: &Installation, unsettled: &Unsettled, keys: u64) {
    let Unsettled { book, root, player, game } = *unsettled;
    let bet = |number: usize| Command {
        book,
        key: numbered_key(keys + u64::try_from(number).expect("small") + 1),
        print: 0,
        actor: Actor::Member(player),
        action: Action::PlaceWager(Box::new(straight(player, game.market, 100))),
    };
    for answer in call_all(&installation.desk, (0..TICKETS).map(bet).collect()) {
        answer.expect("decided").answer.expect("accepted");
    }
    begin_game(installation, game);
    let by_root = |action| {
        call(&installation.desk, fresh(book, Actor::Member(root), action)).expect("accepted")
    };
    let fixture = game.fixture;
    let entered =
        by_root(Action::EnterScore { fixture, home: 27, away: 20, detail: Box::default() });
    let Outcome::Report(report) = entered else { panic!("{entered:?}") };
    by_root(Action::ConfirmResult { fixture, report, origin: Origin::Book });
}

/// How many events of a kind a book has.
pub(super) fn count_of(database: &Database, book: BookId, kind: EventKind) -> usize {
    let page = Page { cursor: None, limit: 1_000_000 };
    database.events(book, Some(kind), None, &page).expect("reads").items.len()
}

/// Every ticket was settled once, and the fixture finished once.
pub(super) fn demand_settled_once(database: &Database, book: BookId, tickets: usize, games: usize) {
    assert_eq!(database.settlements(book).expect("reads").len(), tickets);
    assert_eq!(count_of(database, book, EventKind::TicketSettled), tickets);
    assert_eq!(count_of(database, book, EventKind::ResultConfirmed), games);
    assert_eq!(count_of(database, book, EventKind::GradingFinished), games);
    demand_clean(database).expect("clean");
}

/// One of several servers of a test; in truth they are one program, so each needs its name.
fn server(address: &str, clock: &FastClock, name: &str) -> (Installation, Worker) {
    let installation = Installation::open(address, Arc::new(clock.clone()));
    let installation = installation.expect("the database opens");
    let mut worker = installation.worker();
    name.clone_into(&mut worker.holder);
    (installation, worker)
}

/// Lets both work at the same time until nothing is left to do.
fn work_together(workers: [&Worker; 2], is_done: impl Fn() -> bool + Sync) {
    let begun = Mono::now();
    let work = |worker: &Worker| {
        while !is_done() {
            assert!(begun.elapsed() < PATIENCE, "the work never ends");
            // As a server does: who stands in the other's way for too long tries again.
            if let Err(error) = worker.round() {
                println!("a round failed: {error}");
            }
        }
    };
    std::thread::scope(|scope| {
        let working = workers.map(|worker| scope.spawn(|| work(worker)));
        for one in working {
            one.join().expect("a worker ends");
        }
    });
}

fn unfinished(database: &Database, book: BookId) -> usize {
    database.unfinished_gradings(book).expect("reads").len()
}

#[test]
fn timed_work_is_done_once_and_passes_to_another_server_when_its_holder_is_gone() {
    let (address, clock) = (shared().database(), FastClock::new(BEGIN, 0));
    let (first, one) = server(&address, &clock, "one");
    let (second, other) = server(&address, &clock, "other");
    let database = store::open(&address).expect("the database opens");
    let mut unsettled = leave_unsettled(&first);
    let book = unsettled.book;
    work_together([&one, &other], || unfinished(&database, book) == 0);
    demand_settled_once(&database, book, TICKETS, 1);
    let lease = database.dump("lease").expect("reads");
    assert_eq!(lease.len(), 1, "{lease:?}");
    let (holder, heir) =
        if lease[0].contains("Text(\"one\")") { (one, other) } else { (other, one) };
    // The holder is gone; its lease is not, so that the heir lets the work lie for a while.
    drop(holder);
    unsettled.game = post_games(&first, 1, FAR)[0];
    bet_and_confirm(&second, &unsettled, 1_000_000);
    heir.round().expect("a round ends");
    assert_eq!(unfinished(&database, book), 1, "the lease still stands");
    clock.skip_to(BEGIN.plus_seconds(31));
    heir.round().expect("a round ends");
    assert_eq!(unfinished(&database, book), 0, "the lease has run out");
    demand_settled_once(&database, book, 2 * TICKETS, 2);
}

#[test]
fn a_week_is_closed_once_however_many_servers_see_its_end() {
    let (address, clock) = (shared().database(), FastClock::new(BEGIN, 0));
    let servers = ["one", "other"].map(|name| server(&address, &clock, name));
    let database = store::open(&address).expect("the database opens");
    let book = leave_unsettled(&servers[0].0).book;
    // What is settled now falls into the week that is running; the first one is over.
    let closed = || database.weeks(book).expect("reads").into_iter().filter(|(_, closed)| *closed);
    assert_eq!(closed().count(), 0);
    clock.skip_to(BEGIN.plus_seconds(14 * 24 * HOUR));
    work_together([&servers[0].1, &servers[1].1], || {
        closed().count() > 0 && unfinished(&database, book) == 0
    });
    assert_eq!(closed().count(), 1);
    assert_eq!(count_of(&database, book, EventKind::WeekClosed), 1);
    demand_settled_once(&database, book, TICKETS, 1);
}
