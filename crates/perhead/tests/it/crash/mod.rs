//! `kill -9` in the middle of wagers and in the middle of a settlement, on the real binary. What
//! was confirmed to somebody is there afterwards, no key has two effects, and `check` is clean.

mod child;
mod full_disk;
mod unheard;
mod weeks;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant as Mono};

use domain::command::{Action, Actor, Command};
use domain::id::{BookId, MarketId, MemberId, RequestKey};
use domain::member::Role;
use perhead::clock::SystemClock;
use perhead::serve::Installation;
use serde_json::Value;

use crate::chance::{Chance, seeds};
use crate::folder::Folder;
use crate::play::numbered_key;
use crate::server::{enter, give_session};
use crate::site::{Game, add_book, add_member, begin_game, fund, post_games, straight};
use crate::stage::desk_stage::call_all;
use crate::stage::request::wager;
use crate::web::{Answer, Browser, Request};
use child::{Serving, demand_clean_check};

/// Seeds of a usual run.
const SEEDS: u64 = 2;
/// Kills on one database.
const KILLS: usize = 2;
/// Players who bet at once.
const PLAYERS: usize = 6;
/// Most wagers a player tries before a kill.
const WAGERS_MAX: usize = 150;
/// How long something that must happen may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A book that is ready, and the cookies of its people.
struct Site {
    folder: Folder,
    book: BookId,
    game: Game,
    players: Vec<(MemberId, String)>,
    operator: String,
}

const SLUG: &str = "acme";

fn installation(folder: &Folder) -> Installation {
    Installation::open(&folder.database(), Arc::new(SystemClock)).expect("the database opens")
}

/// Ends the desk so that nothing of this process writes while the child does.
fn put_down(installation: Installation) {
    let desk = Arc::try_unwrap(installation.desk).unwrap_or_else(|_| panic!("nobody else writes"));
    desk.stop();
}

fn build() -> Site {
    let folder = Folder::create();
    let installation = installation(&folder);
    let game = post_games(&installation, 1, crate::site::FAR)[0];
    let (book, root) = add_book(&installation, SLUG, "dana");
    let operator = give_session(&installation, book, SLUG, "dana");
    let players = (0..PLAYERS).map(|number| {
        let login = format!("player{number}");
        let member = add_member(&installation, book, (root, Role::Player, &login));
        // The last one has too little for all of it, so that refusals are kept as well.
        fund(&installation, book, member, if number + 1 == PLAYERS { 5_000 } else { 1_000_000 });
        (member, give_session(&installation, book, SLUG, &login))
    });
    let players = players.collect();
    put_down(installation);
    Site { folder, book, game, players, operator }
}

/// A wager that was sent, and the answer if one came.
#[derive(Clone)]
struct Sent {
    key: RequestKey,
    body: Value,
    told: Option<Told>,
}

/// What an answer says about a wager, whenever it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    status: u16,
    /// Ticket id, or code of the refusal.
    what: String,
}

/// Counts confirmations and lets a test wait for them.
#[derive(Default)]
struct Confirmations {
    count: Mutex<usize>,
    moved: Condvar,
}

impl Confirmations {
    fn add(&self) {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.moved.notify_all();
    }

    fn await_count(&self, wanted: usize) {
        let count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.moved.wait_timeout_while(count, PATIENCE, |count| *count < wanted);
        let (count, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!timeout.timed_out(), "only {} of {wanted} wagers were confirmed", *count);
    }
}

/// What is told of a wager; nothing of it was decided where the server only asks to come back.
fn told(answer: &Answer) -> Option<Told> {
    match answer.status {
        201 => {
            let what = answer.json()["id"].as_str().expect("a ticket has an id").to_owned();
            Some(Told { status: 201, what })
        }
        429 | 503 => None,
        status if status < 500 => Some(Told { status, what: answer.code() }),
        status => panic!("{status}: {}", answer.json()),
    }
}

fn request(sent: &Sent) -> Request {
    Request::of("POST", "/v1/wagers").with_json(&sent.body).with_key(sent.key)
}

