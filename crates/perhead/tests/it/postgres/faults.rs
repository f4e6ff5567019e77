//! Trouble on the way to the database: statements that must be decided again, commits whose end
//! nobody sees, connections that are cut under load. Every key has one effect and the books add up.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant as Mono};

use desk::port::Views as _;
use desk::receipt::{Answer, DeskError, Receipt};
use domain::calendar::{Instant, Week};
use domain::command::{Action, Actor, Command, Outcome};
use domain::id::{BookId, MarketId, MemberId, TicketId};
use domain::member::Role;
use domain::rejection::Rejection;
use perhead::clock::{FastClock, SystemClock};
use perhead::serve::Installation;

use super::cluster::{OWNER, name_of, shared};
use super::conformance::{SERIALIZABLE, demand_equal_dumps};
use super::faulty::Faulty;
use super::patience::wait_for;
use super::season::play_season;
use crate::chance::{Chance, seeds};
use crate::play::{BEGIN, numbered_key};
use crate::scenarios::demand_clean;
use crate::site::{FAR, add_book, add_member, fund, post_games, straight};
use crate::stage::desk_stage::{call_all, start_desk};
use crate::stage::sqlite::SqliteHouse;

/// Seeds of a usual run.
const SEEDS: u64 = 2;

/// What was decided, whether now or before.
fn decided(answer: &Answer) -> Result<(Instant, Result<Outcome, Rejection>), DeskError> {
    answer.clone().map(|receipt| (receipt.at, receipt.answer))
}

fn play_with_faults(seed: u64) {
    println!("seed {seed}");
    let (house, clock) = (SqliteHouse::create(), FastClock::new(BEGIN, 0));
    let calm = start_desk(&clock, house.database.writer().expect("a writer"));
    let database = store::open(&shared().database()).expect("the database opens");
    let (faulty, toll) = Faulty::of(seed, database.writer().expect("a writer"));
    let troubled = start_desk(&clock, Box::new(faulty));
    play_season(seed, &clock, &mut |commands: Vec<Command>| {
        let expected = call_all(&calm, commands.clone());
        let answers = call_all(&troubled, commands.clone());
        // A caller that lost the answer asks again under the same key.
        let again = call_all(&troubled, commands);
        for ((expected, answer), again) in expected.iter().zip(&answers).zip(&again) {
            assert_eq!(decided(expected), decided(answer));
            assert_eq!(decided(expected), decided(again));
            assert!(again.as_ref().map_or(true, |receipt| receipt.replayed), "{again:?}");
        }
        expected
    });
    troubled.stop();
    let counts = toll.counts();
    println!("{counts:?}");
    assert!(counts.statements > 50 && counts.undone > 10 && counts.hidden > 10, "{counts:?}");
    demand_equal_dumps(&database, &house.database);
    demand_clean(&database).expect("clean");
}

#[test]
fn faults_on_statements_and_commits_change_nothing_but_the_time_it_takes() {
    seeds(SEEDS).into_iter().for_each(play_with_faults);
}

/// Desks of two servers on one database.
const DESKS: usize = 2;
/// Books that both write.
const BOOKS: usize = 2;
/// Players of each book who bet through each desk.
const PLAYERS: usize = 2;
/// Wagers of each player.
const WAGERS: usize = 40;
/// Times that all connections are cut, at most.
const CUTS_MAX: usize = 25;
/// How long one wager may take to be decided.
const PATIENCE: Duration = Duration::from_secs(60);

/// A player and what to bet on.
#[derive(Clone, Copy)]
struct Bettor {
    book: BookId,
    member: MemberId,
    market: MarketId,
    desk: usize,
}

fn open(address: &str) -> Installation {
    Installation::open(address, Arc::new(SystemClock)).expect("the database opens")
}

