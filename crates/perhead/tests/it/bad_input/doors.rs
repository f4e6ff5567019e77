//! Everything that stands before a request is looked at: sessions, tokens, keys, sites, books.

use serde_json::{Value, json};

use super::{Refusing, Who, demand_problem};
use crate::play::numbered_key;
use crate::site::straight;
use crate::stage::request::wager;
use crate::web::{Browser, Request};

fn good_wager(refusing: &Refusing) -> Value {
    let society = &refusing.society;
    wager(&straight(society.acme.member("player"), society.coming.market, 1_000))
}

fn bet(refusing: &mut Refusing) -> Request {
    let body = good_wager(refusing);
    Request::of("POST", "/v1/wagers").with_json(&body).with_key(refusing.key())
}

/// Sends a good wager from a browser that something is wrong with.
fn refuse_from(refusing: &mut Refusing, browser: &mut Browser, request: &Request, expected: &str) {
    let before = refusing.logs();
    let answer = browser.send(request);
    demand_problem(&answer, expected, &format!("{:?}", answer.json()));
    assert_eq!(before, refusing.logs(), "something was done: {expected}");
}

#[test]
fn without_a_session_a_token_or_a_book_nothing_is_done() {
    let mut refusing = Refusing::build();
    let good = bet(&mut refusing);

    let mut stranger = refusing.society.server.browser("acme");
    refuse_from(&mut refusing, &mut stranger, &good, "401 not_signed_in");
    stranger.cookies.insert("perhead-acme".to_owned(), "0".repeat(64));
    refuse_from(&mut refusing, &mut stranger, &good, "401 not_signed_in");
    stranger.cookies.insert("perhead-acme".to_owned(), "x; y=z".to_owned());
    refuse_from(&mut refusing, &mut stranger, &good, "401 not_signed_in");

    let mut forged = refusing.player.beside();
    forged.csrf = None;
    refuse_from(&mut refusing, &mut forged, &good, "403 csrf_failed");
    forged.csrf = Some("0".repeat(64));
    refuse_from(&mut refusing, &mut forged, &good, "403 csrf_failed");
    forged.csrf = refusing.operator.csrf.clone();
    refuse_from(&mut refusing, &mut forged, &good, "403 csrf_failed");

    let mut elsewhere = refusing.player.beside();
    elsewhere.book = Some("globe".to_owned());
    refuse_from(&mut refusing, &mut elsewhere, &good, "401 not_signed_in");
    elsewhere.book = Some("nosuch".to_owned());
    refuse_from(&mut refusing, &mut elsewhere, &good, "404 not_found");
    elsewhere.book = Some("Acme'--".to_owned());
    refuse_from(&mut refusing, &mut elsewhere, &good, "404 not_found");
    elsewhere.book = None;
    refuse_from(&mut refusing, &mut elsewhere, &good, "404 not_found");
    // A cookie of one book does not open another, whatever it is called.
    let cookie = elsewhere.cookies.remove("perhead-acme").expect("a cookie");
    elsewhere.cookies.insert("perhead-globe".to_owned(), cookie);
    elsewhere.book = Some("globe".to_owned());
    refuse_from(&mut refusing, &mut elsewhere, &good, "401 not_signed_in");
}

#[test]
fn other_sites_other_methods_and_other_types_are_refused() {
    let mut refusing = Refusing::build();
    let good = bet(&mut refusing);
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let request = good.clone().with_header(name, value);
        refusing.refuse_request(Who::Player, &request, "403 cross_site");
    }
    let body = good_wager(&refusing).to_string();
    for content_type in ["text/plain", "application/x-www-form-urlencoded", ""] {
        let request = Request::of("POST", "/v1/wagers");
        let request = request.with_key(numbered_key(77)).with_text(content_type, &body);
        refusing.refuse_request(Who::Player, &request, "415 unsupported_media_type");
    }
    for (method, path) in [("PUT", "/v1/wagers"), ("DELETE", "/v1/members"), ("POST", "/v1/board")]
    {
        let request = Request::of(method, path).with_json(&json!({})).with_key(numbered_key(78));
        refusing.refuse_request(Who::Operator, &request, "405 method_not_allowed");
    }
}

