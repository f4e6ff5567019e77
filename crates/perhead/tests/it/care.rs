//! Care for the person behind an account, over the real interface: notices of accesses, sums of
//! what was won and lost, prompts for a limit, former accounts.

use desk::port::Views as _;
use domain::member::Role;
use perhead::clock::FastClock;
use serde_json::{Value, json};

use crate::play::BEGIN;
use crate::scenarios::demand_clean;
use crate::server::TestServer;
use crate::site::{add_book, add_member};
use crate::society::Society;
use crate::web::{Answer, Browser, Request};

fn send(browser: &mut Browser, method: &'static str, path: &str, body: &Value) -> Answer {
    browser.send(&Request::of(method, path).with_json(body))
}

fn get(browser: &mut Browser, path: &str) -> Value {
    let answer = browser.send(&Request::get(path));
    assert_eq!(answer.status, 200, "GET {path}: {}", answer.json());
    answer.json()
}

fn items(list: &Value) -> Vec<Value> {
    list["items"].as_array().expect("a list").clone()
}

#[test]
fn a_player_is_told_of_accesses_from_elsewhere_once_and_ends_a_strangers() {
    let society = Society::build();
    let mut own = society.browser(&society.acme, "player");
    assert_eq!(own.send(&Request::of("POST", "/v1/access-notices/read")).status, 204);
    assert_eq!(items(&get(&mut own, "/v1/access-notices")), Vec::<Value>::new());
    let mut stranger = society.browser(&society.acme, "player");
    let told = items(&get(&mut own, "/v1/access-notices"));
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((&told[0]["is_this"], &told[0]["ended_at"]), (&json!(false), &Value::Null));
    let path = format!("/v1/sessions/{}", told[0]["id"].as_str().expect("an id"));
    assert_eq!(own.send(&Request::of("DELETE", &path)).status, 204);
    assert_eq!(stranger.send(&Request::get("/v1/balance")).code(), "not_signed_in");
    assert!(items(&get(&mut own, "/v1/access-notices"))[0]["ended_at"].is_string());
    assert_eq!(own.send(&Request::of("POST", "/v1/access-notices/read")).status, 204);
    assert_eq!(items(&get(&mut own, "/v1/access-notices")).len(), 0);
    // Whoever does not want to be told is not.
    let off = send(&mut own, "PUT", "/v1/access-notices", &json!({"wanted": false})).json();
    assert_eq!(off["wanted"], false);
    let _another = society.browser(&society.acme, "player");
    assert_eq!(items(&get(&mut own, "/v1/access-notices")).len(), 0);
}

#[test]
fn sums_of_a_time_are_those_of_the_statement_and_a_prompt_comes_before_the_first_deposit() {
    let society = Society::build();
    let mut operator = society.browser(&society.acme, "operator");
    let spare = format!("m{}", society.acme.member("spare").0);
    let whole = "from=2000-01-01";
    let sums = get(&mut operator, &format!("/v1/history?member_id={spare}&{whole}"));
    let lines = get(&mut operator, &format!("/v1/statement?member_id={spare}&limit=200"));
    let of = |facts: &[&str]| -> i64 {
        let lines = lines["items"].as_array().expect("lines").iter();
        let wanted = lines.filter(|line| facts.iter().any(|fact| line["fact"] == *fact));
        wanted.map(|line| line["amount"]["amount"].as_i64().expect("an amount")).sum()
    };
    assert_eq!(sums["result"]["amount"], of(&["settlement", "reversal", "void"]));
    assert_eq!(sums["deposits_ever"]["amount"], of(&["receipt"]));
    assert_eq!(sums["net_deposits_ever"]["amount"], of(&["receipt", "disbursement"]));
    assert!(sums["staked"]["amount"].as_i64().is_some_and(|staked| staked > 0), "{sums}");
    let later = get(&mut operator, &format!("/v1/history?member_id={spare}&from=2100-01-01"));
    assert_eq!((&later["staked"]["amount"], &later["deposits"]["amount"]), (&json!(0), &json!(0)));
    assert_eq!(later["deposits_ever"], sums["deposits_ever"]);
    // Another branch's player is nobody to an agent.
    let aside = format!("m{}", society.acme.member("player_aside").0);
    let mut agent = society.browser(&society.acme, "agent");
    let hidden = agent.send(&Request::get(format!("/v1/history?member_id={aside}")));
    assert_eq!(hidden.code(), "not_found");
    // Nothing was paid in for the one who moves: a limit is asked for until one is set.
    let mut mover = society.browser(&society.acme, "mover");
    assert_eq!(get(&mut mover, "/v1/protection")["prompt_due"], true);
    assert_eq!(
        get(&mut society.browser(&society.acme, "spare"), "/v1/protection")["prompt_due"],
        false
    );
    let amount = json!({"amount": 5_000, "currency": "USD"});
    let limit = json!({"measure": "deposit", "span": "week", "amount": amount});
    let set = send(&mut mover, "PUT", "/v1/protection/limits", &limit);
    assert_eq!(set.json()["prompt_due"], false, "{}", set.json());
}