/// Bets until the server is gone.
fn bet_on(
    mut browser: Browser,
    (member, market): (MemberId, MarketId),
    mut chance: Chance,
    confirmations: &Confirmations,
) -> Vec<Sent> {
    let mut all = Vec::new();
    for _ in 0..WAGERS_MAX {
        let amount = chance.between(100, 900);
        let key = numbered_key(chance.number() >> 2);
        let body = wager(&straight(member, market, amount));
        let mut sent = Sent { key, body, told: None };
        let answer = browser.try_send(&request(&sent));
        let Ok(answer) = answer else {
            all.push(sent);
            return all;
        };
        sent.told = told(&answer);
        if sent.told.is_some() {
            confirmations.add();
        }
        all.push(sent);
    }
    all
}

/// Lets all players bet at once and kills the server in the middle of it.
fn bet_and_kill(site: &Site, chance: &mut Chance) -> Vec<(usize, Sent)> {
    let serving = Serving::start(&site.folder.database());
    let confirmations = Confirmations::default();
    let wanted = usize::try_from(chance.between(20, 200)).expect("small");
    let address = serving.address;
    let seeds: Vec<u64> = site.players.iter().map(|_| chance.number()).collect();
    std::thread::scope(|scope| {
        let bettors: Vec<_> = (0..)
            .zip(&site.players)
            .zip(seeds)
            .map(|((place, (member, cookie)), seed)| {
                let confirmations = &confirmations;
                scope.spawn(move || {
                    let browser = enter(Browser::new(address, SLUG), SLUG, cookie);
                    let what = (*member, site.game.market);
                    let sent = bet_on(browser, what, Chance::of(seed), confirmations);
                    sent.into_iter().map(|one| (place, one)).collect::<Vec<_>>()
                })
            })
            .collect();
        confirmations.await_count(wanted);
        serving.kill();
        bettors.into_iter().flat_map(|one| one.join().expect("a bettor ends")).collect()
    })
}

/// Sends a wager again until it is decided.
fn ask_again(browser: &mut Browser, sent: &Sent) -> (Told, bool) {
    let begun = Mono::now();
    loop {
        let answer = browser.send(&request(sent));
        if let Some(found) = told(&answer) {
            return (found, answer.headers.contains_key("idempotency-replayed"));
        }
        assert!(begun.elapsed() < PATIENCE, "{}: never decided", answer.status);
    }
}

fn survive(seed: u64) {
    println!("seed {seed}");
    let (site, mut chance) = (build(), Chance::of(seed));
    let mut known: BTreeMap<RequestKey, (usize, Sent)> = BTreeMap::new();
    for _ in 0..KILLS {
        for (place, sent) in bet_and_kill(&site, &mut chance) {
            known.insert(sent.key, (place, sent));
        }
        demand_clean_check(&site.folder.database());
        let serving = Serving::start(&site.folder.database());
        let mut browsers: Vec<Browser> = site
            .players
            .iter()
            .map(|(_, cookie)| enter(Browser::new(serving.address, SLUG), SLUG, cookie))
            .collect();
        for (place, sent) in known.values_mut() {
            let (again, replayed) = ask_again(&mut browsers[*place], sent);
            if let Some(before) = &sent.told {
                assert_eq!(&again, before, "the key {:?} answers otherwise", sent.key);
                assert!(replayed || again.status != 201, "{:?} had a second effect", sent.key);
            }
            sent.told = Some(again);
        }
        demand_each_once(&site, serving.address, &known);
        serving.kill();
        demand_clean_check(&site.folder.database());
    }
}