fn gather_bettors(installation: &Installation) -> Vec<Bettor> {
    let market = post_games(installation, 1, FAR)[0].market;
    let mut bettors = Vec::new();
    for number in 0..BOOKS {
        let (book, root) = add_book(installation, &format!("book{number}"), "dana");
        for place in 0..DESKS * PLAYERS {
            let login = format!("player{place}");
            let member = add_member(installation, book, (root, Role::Player, &login));
            fund(installation, book, member, 10_000_000);
            bettors.push(Bettor { book, member, market, desk: place % DESKS });
        }
    }
    bettors
}

/// Asks under the same key, at one desk and then the other, until it is decided.
fn decide(desks: &[Installation], from: usize, command: &Command) -> Receipt {
    let begun = Mono::now();
    let mut place = from;
    loop {
        match desks[place].desk.call(command.clone()) {
            Ok(receipt) => return receipt,
            Err(DeskError::Busy | DeskError::Unavailable(_) | DeskError::Unknown(_)) => {}
            Err(other) => panic!("{command:?}: {other}"),
        }
        assert!(begun.elapsed() < PATIENCE, "never decided: {command:?}");
        place = (place + 1) % desks.len();
    }
}

type Decided = Vec<(Command, Receipt)>;

fn bet_all(desks: &[Installation], bettor: Bettor, seed: u64) -> Decided {
    let mut chance = Chance::of(seed);
    let mut all = Vec::with_capacity(WAGERS);
    for _ in 0..WAGERS {
        let request = straight(bettor.member, bettor.market, chance.between(100, 900));
        let command = Command {
            book: bettor.book,
            key: numbered_key(chance.number() >> 2),
            print: 7,
            actor: Actor::Member(bettor.member),
            action: Action::PlaceWager(Box::new(request)),
        };
        let receipt = decide(desks, bettor.desk, &command);
        all.push((command, receipt));
    }
    all
}

/// Cuts every connection of the servers, again and again, until the load is through.
fn cut_connections(address: &str, is_done: &AtomicBool) -> usize {
    let cut = format!(
        "select count(pg_terminate_backend(a.pid)) from pg_stat_activity a
         where a.datname = '{}' and a.usename = '{OWNER}'",
        name_of(address)
    );
    let mut cuts = 0;
    while cuts < CUTS_MAX && !is_done.load(Ordering::Relaxed) {
        cuts += usize::from(shared().ask("postgres", &cut) != "0");
    }
    cuts
}

fn bet_while_connections_are_cut(address: &str, seed: u64) {
    println!("seed {seed}");
    let desks = &[open(address), open(address)];
    let (bettors, is_done) = (gather_bettors(&desks[0]), AtomicBool::new(false));
    let (decided, cuts) = std::thread::scope(|scope| {
        let betting: Vec<_> = (seed * 1_000..)
            .zip(&bettors)
            .map(|(seed, bettor)| scope.spawn(move || bet_all(desks, *bettor, seed)))
            .collect();
        let cutting = scope.spawn(|| cut_connections(address, &is_done));
        let decided: Vec<_> =
            betting.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        is_done.store(true, Ordering::Relaxed);
        (decided, cutting.join().expect("the cuts end"))
    });
    let decided = decided.into_iter().flat_map(|one| one.expect("a bettor ends")).collect();
    println!("{cuts} times all connections were cut");
    assert!(cuts > 3, "the load ended before the trouble began");
    demand_one_effect_each(address, decided);
}

fn demand_one_effect_each(address: &str, decided: Decided) {
    let database = store::open(address).expect("the database opens");
    demand_clean(&database).expect("clean");
    let mut expected: BTreeMap<BookId, Vec<TicketId>> = BTreeMap::new();
    for (command, receipt) in decided {
        let stored = database.receipt(command.book, command.key).expect("reads");
        let stored = stored.expect("what was told is stored");
        assert_eq!((stored.at, &stored.answer), (receipt.at, &receipt.answer), "{command:?}");
        match receipt.answer {
            Ok(Outcome::Ticket(ticket)) => expected.entry(command.book).or_default().push(ticket),
            other => panic!("a wager is answered {other:?}"),
        }
    }
    assert_eq!(expected.len(), BOOKS);
    for (book, mut tickets) in expected {
        tickets.sort_unstable();
        let found = database.tickets_after(book, TicketId(0), 1_000_000).expect("reads");
        let found: Vec<TicketId> = found.iter().map(|ticket| ticket.id).collect();
        assert_eq!(found, tickets, "each key has one ticket and no ticket is without a key");
    }
}

