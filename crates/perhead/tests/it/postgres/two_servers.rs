//! Two servers on one database, the real binary twice: both take bets of the same books, one is
//! killed, and the other carries on. What either confirmed is there once, and each tells its
//! listeners what the other did.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant as Mono};

use desk::clock::Clock as _;
use desk::port::Views as _;
use domain::event::EventKind;
use perhead::clock::{FastClock, SystemClock};
use perhead::serve::Installation;

use super::cluster::shared;
use super::leases::{TICKETS, count_of, demand_settled_once, leave_unsettled};
use super::patience::wait_for;
use super::serving::{Serving, demand_clean_check};
use super::town::{House, Intent, Player, open_houses, ticket_of};
use crate::chance::Chance;
use crate::web::Browser;

/// Books that both servers write.
const HOUSES: usize = 3;
/// Players of each book; every second one bets at the server that is killed.
const PLAYERS: usize = 4;
/// Wagers of each player.
const WAGERS: u64 = 40;
/// Confirmed wagers after which one server is killed.
const KILLED_AFTER: usize = 100;
/// How long something that must happen may take.
const PATIENCE: Duration = Duration::from_secs(60);
const DAY: i64 = 86_400;

/// A listener to a book's live stream.
struct Listener(BufReader<TcpStream>);

impl Listener {
    /// Listens as the operator of a house.
    fn of(house: &House, at: SocketAddr) -> Listener {
        let mut stream = TcpStream::connect(at).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a plain socket");
        let request = format!(
            "GET /v1/live?book={slug} HTTP/1.1\r\nhost: {at}\r\naccept: text/event-stream\r\n\
             cookie: perhead-{slug}={}\r\n\r\n",
            house.operator,
            slug = house.slug,
        );
        stream.write_all(request.as_bytes()).expect("the server reads");
        let mut listener = Listener(BufReader::new(stream));
        listener.await_line("event: hello");
        listener
    }

    /// Reads until a line begins as wanted, and answers it.
    fn await_line(&mut self, wanted: &str) -> String {
        let begun = Mono::now();
        let mut line = String::new();
        while !line.starts_with(wanted) {
            assert!(begun.elapsed() < PATIENCE, "the stream never tells {wanted}");
            line.clear();
            let read = self.0.read_line(&mut line).expect("the stream goes on");
            assert!(read > 0, "the stream ends before it tells {wanted}");
        }
        line
    }

    /// Reads until a ticket of this id is told.
    fn await_ticket(&mut self, id: &str) {
        let named = format!("\"id\":\"{id}\"");
        loop {
            self.await_line("event: ticket");
            if self.await_line("data:").contains(&named) {
                return;
            }
        }
    }
}

/// Where a player bets, and where when that server is gone.
struct Servers {
    own: SocketAddr,
    other: SocketAddr,
}

/// Bets one wager after the other; asks the other server once the own one is gone. Answers each
/// key's ticket.
fn bet_all(
    house: &House,
    (number, player): (u64, &Player),
    servers: &Servers,
    confirmed: &AtomicUsize,
) -> BTreeMap<u64, String> {
    let mut chance = Chance::of(number);
    let mut browser = house.browser(servers.own, player);
    let mut is_own = true;
    let mut tickets = BTreeMap::new();
    for wager in 0..WAGERS {
        let name = number * 1_000 + wager + 1;
        let intent = Intent::of(house, player, (name, chance.between(100, 900)));
        let begun = Mono::now();
        let ticket = loop {
            match browser.try_send(&intent.request()) {
                Ok(answer) => {
                    if let Some(ticket) = ticket_of(&answer) {
                        break ticket;
                    }
                }
                Err(error) => {
                    assert!(is_own, "the server that is left breaks off: {error}");
                    is_own = false;
                    browser = house.browser(servers.other, player);
                }
            }
            assert!(begun.elapsed() < PATIENCE, "a wager is never decided");
        };
        tickets.insert(name, ticket);
        confirmed.fetch_add(1, Ordering::Relaxed);
    }
    tickets
}