#[test]
fn former_accounts_of_a_person_stand_on_the_card_with_the_reason() {
    let clock = FastClock::new(BEGIN, 0);
    let server = TestServer::start(&clock);
    server.installation.ensure_platform("").expect("the provider's scope opens");
    let (book, root) = add_book(&server.installation, "acme", "boss");
    let [first, second] = ["first", "second"]
        .map(|login| add_member(&server.installation, book, (root, Role::Player, login)));
    let mut boss = server.signed_in(book, "acme", "boss");
    let person = json!({"person": {"name": "Pat Lee", "born": "1990-01-02"}});
    let identity = |id: i64| format!("/v1/members/m{id}/identity");
    assert_eq!(send(&mut boss, "PUT", &identity(first.0), &person).status, 200);
    let refused = send(&mut boss, "PUT", &identity(second.0), &person);
    assert_eq!(refused.code(), "duplicate_person");
    let closing = json!({"note": "moved abroad"});
    let path = format!("/v1/members/m{}/closing", first.0);
    assert!(send(&mut boss, "POST", &path, &closing).is_success());
    let known = send(&mut boss, "PUT", &identity(second.0), &person).json();
    assert_eq!(known["channel"], "by_hand");
    let former = &known["previous_accounts"];
    assert_eq!(former.as_array().map(Vec::len), Some(1), "{known}");
    assert_eq!(
        (&former[0]["login"], &former[0]["reason"]),
        (&json!("first"), &json!("moved abroad"))
    );
    assert!(former[0]["closed_at"].is_string());
}

#[test]
fn a_granted_request_opens_everything_that_is_kept_and_nobody_elses() {
    let society = Society::build();
    let mut own = society.browser(&society.acme, "player");
    let mut operator = society.browser(&society.acme, "operator");
    let say = |browser: &mut _, body: &Value| send(browser, "POST", "/v1/messages", body).status;
    assert_eq!(say(&mut own, &json!({"text": "what do you keep of me?"})), 201);
    let ask = json!({"kind": "portability", "text": "all of it"});
    let asked = send(&mut own, "POST", "/v1/subject-requests", &ask).json();
    let path = format!("/v1/subject-requests/{}", asked["id"].as_str().expect("an id"));
    let archive = Request::get(format!("{path}/archive"));
    assert_eq!(own.send(&archive).code(), "wrong_state");
    let answer = json!({"granted": true, "reason": "as asked"});
    let answered = send(&mut operator, "POST", &format!("{path}/answer"), &answer).json();
    assert_eq!(answered["answer"]["granted"], true, "{answered}");
    let kept = own.send(&archive).json();
    assert_eq!(kept["is_whole"], true, "{kept}");
    let count = |name: &str| kept[name].as_array().map_or(0, Vec::len);
    let parts = ["accesses", "statement", "tickets", "events", "messages"];
    assert!(parts.iter().all(|name| count(name) > 0), "{kept}");
    let lines = items(&get(&mut own, "/v1/statement?limit=200"));
    assert_eq!(kept["statement"], json!(lines));
    let said = &kept["messages"][0];
    assert_eq!(said["text"], "what do you keep of me?");
    assert_eq!((&said["by_member"], &said["to_branch"]), (&json!(true), &json!(false)));
    assert_eq!(operator.send(&archive).status, 200);
    let mut stranger = society.browser(&society.acme, "player_aside");
    assert_eq!(stranger.send(&archive).code(), "not_found");
}