#[test]
fn money_needs_a_key_that_is_one() {
    let mut refusing = Refusing::build();
    let body = good_wager(&refusing);
    let bare = Request::of("POST", "/v1/wagers").with_json(&body);
    refusing.refuse_request(Who::Player, &bare, "400 key_missing");
    for key in ["", "1", "not-a-uuid", "00000000-0000-0000-0000-000000000000"] {
        let request = bare.clone().with_header("idempotency-key", key);
        refusing.refuse_request(Who::Player, &request, "400 key_invalid");
    }
    let long = "0".repeat(300);
    let request = bare.with_header("idempotency-key", &long);
    refusing.refuse_request(Who::Player, &request, "400 key_invalid");
}

#[test]
fn a_key_belongs_to_one_request_of_one_member() {
    let mut refusing = Refusing::build();
    let society = &refusing.society;
    let (player, market) = (society.acme.member("player_aside"), society.coming.market);
    let mut aside = society.browser(&society.acme, "player_aside");
    let key = refusing.key();
    // Below the smallest risk: refused, and kept under its key.
    let small = Request::of("POST", "/v1/wagers").with_key(key);
    let small = small.with_json(&wager(&straight(player, market, 1)));
    refuse_from(&mut refusing, &mut aside, &small, "422 below_min_risk");
    refuse_from(&mut refusing, &mut aside, &small, "422 below_min_risk");
    let other = Request::of("POST", "/v1/wagers").with_key(key);
    let other = other.with_json(&wager(&straight(player, market, 1_000)));
    refuse_from(&mut refusing, &mut aside, &other, "422 key_reused");
    // Somebody else learns nothing of what stands under the key.
    let good = Request::of("POST", "/v1/wagers").with_key(key);
    let good = good.with_json(&good_wager(&refusing));
    refusing.refuse_request(Who::Player, &good, "422 key_reused");
    let paid = Request::of("POST", "/v1/payments").with_key(key).with_json(&json!({
        "member_id": format!("m{}", player.0), "kind": "receipt", "method": "cash",
        "amount": {"amount": 100, "currency": "USD"},
    }));
    refusing.refuse_request(Who::Operator, &paid, "422 key_reused");
}

#[test]
fn signing_in_tells_nothing_of_who_exists() {
    let mut refusing = Refusing::build();
    let mut stranger = refusing.society.server.browser("acme");
    let told = |login: &str, password: &str| json!({"login": login, "password": password});
    let post = |body: &Value| Request::of("POST", "/v1/session").with_json(body);
    for body in [
        json!({}),
        json!({"login": "player"}),
        json!({"login": "player", "password": 5}),
        json!({"login": ["player"], "password": "x"}),
        json!({"login": "player", "password": "x", "role": "operator"}),
    ] {
        let before = refusing.logs();
        let answer = stranger.send(&post(&body));
        assert!(answer.code().starts_with("field_") && answer.status == 422, "{}", answer.json());
        assert_eq!(before, refusing.logs());
    }
    let unknown = stranger.send(&post(&told("nobody-here", "wrong password")));
    let known = stranger.send(&post(&told("acme.player.y", "wrong password")));
    demand_problem(&unknown, "401 bad_credentials", "unknown");
    demand_problem(&known, "401 bad_credentials", "known");
    let without_id = |answer: &crate::web::Answer| {
        let mut problem = answer.json();
        problem["correlation_id"] = Value::Null;
        problem
    };
    assert_eq!(without_id(&unknown), without_id(&known));
    for token in ["x", &"0".repeat(64), "..%2f"] {
        let path = format!("/v1/invitations/{token}");
        let chosen = json!({"password": "river stone 1871"});
        let request = Request::of("POST", path).with_json(&chosen);
        refuse_from(&mut refusing, &mut stranger, &request, "410 invitation_invalid");
    }
}
