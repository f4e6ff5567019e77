//! Requests that race each other over HTTP: one key many times, many wagers on too little money,
//! wagers against a suspension. Whatever the order, the outcome is one that some order allows.

use desk::port::Views;
use domain::event::{EventKind, number_in};
use domain::grade::score::Origin;
use domain::id::{BookId, MemberId, RequestKey};
use domain::money::Money;
use serde_json::{Value, json};

use crate::play::numbered_key;
use crate::scenarios::demand_clean;
use crate::site::straight;
use crate::society::{Society, report_text};
use crate::stage::request::wager;
use crate::web::{Answer, Browser, Request};

/// Devices that ask at once.
const DEVICES: usize = 6;
/// What each asks.
const REQUESTS: u64 = 20;

fn bet(key: RequestKey, body: &Value) -> Request {
    Request::of("POST", "/v1/wagers").with_json(body).with_key(key)
}

/// Lets devices ask at once; each gets the number of its request.
fn at_once(
    browser: &Browser,
    requests: u64,
    request: impl Fn(usize, u64) -> Request + Sync,
) -> Vec<Answer> {
    at_once_on(DEVICES, browser, requests, request)
}

fn at_once_on(
    devices: usize,
    browser: &Browser,
    requests: u64,
    request: impl Fn(usize, u64) -> Request + Sync,
) -> Vec<Answer> {
    std::thread::scope(|scope| {
        let devices: Vec<_> = (0..devices)
            .map(|device| {
                let (mut browser, request) = (browser.beside(), &request);
                scope.spawn(move || -> Vec<Answer> {
                    (0..requests).map(|number| browser.send(&request(device, number))).collect()
                })
            })
            .collect();
        devices.into_iter().flat_map(|device| device.join().expect("a device ends")).collect()
    })
}

#[test]
fn one_key_sent_by_many_at_once_has_one_effect() {
    let society = Society::build();
    let player = society.browser(&society.acme, "player");
    let body = wager(&straight(society.acme.member("player"), society.coming.market, 1_000));
    let answers = at_once(&player, REQUESTS, |_, number| bet(numbered_key(number + 1), &body));
    for chunk in 0..REQUESTS {
        let place = usize::try_from(chunk).expect("small");
        let of_key = answers.iter().skip(place).step_by(usize::try_from(REQUESTS).expect("small"));
        let ids: Vec<String> = of_key
            .filter(|answer| answer.status != 409)
            .map(|answer| format!("{} {}", answer.status, answer.json()["id"]))
            .collect();
        assert!(!ids.is_empty() && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        assert!(ids[0].starts_with("201"), "{ids:?}");
    }
    let balance = player.beside().send(&Request::get("/v1/balance")).json();
    let expected = 50_000 - 1_000 - 1_000 * i64::try_from(REQUESTS).expect("small");
    assert_eq!(balance["cash"]["amount"], expected);
    demand_clean(&society.server.installation.database).expect("clean");
}

#[test]
fn many_wagers_on_one_account_never_risk_more_than_there_is() {
    let society = Society::build();
    let player = society.browser(&society.acme, "player");
    // 490.00 are left: forty-nine wagers of 10.00 and none more.
    let body = wager(&straight(society.acme.member("player"), society.coming.market, 1_000));
    let answers = at_once(&player, REQUESTS, |device, number| {
        let device = u64::try_from(device).expect("small");
        bet(numbered_key(device * REQUESTS + number + 1), &body)
    });
    let accepted = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer.code() == "insufficient_funds").count();
    assert_eq!((accepted, accepted + refused), (49, answers.len()));
    let balance = player.beside().send(&Request::get("/v1/balance")).json();
    assert_eq!(balance["available"]["amount"], Money::ZERO.0);
    demand_clean(&society.server.installation.database).expect("clean");
}

#[test]
fn a_thousand_bets_and_payouts_at_once_never_take_more_than_there_is() {
    let society = Society::build();
    let player = society.browser(&society.acme, "player");
    let member = society.acme.member("player");
    let before = player.beside().send(&Request::get("/v1/balance")).json();
    let bet_body = wager(&straight(member, society.coming.market, 700));
    let answers = at_once_on(20, &player, 50, |device, number| {
        let number = u64::try_from(device).expect("small") * 50 + number + 1;
        if number % 2 == 0 {
            return bet(numbered_key(number), &bet_body);
        }
        let body = json!({
            "member_id": format!("m{}", member.0), "method": "cash", "destination": "by hand",
            "amount": {"amount": 1_100, "currency": "USD"},
        });
        let request = Request::of("POST", "/v1/withdrawals").with_json(&body);
        request.with_key(numbered_key(number))
    });
    assert_eq!(answers.len(), 1_000);
    let taken: i64 = answers
        .iter()
        .filter(|answer| answer.status == 201)
        .map(|answer| if answer.json()["legs"].is_array() { 700 } else { 1_100 })
        .sum();
    let payouts = answers.iter().filter(|one| one.status == 201 && one.json()["legs"].is_null());
    assert!(payouts.count() > 0, "a payout is among them");
    let refusals = answers.iter().filter(|answer| answer.status != 201);
    for refusal in refusals {
        let codes = ["insufficient_funds", "withdrawal_limit"];
        assert!(codes.contains(&refusal.code().as_str()), "{}", refusal.json());
    }
    let after = player.beside().send(&Request::get("/v1/balance")).json();
    let available = |balance: &Value| balance["available"]["amount"].as_i64().expect("an amount");
    assert_eq!(available(&before) - taken, available(&after));
    assert!((0..700).contains(&available(&after)), "{after}");
    demand_clean(&society.server.installation.database).expect("clean");
}