#[test]
fn the_timer_erases_what_the_law_keeps_no_longer_and_nothing_else() {
    let clock = FastClock::new(BEGIN, 0);
    let server = TestServer::start(&clock);
    server.installation.ensure_platform("").expect("the provider's scope opens");
    let (book, root) = add_book(&server.installation, "acme", "boss");
    let [gone, stays] = ["gone", "stays"]
        .map(|login| add_member(&server.installation, book, (root, Role::Player, login)));
    let mut boss = server.signed_in(book, "acme", "boss");
    server.signed_in(book, "acme", "gone");
    for (member, name) in [(gone, "Pat Lee"), (stays, "Kim Roe")] {
        let path = format!("/v1/members/m{}/identity", member.0);
        let person = json!({"person": {"name": name, "born": "1990-01-02"}});
        assert_eq!(send(&mut boss, "PUT", &path, &person).status, 200);
    }
    let closing = format!("/v1/members/m{}/closing", gone.0);
    assert!(send(&mut boss, "POST", &closing, &json!({})).is_success());
    let worker = server.installation.worker();
    let database = &server.installation.database;
    let of = |days: i64| {
        clock.skip_to(BEGIN.plus_seconds(days * 24 * 60 * 60));
        worker.erase(book).expect("erases");
        let persons = database.all_persons(book).expect("reads");
        let members = database.all_members(book).expect("reads");
        let name =
            |id| persons.iter().find(|one| one.member == id).map(|one| one.details.name.clone());
        let login = members.iter().find(|one| one.id == gone).map(|one| one.login.clone());
        let places = database.sessions(book, gone).expect("reads");
        let kept = places.iter().filter(|one| !one.address.is_empty()).count();
        (name(gone), name(stays), login, kept)
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(of(5 * 366), (text("Pat Lee"), text("Kim Roe"), text("gone"), 1));
    let erased = format!("-{}", gone.0);
    assert_eq!(of(3_661), (text(""), text("Kim Roe"), text(&erased), 0));
    assert!(worker.erasures(book).expect("reads").is_empty());
    demand_clean(database).expect("clean");
}

#[test]
fn messages_are_kept_for_their_days_and_then_by_nobody() {
    let clock = FastClock::new(BEGIN, 0);
    let server = TestServer::start(&clock);
    server.installation.ensure_platform("").expect("the provider's scope opens");
    let (book, root) = add_book(&server.installation, "acme", "boss");
    let pat = add_member(&server.installation, book, (root, Role::Player, "pat"));
    let after = |days: i64, seconds: i64| {
        clock.skip_to(BEGIN.plus_seconds(days * 24 * 60 * 60 + seconds));
    };
    let say = |day: i64, text: &str| {
        after(day, 0);
        let mut own = server.signed_in(book, "acme", "pat");
        let said = send(&mut own, "POST", "/v1/messages", &json!({ "text": text }));
        assert_eq!(said.status, 201, "{}", said.json());
    };
    say(0, "first");
    say(1, "second");
    let worker = server.installation.worker();
    let kept = |day: i64| {
        after(day, 60);
        worker.erase(book).expect("erases");
        let mut boss = server.signed_in(book, "acme", "boss");
        let told = get(&mut boss, &format!("/v1/messages?member_id=m{}", pat.0));
        let waiting = items(&get(&mut boss, "/v1/conversations"));
        let waiting = waiting.first().and_then(|one| one["waiting"].as_i64()).unwrap_or(0);
        demand_clean(&server.installation.database).expect("clean");
        let texts = items(&told).into_iter().map(|one| one["text"].as_str().map(str::to_owned));
        (texts.flatten().collect::<Vec<_>>(), waiting)
    };
    let texts = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    assert_eq!(kept(89), (texts(&["second", "first"]), 2));
    assert_eq!(kept(90), (texts(&["second"]), 1));
    assert_eq!(kept(91), (texts(&[]), 0));
    say(92, "again");
    assert_eq!(kept(93), (texts(&["again"]), 1));
    assert!(worker.erasures(book).expect("reads").is_empty());
}
