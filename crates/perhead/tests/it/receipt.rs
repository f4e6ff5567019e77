//! Signed receipts over the real interface, and proved offline by the program.

use std::fs;

use domain::member::Role;
use perhead::clock::FastClock;
use serde_json::json;

use crate::folder::Folder;
use crate::play::{BEGIN, numbered_key};
use crate::server::TestServer;
use crate::site::{add_book, add_member, fund, post_games};
use crate::web::Request;

#[test]
fn a_receipt_proves_offline_what_was_accepted() {
    let server = TestServer::start(&FastClock::new(BEGIN, 0));
    let installation = &server.installation;
    let games = post_games(installation, 1, BEGIN.plus_seconds(86_400));
    let (book, root) = add_book(installation, "acme", "boss");
    let player = add_member(installation, book, (root, Role::Player, "pat"));
    add_member(installation, book, (root, Role::Player, "eve"));
    fund(installation, book, player, 100_000);
    let mut pat = server.signed_in(book, "acme", "pat");
    let wager = json!({
        "type": "straight", "entry": "risk", "amount": {"amount": 1_200, "currency": "USD"},
        "price_policy": "none",
        "legs": [{"market_id": format!("k{}", games[0].market.0), "side": "home", "version": 1}],
    });
    let place = Request::of("POST", "/v1/wagers").with_json(&wager);
    let placed = pat.send(&place.with_key(numbered_key(9_201)));
    assert_eq!(placed.status, 201, "{}", placed.json());
    let path = format!("/v1/wagers/{}/receipt", placed.json()["id"].as_str().expect("an id"));
    let key = pat.send(&Request::get("/v1/book/key")).json()["public_key"].clone();
    for (file, kind) in [("text", "text/plain; charset=utf-8"), ("pdf", "application/pdf")] {
        let answer = pat.send(&Request::get(format!("{path}?file={file}")));
        assert_eq!((answer.status, answer.headers["content-type"].as_str()), (200, kind));
        let verified = api::verify(&answer.body).expect("it holds");
        assert_eq!(json!(verified.key), key);
        let term = |name: &str| verified.terms.iter().find(|(term, _)| term == name);
        assert_eq!(term("risk").map(|(_, value)| value.as_str()), Some("12.00 USD"));
        assert_eq!(term("book").map(|(_, value)| value.as_str()), Some("acme"));
        assert!(term("leg 1").is_some_and(|(_, value)| value.contains("BAL -3")), "{verified:?}");
        // The program says the same of the file, and finds out a byte that was changed.
        let folder = Folder::create();
        let place = folder.path().join("receipt");
        fs::write(&place, &answer.body).expect("written");
        let args = |key: Option<String>| perhead::verify::VerifyArgs { file: place.clone(), key };
        let said = |key| format!("{:?}", perhead::verify::run(&args(key)).expect("read"));
        let good = format!("{:?}", std::process::ExitCode::SUCCESS);
        assert_eq!(said(None), good);
        assert_eq!(said(key.as_str().map(str::to_owned)), good);
        assert_ne!(said(Some("0".repeat(64))), good);
        let accepted = term("accepted").map(|(_, value)| value.clone()).expect("a time");
        for written in ["12.00 USD", &accepted, "BAL -3"] {
            let length = written.len();
            let mut places = answer.body.windows(length);
            let at = places.position(|part| part == written.as_bytes()).expect("stands there");
            let mut forged = answer.body.clone();
            forged[at + length - 1] ^= 1;
            fs::write(&place, &forged).expect("written");
            assert_ne!(said(None), good, "{written} was changed");
        }
    }
    // Nobody else has it.
    let mut eve = server.signed_in(book, "acme", "eve");
    assert_eq!(eve.send(&Request::get(&*path)).code(), "not_found");
}

#[test]
fn a_receipt_tells_who_wrote_the_ticket() {
    let server = TestServer::start(&FastClock::new(BEGIN, 0));
    let installation = &server.installation;
    let games = post_games(installation, 1, BEGIN.plus_seconds(86_400));
    let (book, root) = add_book(installation, "acme", "boss");
    let player = add_member(installation, book, (root, Role::Player, "pat"));
    fund(installation, book, player, 100_000);
    let mut boss = server.signed_in(book, "acme", "boss");
    let wager = json!({
        "type": "straight", "entry": "risk", "amount": {"amount": 1_200, "currency": "USD"},
        "price_policy": "none", "member_id": format!("m{}", player.0),
        "legs": [{"market_id": format!("k{}", games[0].market.0), "side": "home", "version": 1}],
    });
    let place = Request::of("POST", "/v1/wagers").with_json(&wager);
    let placed = boss.send(&place.with_key(numbered_key(9_202)));
    assert_eq!(placed.status, 201, "{}", placed.json());
    let clerk = format!("m{}", root.0);
    assert_eq!(placed.json()["written_by"], json!(clerk));
    let id = placed.json()["id"].as_str().expect("an id").to_owned();
    let mut pat = server.signed_in(book, "acme", "pat");
    let shown = pat.send(&Request::get(format!("/v1/wagers/{id}")));
    assert_eq!(shown.json()["written_by"], json!(clerk));
    let receipt = pat.send(&Request::get(format!("/v1/wagers/{id}/receipt?file=text")));
    let verified = api::verify(&receipt.body).expect("it holds");
    let written = ("written by".to_owned(), format!("clerk {clerk}"));
    assert!(verified.terms.contains(&written), "{verified:?}");
}