#[test]
fn connections_cut_under_load_lose_nothing_and_repeat_nothing() {
    bet_while_connections_are_cut(&shared().database(), 1);
}

#[test]
fn connections_cut_under_load_harm_no_more_where_every_transaction_is_serializable() {
    bet_while_connections_are_cut(&format!("{}{SERIALIZABLE}", shared().database()), 2);
}

/// Somebody holds a book's row and does not let go for a while, as a forgotten session does.
#[test]
fn a_book_that_somebody_holds_is_put_off_and_the_books_beside_it_go_on() {
    let address = shared().database();
    let installation = open(&address);
    let bettors = gather_bettors(&installation);
    let (held, free) = (bettors[0], *bettors.last().expect("a bettor"));
    assert_ne!(held.book, free.book);
    let database = store::open(&address).expect("the database opens");
    // One lane for both books.
    let desk = start_desk(&FastClock::new(BEGIN, 1), database.writer().expect("a writer"));
    let bet = |bettor: Bettor, number: u64| {
        let request = straight(bettor.member, bettor.market, 200);
        let (book, key, actor) = (bettor.book, numbered_key(number), Actor::Member(bettor.member));
        Command { book, key, print: 7, actor, action: Action::PlaceWager(Box::new(request)) }
    };
    let hold = format!(
        "begin; select book_id from book_head where book_id = {} for update;
         select pg_sleep(5); commit",
        held.book.0
    );
    std::thread::scope(|scope| {
        let holding = scope.spawn(|| shared().ask(name_of(&address), &hold));
        let mut number = 1;
        let put_off = wait_for("the book to be held", PATIENCE, || {
            number += 1;
            desk.call(bet(held, number)).err()
        });
        assert!(matches!(put_off, DeskError::Unavailable(_)), "{put_off:?}");
        let begun = Mono::now();
        for number in 1_000..1_020 {
            let receipt = desk.call(bet(free, number)).expect("the other book goes on");
            assert!(receipt.answer.is_ok());
        }
        assert!(!holding.is_finished(), "the others waited for {:?}", begun.elapsed());
        holding.join().expect("it lets go");
        let again = desk.call(bet(held, number)).expect("it is free now");
        assert!(again.answer.is_ok() && !again.replayed, "{again:?}");
    });
    desk.stop();
    demand_clean(&database).expect("clean");
}

/// Readers at once.
const READERS: usize = 40;
/// Connections that the readers of one server may have, and the one that migrated.
const CONNECTIONS_MAX: usize = 17;

#[test]
fn many_readers_share_few_connections_and_all_are_answered() {
    let address = shared().database();
    let bettors = gather_bettors(&open(&address));
    let database = store::open(&address).expect("the database opens");
    let count = format!(
        "select count(*) from pg_stat_activity a where a.datname = '{}' and a.usename = '{OWNER}'",
        name_of(&address)
    );
    let mut most = 0;
    std::thread::scope(|scope| {
        let read = || {
            for bettor in bettors.iter().cycle().take(25) {
                let card = database.member(bettor.book, Week(0), bettor.member).expect("reads");
                assert!(card.is_some());
            }
        };
        let reading: Vec<_> = (0..READERS).map(|_| scope.spawn(read)).collect();
        while reading.iter().any(|one| !one.is_finished()) {
            let now = shared().ask("postgres", &count).parse().expect("a count");
            most = most.max(now);
        }
    });
    println!("{READERS} readers had {most} connections at most");
    assert!(most > 1 && most <= CONNECTIONS_MAX, "{most} connections");
}
