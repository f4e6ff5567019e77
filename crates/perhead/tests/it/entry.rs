//! Wagers as clerks type them, over the real interface: what is understood can be placed as it
//! was read, and what is not is told with what could be typed instead.

use domain::member::Role;
use perhead::clock::FastClock;
use serde_json::{Value, json};

use crate::play::{BEGIN, numbered_key};
use crate::server::TestServer;
use crate::site::{add_book, add_member, fund, post_games};
use crate::web::{Browser, Request};

/// A player with money before a board of two games: 101/102 and 103/104, KC at BAL -3.
fn player_before_a_board() -> (TestServer, Browser) {
    let server = TestServer::start(&FastClock::new(BEGIN, 0));
    let installation = &server.installation;
    post_games(installation, 2, BEGIN.plus_seconds(86_400));
    let (book, root) = add_book(installation, "acme", "boss");
    let player = add_member(installation, book, (root, Role::Player, "pat"));
    fund(installation, book, player, 100_000);
    let browser = server.signed_in(book, "acme", "pat");
    (server, browser)
}

fn read(browser: &mut Browser, text: &str) -> Value {
    let body = json!({"text": text});
    let answer = browser.send(&Request::of("POST", "/v1/entries").with_json(&body));
    assert_eq!(answer.status, 200, "{text}: {}", answer.json());
    answer.json()
}

#[test]
fn what_is_typed_is_quoted_and_placed_as_it_was_read() {
    let (_server, mut player) = player_before_a_board();
    for (text, spelled, risk) in [
        ("102 -3 200", "102 -3 risk 200.00", 20_000),
        ("101 to win 100", "101 +3 to win 100.00", 11_000),
        ("101 104 parlay 50", "parlay 101 +3 104 -3 risk 50.00", 5_000),
        ("rr 101 104 by 2 20", "rr 101 +3 104 -3 by 2 risk 20.00", 2_000),
    ] {
        let answer = read(&mut player, text);
        assert_eq!(answer["spelled"], json!(spelled), "{answer}");
        assert_eq!(answer["quote"]["risk"]["amount"], json!(risk), "{answer}");
        assert_eq!(answer["faults"], json!([]));
    }
    let answer = read(&mut player, "102 -3 -110 12");
    let leg = &answer["legs"][0];
    let wager = json!({
        "type": "straight", "entry": "risk", "amount": {"amount": 1_200, "currency": "USD"},
        "price_policy": "none",
        "legs": [{
            "market_id": leg["market_id"], "side": leg["side"], "version": leg["version"],
            "points": leg["points"], "odds": {"american": leg["odds"]["american"]},
        }],
    });
    let place = Request::of("POST", "/v1/wagers").with_json(&wager);
    let placed = player.send(&place.with_key(numbered_key(9_101)));
    assert_eq!(placed.status, 201, "{}", placed.json());
    assert_eq!(placed.json()["legs"][0]["selection"], answer["quote"]["legs"][0]["description"]);
}

#[test]
fn what_is_unclear_is_told_with_what_could_be_typed() {
    let (_server, mut player) = player_before_a_board();
    for (text, word, suggestion) in [
        ("102 -3", "", "102 -3 100"),
        ("102 -2.5 100", "102", "102 -3 risk 100.00"),
        ("1 -3 100", "1", "101 -3 100"),
        ("101 104 100", "", "parlay 101 104 100"),
    ] {
        let answer = read(&mut player, text);
        assert_eq!((&answer["quote"], &answer["spelled"]), (&json!(null), &json!(null)));
        assert_eq!(answer["faults"][0]["word"], json!(word), "{answer}");
        assert_eq!(answer["suggestions"][0], json!(suggestion), "{answer}");
    }
    let answer = read(&mut player, &"101 ".repeat(200));
    assert_eq!(answer["faults"][0]["why"], json!("at most 400 characters are read"));
    // What cannot be accepted is read all the same; the quote says what stands in the way.
    let answer = read(&mut player, "102 -3 2k");
    assert_eq!(answer["quote"]["refusals"][0]["code"], json!("insufficient_funds"), "{answer}");
    let body = json!({"text": "101 +3 100", "member_id": "m1"});
    let refused = player.send(&Request::of("POST", "/v1/entries").with_json(&body));
    assert!(!refused.is_success(), "{}", refused.json());
}