#[test]
fn a_result_confirmed_by_many_at_once_is_confirmed_once() {
    let society = Society::build();
    let operator = society.browser(&society.acme, "operator");
    let body = json!({
        "fixture_id": format!("f{}", society.begun.fixture.0),
        "report_id": report_text(Origin::Book, society.acme.report),
    });
    let answers = at_once(&operator, 5, |device, number| {
        let key = numbered_key(u64::try_from(device).expect("small") * 5 + number + 1);
        Request::of("POST", "/v1/results").with_json(&body).with_key(key)
    });
    let confirmed = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer.code() == "wrong_state").count();
    assert_eq!((confirmed, refused), (1, answers.len() - 1), "{:?}", answers[0].json());
    society.server.installation.worker().round().expect("everything is settled");
    demand_clean(&society.server.installation.database).expect("clean");
}

/// Sequence of the first event of a kind whose body says so.
fn first_event(
    society: &Society,
    (book, member): (BookId, Option<MemberId>),
    kind: EventKind,
    says: &str,
) -> i64 {
    let events = society.server.installation.database.events_after(book, 0, 10_000);
    let events = events.expect("reads").into_iter();
    let events = events.filter(|one| one.event.member == member);
    let mut fitting = events.filter(|one| one.event.kind == kind && one.event.body.contains(says));
    fitting.next().expect("it happened").sequence
}

/// Accepted wagers after an event.
fn wagers_after(society: &Society, book: BookId, sequence: i64) -> Vec<i64> {
    let events = society.server.installation.database.events_after(book, sequence, 10_000);
    let events = events.expect("reads").into_iter();
    let wagers = events.filter(|one| one.event.kind == EventKind::WagerAccepted);
    wagers.filter_map(|one| number_in(&one.event.body, "ticket")).collect()
}

#[test]
fn after_a_suspension_no_wager_is_accepted_whatever_was_in_flight() {
    let society = Society::build();
    let player = society.browser(&society.acme, "player");
    let mut operator = society.browser(&society.acme, "operator");
    let book = society.acme.id;
    let member = society.acme.member("player");
    let body = wager(&straight(member, society.coming.market, 100));
    let suspend = Request::of("PUT", format!("/v1/fixtures/f{}/offer", society.coming.fixture.0))
        .with_json(&json!({"status": "suspended"}));
    let answers = std::thread::scope(|scope| {
        let suspending = scope.spawn(|| operator.send(&suspend));
        let answers = at_once(&player, REQUESTS, |device, number| {
            let device = u64::try_from(device).expect("small");
            bet(numbered_key(device * REQUESTS + number + 1), &body)
        });
        assert_eq!(suspending.join().expect("ends").status, 200);
        answers
    });
    for answer in &answers {
        assert!(answer.status == 201 || answer.code() == "market_closed", "{}", answer.json());
    }
    let sequence = first_event(&society, (book, None), EventKind::OfferChanged, "status=suspended");
    assert_eq!(wagers_after(&society, book, sequence), Vec::<i64>::new());
    demand_clean(&society.server.installation.database).expect("clean");
}

#[test]
fn after_a_player_is_suspended_no_wager_of_theirs_is_accepted() {
    let society = Society::build();
    let player = society.browser(&society.acme, "player");
    let mut operator = society.browser(&society.acme, "operator");
    let member = society.acme.member("player");
    let body = wager(&straight(member, society.coming.market, 100));
    let suspend = Request::of("PATCH", format!("/v1/members/m{}", member.0))
        .with_json(&json!({"status": "suspended"}));
    let answers = std::thread::scope(|scope| {
        let suspending = scope.spawn(|| operator.send(&suspend));
        let answers = at_once(&player, REQUESTS, |device, number| {
            let device = u64::try_from(device).expect("small");
            bet(numbered_key(device * REQUESTS + number + 1), &body)
        });
        assert_eq!(suspending.join().expect("ends").status, 200);
        answers
    });
    for answer in &answers {
        let ended = ["not_signed_in", "not_permitted"].contains(&answer.code().as_str());
        assert!(answer.status == 201 || ended, "{}", answer.json());
    }
    let book = society.acme.id;
    let sequence = first_event(
        &society,
        (book, Some(member)),
        EventKind::MemberStatusChanged,
        "after=suspended",
    );
    assert_eq!(wagers_after(&society, book, sequence), Vec::<i64>::new());
    demand_clean(&society.server.installation.database).expect("clean");
}