/// Every ticket confirmed is there, and there are no others.
fn demand_each_once(site: &Site, address: SocketAddr, known: &BTreeMap<RequestKey, (usize, Sent)>) {
    let mut browser = enter(Browser::new(address, SLUG), SLUG, &site.operator);
    let mut expected: Vec<String> = Vec::new();
    for (_, sent) in known.values() {
        let told = sent.told.as_ref().expect("every key is decided by now");
        if told.status == 201 {
            expected.push(told.what.clone());
        }
    }
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = browser.send(&Request::get(format!("/v1/tickets?limit=200&cursor={cursor}")));
        assert_eq!(page.status, 200, "{}", page.json());
        let page = page.json();
        let items = page["items"].as_array().expect("a page").iter();
        found.extend(items.map(|item| item["id"].as_str().expect("an id").to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "tickets stored and tickets confirmed");
}

#[test]
fn a_confirmed_wager_survives_a_kill_and_no_key_has_two_effects() {
    for seed in seeds(SEEDS) {
        survive(seed);
    }
}

/// Tickets of the fixture that a settlement is cut off on.
const TICKETS: usize = 2_500;

/// The answer to a request, sent again as long as the server says to slow down, as it does to
/// whoever looks all the time.
fn send_slowly(browser: &mut Browser, request: &Request) -> Answer {
    let (begun, mut answer) = (Mono::now(), browser.send(request));
    while answer.status == 429 {
        assert!(begun.elapsed() < PATIENCE, "never answered again");
        answer = browser.send(request);
    }
    answer
}

/// What the settlement desk says of the fixture: open, settled, under way.
fn progress(browser: &mut Browser, game: Game) -> (usize, usize, bool) {
    let request = Request::get(format!("/v1/fixtures/f{}", game.fixture.0));
    let answer = send_slowly(browser, &request);
    let found = answer.json();
    let count = |name: &str| found[name].as_u64().and_then(|count| usize::try_from(count).ok());
    let (open, settled) = (count("open_tickets"), count("settled_tickets"));
    let settling = found["settling"].as_bool();
    match (open, settled, settling) {
        (Some(open), Some(settled), Some(settling)) => (open, settled, settling),
        _ => panic!("{}: {found}", answer.status),
    }
}

fn fill_and_confirm(site: &Site) {
    let installation = installation(&site.folder);
    let bet = |number: usize| Command {
        book: site.book,
        key: numbered_key(u64::try_from(number).expect("fits") + 1),
        print: 0,
        actor: Actor::Member(site.players[number % 3].0),
        action: Action::PlaceWager(Box::new(straight(
            site.players[number % 3].0,
            site.game.market,
            100,
        ))),
    };
    let answers = call_all(&installation.desk, (0..TICKETS).map(bet).collect());
    for answer in answers {
        answer.expect("decided").answer.expect("accepted");
    }
    begin_game(&installation, site.game);
    put_down(installation);
}

fn settle_and_kill(seed: u64) {
    println!("seed {seed}");
    let (site, mut chance) = (build(), Chance::of(seed));
    fill_and_confirm(&site);
    let serving = Serving::start(&site.folder.database());
    let mut browser = enter(Browser::new(serving.address, SLUG), SLUG, &site.operator);
    let fixture = format!("f{}", site.game.fixture.0);
    let score = serde_json::json!({"fixture_id": fixture, "home": 27, "away": 20});
    let score = browser.send(&Request::of("POST", "/v1/scores").with_json(&score));
    assert_eq!(score.status, 201, "{}", score.json());
    let result = serde_json::json!({"fixture_id": fixture, "report_id": score.json()["id"]});
    let result = browser.send(&Request::of("POST", "/v1/results").with_json(&result));
    assert_eq!(result.status, 201, "{}", result.json());
    // Between the confirmation and the end of the settlement, somewhere.
    let begun = Mono::now();
    let looks = chance.below(4);
    for _ in 0..looks {
        progress(&mut browser, site.game);
    }
    while looks > 1 && progress(&mut browser, site.game).1 == 0 {
        assert!(begun.elapsed() < PATIENCE, "the settlement never begins");
    }
    serving.kill();
    demand_clean_check(&site.folder.database());
    let serving = Serving::start(&site.folder.database());
    let mut browser = enter(Browser::new(serving.address, SLUG), SLUG, &site.operator);
    while progress(&mut browser, site.game).2 {
        assert!(begun.elapsed() < PATIENCE, "the settlement never ends");
    }
    assert_eq!(progress(&mut browser, site.game), (0, TICKETS, false));
    serving.kill();
    demand_clean_check(&site.folder.database());
    let database = store::open(&site.folder.database()).expect("the database opens");
    let settlements = database.settlements(site.book).expect("reads");
    assert_eq!(settlements.len(), TICKETS, "every ticket is settled once");
}

#[test]
fn a_settlement_that_was_cut_off_goes_on_and_settles_each_ticket_once() {
    for seed in seeds(SEEDS) {
        settle_and_kill(seed);
    }
}
