//! A database in trouble, and what the real binary makes of it: clear words and an end where only a
//! person can help, patience and recovery where time does.

use std::net::TcpListener;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant as Mono};

use store::Database;

use super::cluster::{Cluster, OWNER, PASSWORD, Stop, free_port, name_of, shared};
use super::patience::wait_for;
use super::serving::{Ended, Serving, demand_clean_check, run};
use super::town::{House, Intent, Player, open_houses, ticket_of};
use crate::web::{Answer, Browser};

const PATIENCE: Duration = Duration::from_secs(60);

/// What `serve` says of a database that it cannot serve. It says so once, and ends.
fn refusal_to_serve(database: &str) -> String {
    let words = ["serve", "--database", database, "--listen", "127.0.0.1:0"];
    let (Ended { status, complaints }, told) = run(&words);
    assert_eq!(status.code(), Some(1), "{complaints}");
    assert_eq!(told, "", "it listens all the same");
    assert!(!complaints.contains("panicked"), "{complaints}");
    assert_eq!(complaints.lines().count(), 1, "{complaints}");
    complaints
}

#[test]
fn a_database_that_is_down_at_the_start_is_told_and_not_waited_for() {
    let nobody = format!("postgres://{OWNER}:{PASSWORD}@127.0.0.1:{}/book", free_port());
    let told = refusal_to_serve(&nobody);
    assert!(told.contains("PostgreSQL cannot be reached"), "{told}");
    assert!(told.contains("refused"), "{told}");
    for command in ["check", "migrate"] {
        let (ended, _) = run(&[command, "--database", &nobody]);
        assert_eq!(ended.status.code(), Some(1), "{command}: {ended:?}");
        assert!(ended.complaints.contains("PostgreSQL cannot be reached"), "{ended:?}");
    }
}

#[test]
fn a_server_that_takes_connections_and_stays_silent_is_given_up() {
    let silent = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = silent.local_addr().expect("an address").port();
    let begun = Mono::now();
    let told =
        refusal_to_serve(&format!("postgres://{OWNER}@127.0.0.1:{port}/book?connect_timeout=1"));
    assert!(told.contains("does not answer within 1s"), "{told}");
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn wrong_names_and_passwords_are_told_in_the_servers_words() {
    let address = shared().database();
    let (user, at) = (format!("{OWNER}:{PASSWORD}@"), |with: &str| address.replace(PASSWORD, with));
    let told = refusal_to_serve(&at("sesame"));
    assert!(told.contains("password authentication failed for user"), "{told}");
    assert!(!told.contains("sesame"), "a password is shown: {told}");
    let told = refusal_to_serve(&address.replace(&user, &format!("nobody:{PASSWORD}@")));
    assert!(told.contains("password authentication failed for user \"nobody\""), "{told}");
    let told = refusal_to_serve(&address.replace(name_of(&address), "nowhere"));
    assert!(told.contains("database \"nowhere\" does not exist"), "{told}");
}

#[test]
fn a_user_who_may_not_make_tables_is_told() {
    let address = shared().database();
    shared().ask("postgres", &format!("alter database {} owner to admin", name_of(&address)));
    let told = refusal_to_serve(&address);
    assert!(told.contains("permission denied for schema public"), "{told}");
}

#[test]
fn a_newer_schema_is_left_alone() {
    let address = shared().database();
    store::open(&address).expect("the database opens");
    shared().ask(name_of(&address), "update schema_version set version = 99");
    let told = refusal_to_serve(&address);
    assert!(told.contains("has schema 99") && told.contains("use a newer one"), "{told}");
    let version = shared().ask(name_of(&address), "select version from schema_version");
    assert_eq!(version, "99");
}

fn migrations() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
    let files = std::fs::read_dir(folder).expect("the folder of migrations");
    let mut paths: Vec<_> = files.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let read = |path: &_| std::fs::read_to_string(path).expect("a readable migration");
    paths.iter().map(read).collect()
}

#[test]
fn every_older_schema_is_brought_up_to_date() {
    let migrations = migrations();
    for version in 0..migrations.len() {
        let address = shared().database();
        let done = migrations[..version].join("\n");
        let mark = "create table schema_version
                    (one bigint not null, version bigint not null, primary key (one))";
        let text = format!(
            "set role {OWNER}; {mark}; insert into schema_version values (1, {version});\n{done}"
        );
        shared().ask(name_of(&address), &text);
        for _ in 0..2 {
            let (ended, told) = run(&["migrate", "--database", &address]);
            assert!(ended.status.success() && told.contains("up to date"), "{told}{ended:?}");
        }
        let newest = shared().ask(name_of(&address), "select version from schema_version");
        assert_eq!(newest, migrations.len().to_string());
        let database = store::open(&address).expect("the database opens");
        for table in Database::tables() {
            assert_eq!(database.dump(table), Ok(Vec::new()), "{table} from {version}");
        }
    }
}

