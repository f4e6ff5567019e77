//! A large file of members over the real interface: judged whole, written in pieces with every
//! step told, gone on with where it stood, and bounded like everything else.

use domain::member::Role;
use perhead::clock::FastClock;
use serde_json::Value;

use crate::play::BEGIN;
use crate::scenarios::demand_clean;
use crate::server::TestServer;
use crate::site::{add_book, add_member};
use crate::web::{Answer, Browser, Request};

const PATH: &str = "/v1/members/import-file";

fn send(browser: &mut Browser, query: &str, text: &str) -> Answer {
    let request = Request::of("POST", format!("{PATH}{query}")).with_text("text/csv", text);
    browser.send(&request)
}

/// Every step of an answer.
fn steps(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.json());
    let text = String::from_utf8(answer.body.clone()).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON on every line")).collect()
}

fn last(answer: &Answer) -> Value {
    steps(answer).last().expect("a last step").clone()
}

fn told(step: &Value) -> (&str, i64, i64, i64) {
    let number = |name: &str| step[name].as_i64().expect("a number");
    (step["state"].as_str().expect("a state"), number("done"), number("total"), number("wrong"))
}

fn file(first: usize, count: usize) -> String {
    let lines =
        (first..first + count).map(|number| format!("filed{number},Player {number},25.00\n"));
    format!("login,name,credit_limit\n{}", lines.collect::<String>())
}

#[test]
fn a_large_file_is_written_in_pieces_and_goes_on_where_it_stood() {
    let clock = FastClock::new(BEGIN, 0);
    let server = TestServer::start(&clock);
    server.installation.ensure_platform("").expect("the provider's scope opens");
    let (book, root) = add_book(&server.installation, "acme", "boss");
    let agent = add_member(&server.installation, book, (root, Role::Agent, "art"));
    add_member(&server.installation, book, (agent, Role::Player, "pat"));
    let mut boss = server.signed_in(book, "acme", "boss");
    let count = || server.installation.database.all_members(book).expect("reads").len();
    let before = count();
    // Judged only, then written: a step for each thousand.
    let text = file(0, 2_500);
    assert_eq!(told(&last(&send(&mut boss, "?dry_run=true", &text))), ("done", 0, 2_500, 0));
    assert_eq!(count(), before);
    let answer = send(&mut boss, "", &text);
    let done: Vec<i64> = steps(&answer)
        .iter()
        .filter(|step| step["state"] == "writing")
        .map(|step| step["done"].as_i64().expect("a number"))
        .collect();
    assert_eq!(done, [0, 1_000, 2_000, 2_500]);
    assert_eq!(told(&last(&answer)), ("done", 2_500, 2_500, 0));
    assert_eq!(count(), before + 2_500);
    // The same file again makes nobody twice and says so.
    let again = last(&send(&mut boss, "", &text));
    assert_eq!(
        (told(&again), &again["written_before"]),
        (("done", 2_500, 2_500, 0), &2_500.into())
    );
    assert_eq!(count(), before + 2_500);
    // Another one with a line of the first and a line that is no member.
    let mixed = format!("{}filed7,Once More,1\n,No Login,1\n", file(5_000, 1_500));
    let refused = last(&send(&mut boss, "", &mixed));
    assert_eq!(told(&refused), ("refused", 0, 1_500, 2));
    let fault = |place: usize| {
        let error = &refused["errors"][place];
        (error["line"].as_i64(), error["field"].as_str(), error["code"].as_str())
    };
    assert_eq!(fault(0), (Some(1_502), Some("login"), Some("already_exists")));
    assert_eq!(fault(1), (Some(1_503), Some("login"), Some("field_invalid")));
    assert_eq!(count(), before + 2_500);
    let good = last(&send(&mut boss, "?good_rows=true", &mixed));
    assert_eq!(told(&good), ("done", 1_500, 1_500, 2));
    assert_eq!(count(), before + 4_000);
    // Whoever may create nobody is told so before the file is read.
    let mut pat = server.signed_in(book, "acme", "pat");
    assert_eq!(send(&mut pat, "", &text).code(), "not_permitted");
    // An agent's members stand below the agent, whatever the file of somebody else did.
    let mut art = server.signed_in(book, "acme", "art");
    assert_eq!(told(&last(&send(&mut art, "", &file(9_000, 3)))), ("done", 3, 3, 0));
    let members = server.installation.database.all_members(book).expect("reads");
    let below = members.iter().filter(|one| one.parent == agent).count();
    assert_eq!(below, 4);
    // No CSV, no columns, too large.
    let json = Request::of("POST", PATH).with_json(&serde_json::json!({}));
    assert_eq!(boss.send(&json).code(), "unsupported_media_type");
    assert_eq!(told(&last(&send(&mut boss, "", "login\nx\n"))), ("refused", 0, 0, 1));
    demand_clean(&server.installation.database).expect("clean");
}