#[test]
fn one_server_is_killed_under_load_and_the_other_carries_on() {
    let database = shared().database();
    let houses = open_houses(&database, HOUSES, PLAYERS);
    let (left, mut killed) = (Serving::start(&database), Serving::start(&database));
    let confirmed = AtomicUsize::new(0);
    let tickets: Vec<(usize, BTreeMap<u64, String>)> = std::thread::scope(|scope| {
        let confirmed = &confirmed;
        let players = houses.iter().enumerate().flat_map(|(place, house)| {
            house.players.iter().enumerate().map(move |(seat, player)| (place, house, seat, player))
        });
        let betting: Vec<_> = players
            .map(|(place, house, seat, player)| {
                let (own, other) = if seat % 2 == 0 { (&left, &left) } else { (&killed, &left) };
                let servers = Servers { own: own.address, other: other.address };
                let number = u64::try_from(place * PLAYERS + seat + 1).expect("small");
                scope.spawn(move || (place, bet_all(house, (number, player), &servers, confirmed)))
            })
            .collect();
        let is_under_way = || (confirmed.load(Ordering::Relaxed) >= KILLED_AFTER).then_some(());
        wait_for("the load", PATIENCE, is_under_way);
        killed.kill();
        let all = PLAYERS * HOUSES * usize::try_from(WAGERS).expect("small");
        assert!(confirmed.load(Ordering::Relaxed) < all, "the load ended before the kill");
        betting.into_iter().map(|one| one.join().expect("a player ends")).collect()
    });
    demand_clean_check(&database);
    for (place, house) in houses.iter().enumerate() {
        let of_house = tickets.iter().filter(|(of, _)| *of == place);
        let mut expected: Vec<String> =
            of_house.flat_map(|(_, tickets)| tickets.values().cloned()).collect();
        expected.sort();
        assert_eq!(house.tickets(left.address), expected, "tickets of {:?}", house.id);
    }
    let ended = left.end();
    assert!(ended.status.success(), "{ended:?}");
    assert!(!ended.complaints.contains("panicked"), "{}", ended.complaints);
}

#[test]
fn a_listener_at_one_server_hears_of_a_bet_at_the_other() {
    let database = shared().database();
    let houses = open_houses(&database, 1, 1);
    let (one, other) = (Serving::start(&database), Serving::start(&database));
    let (house, player) = (&houses[0], &houses[0].players[0]);
    let mut listeners = [one.address, other.address].map(|at| Listener::of(house, at));
    let mut browsers: Vec<Browser> =
        [one.address, other.address].iter().map(|at| house.browser(*at, player)).collect();
    for wager in 0..4 {
        let intent = Intent::of(house, player, (wager + 1, 500));
        let at = usize::try_from(wager).expect("small") % 2;
        let answer = browsers[at].send(&intent.request());
        let ticket = ticket_of(&answer).expect("accepted");
        for listener in &mut listeners {
            listener.await_ticket(&ticket);
        }
        // The same key at the other server is the same bet.
        let again = browsers[1 - at].send(&intent.request());
        assert_eq!(ticket_of(&again), Some(ticket), "{}", again.json());
        assert!(again.headers.contains_key("idempotency-replayed"), "{:?}", again.headers);
    }
    for serving in [one, other] {
        let ended = serving.end();
        assert!(ended.status.success() && !ended.complaints.contains("panicked"), "{ended:?}");
    }
}

/// Servers that start together on a database where a settlement and a week's end are due.
#[test]
fn what_is_due_when_two_servers_start_is_done_once() {
    let database = shared().database();
    let begin = SystemClock.now().plus_seconds(-10 * DAY);
    let installation = Installation::open(&database, Arc::new(FastClock::new(begin, 0)));
    let installation = installation.expect("the database opens");
    let book = leave_unsettled(&installation).book;
    drop(installation);
    let mut servers = [Serving::start(&database), Serving::start(&database)];
    let reader = store::open(&database).expect("the database opens");
    wait_for("the settlement and the end of the week", PATIENCE, || {
        let settled = reader.unfinished_gradings(book).expect("reads").is_empty();
        let weeks = reader.weeks(book).expect("reads");
        (settled && weeks.iter().any(|(_, closed)| *closed)).then_some(())
    });
    demand_settled_once(&reader, book, TICKETS, 1);
    assert_eq!(count_of(&reader, book, EventKind::WeekClosed), 1);
    let lease = reader.dump("lease").expect("reads");
    assert_eq!(lease.len(), 1, "{lease:?}");
    assert!(servers.iter_mut().all(Serving::is_alive));
    for serving in servers {
        let ended = serving.end();
        assert!(ended.status.success() && !ended.complaints.contains("panicked"), "{ended:?}");
    }
}

#[test]
fn two_servers_that_start_together_on_an_empty_database_both_serve() {
    for _ in 0..4 {
        let database = shared().database();
        let servers: Vec<Serving> = std::thread::scope(|scope| {
            let starting: Vec<_> =
                (0..2).map(|_| scope.spawn(|| Serving::start(&database))).collect();
            starting.into_iter().map(|one| one.join().expect("it starts")).collect()
        });
        assert!(servers.iter().all(|serving| serving.readiness() == Some(200)));
        demand_clean_check(&database);
    }
}