#[test]
fn servers_that_start_together_on_an_empty_database_make_its_schema_once() {
    let address = shared().database();
    std::thread::scope(|scope| {
        let opening: Vec<_> = (0..4).map(|_| scope.spawn(|| store::open(&address))).collect();
        for one in opening {
            one.join().expect("it ends").map(|_| ()).expect("the database opens");
        }
    });
    let rows = shared().ask(name_of(&address), "select count(*) from schema_version");
    assert_eq!(rows, "1");
}

/// Players who bet until they are told to stop, and ask again under the same key as long as the
/// server only says to come back.
struct Load {
    stop: AtomicBool,
    confirmed: AtomicUsize,
    put_off: AtomicUsize,
}

impl Load {
    /// Counts what an answer says; the ticket if it confirms one.
    fn count(&self, answer: &Answer) -> Option<String> {
        let ticket = ticket_of(answer);
        match &ticket {
            Some(_) => &self.confirmed,
            None => &self.put_off,
        }
        .fetch_add(1, Ordering::Relaxed);
        if ticket.is_none() {
            let codes = ["busy", "unavailable", "outcome_unknown", "timed_out"];
            assert!(codes.contains(&answer.code().as_str()), "{}", answer.json());
            assert!(answer.headers.contains_key("retry-after"), "{:?}", answer.headers);
        }
        ticket
    }

    fn bet(
        &self,
        mut browser: Browser,
        house: &House,
        (number, player): (u64, &Player),
    ) -> Vec<String> {
        let mut tickets = Vec::new();
        while !self.stop.load(Ordering::Relaxed) {
            let name = number * 100_000 + u64::try_from(tickets.len()).expect("small") + 1;
            let intent = Intent::of(house, player, (name, 200));
            tickets.push(self.decide(&mut browser, &intent));
        }
        tickets
    }

    fn decide(&self, browser: &mut Browser, intent: &Intent) -> String {
        let begun = Mono::now();
        loop {
            if let Some(ticket) = self.count(&browser.send(&intent.request())) {
                return ticket;
            }
            assert!(begun.elapsed() < PATIENCE, "a wager is never decided");
            // A caller that heeds what it is told comes back later, not at once.
            std::thread::park_timeout(Duration::from_millis(50));
        }
    }

    /// Waits until so many more were counted.
    fn await_more(&self, what: &str, counter: &AtomicUsize, more: usize) {
        let from = counter.load(Ordering::Relaxed);
        wait_for(what, PATIENCE, || (counter.load(Ordering::Relaxed) >= from + more).then_some(()));
    }
}

/// Loses the database under load, twice, and brings it back.
fn lose_and_return(cluster: &mut Cluster, load: &Load, serving: &Serving) {
    for how in [Stop::Cut, Stop::Orderly] {
        load.await_more("bets before the loss", &load.confirmed, 30);
        assert_eq!(serving.readiness(), Some(200));
        cluster.stop(how);
        load.await_more("answers that put off", &load.put_off, 30);
        assert_eq!(serving.readiness(), Some(503));
        cluster.start();
        load.await_more("bets after the loss", &load.confirmed, 30);
        wait_for("readiness", PATIENCE, || (serving.readiness() == Some(200)).then_some(()));
    }
}

#[test]
fn a_database_lost_under_load_is_waited_for_and_every_key_is_answered_once() {
    let mut cluster = Cluster::start_new();
    let database = cluster.database();
    let houses = open_houses(&database, 2, 2);
    let mut serving = Serving::start(&database);
    let load = Load {
        stop: AtomicBool::new(false),
        confirmed: AtomicUsize::new(0),
        put_off: AtomicUsize::new(0),
    };
    let tickets: Vec<Vec<Vec<String>>> = std::thread::scope(|scope| {
        let (load, at) = (&load, serving.address);
        let betting: Vec<Vec<_>> = houses
            .iter()
            .map(|house| {
                let players = (1..).zip(&house.players);
                // Everybody has entered before anything is lost.
                let entered = players.map(|player| (house.browser(at, player.1), player));
                let entered: Vec<_> = entered.collect();
                let spawn =
                    |(browser, player)| scope.spawn(move || load.bet(browser, house, player));
                entered.into_iter().map(spawn).collect()
            })
            .collect();
        lose_and_return(&mut cluster, load, &serving);
        load.stop.store(true, Ordering::Relaxed);
        let ended = |one: std::thread::ScopedJoinHandle<'_, _>| one.join().expect("a player ends");
        betting.into_iter().map(|house| house.into_iter().map(ended).collect()).collect()
    });
    assert!(serving.is_alive());
    for (house, tickets) in houses.iter().zip(tickets) {
        let mut expected: Vec<String> = tickets.into_iter().flatten().collect();
        expected.sort();
        assert_eq!(house.tickets(serving.address), expected, "tickets of {:?}", house.id);
    }
    demand_clean_check(&database);
    let ended = serving.end();
    assert!(ended.status.success() && !ended.complaints.contains("panicked"), "{ended:?}");
}
