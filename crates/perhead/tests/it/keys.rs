//! Programs with keys, people who look as somebody, devices that are signed out, and members from
//! files, all over the real interface.

use std::process::ExitCode;

use perhead::import::{Options, players};
use serde_json::json;

use crate::folder::Folder;
use crate::play::BEGIN;
use crate::society::{Society, login};
use crate::web::{Answer, Request};

fn bearer(request: Request, secret: &str) -> Request {
    request.with_header("authorization", &format!("Bearer {secret}"))
}

fn secret_of(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{}", answer.json());
    answer.json()["secret"].as_str().expect("a secret").to_owned()
}

#[test]
fn a_program_does_what_its_key_says_until_the_key_ends() {
    let society = Society::build();
    let mut operator = society.browser(&society.acme, "operator");
    let body = json!({"name": "nightly", "scopes": ["view_branch", "record_payment"], "days": 30});
    let secret = secret_of(&operator.send(&Request::of("POST", "/v1/api-keys").with_json(&body)));
    let mut program = society.server.browser("acme");
    let list = bearer(Request::get("/v1/members"), &secret);
    assert_eq!(program.send(&list).status, 200);
    // Its owner holds the right to correct balances; the key does not.
    let player = format!("m{}", society.acme.member("player").0);
    let pay = |kind: &str, number: u64| {
        let body = json!({
            "member_id": player, "kind": kind, "method": "cash", "note": "by a program",
            "amount": {"amount": 500, "currency": "USD"},
        });
        let request = Request::of("POST", "/v1/payments").with_json(&body);
        bearer(request.with_key(crate::play::numbered_key(number)), &secret)
    };
    assert_eq!(program.send(&pay("receipt", 7_001)).status, 201);
    assert_eq!(program.send(&pay("adjustment", 7_002)).code(), "not_permitted");
    assert_eq!(program.send(&bearer(Request::get("/v1/events"), &secret)).code(), "not_permitted");
    // In another book the key is nobody, and a secret in a cookie is no key.
    let mut elsewhere = society.server.browser("globe");
    assert_eq!(elsewhere.send(&list).code(), "not_signed_in");
    let wrong = bearer(Request::get("/v1/members"), &"0".repeat(64));
    assert_eq!(program.send(&wrong).code(), "not_signed_in");
    let keys = operator.send(&Request::get("/v1/api-keys")).json();
    let id = keys["items"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(keys["items"][0]["scopes"], json!(["view_branch", "record_payment"]));
    let ended = operator.send(&Request::of("DELETE", format!("/v1/api-keys/{id}")));
    assert_eq!(ended.status, 204, "{}", ended.json());
    assert_eq!(program.send(&list).code(), "not_signed_in");
    // Nobody gives a key what they do not hold.
    let body = json!({"name": "more", "scopes": ["manage_platform"], "days": 1});
    let refused = operator.send(&Request::of("POST", "/v1/api-keys").with_json(&body));
    assert_eq!(refused.code(), "field_invalid");
}

#[test]
fn whoever_looks_as_a_player_sees_and_changes_nothing() {
    let society = Society::build();
    let mut operator = society.browser(&society.acme, "operator");
    let player = format!("m{}", society.acme.member("player").0);
    let body = json!({"member_id": player, "reason": "a question by phone"});
    let ask = Request::of("POST", "/v1/views").with_json(&body);
    let refused = society.browser(&society.acme, "staff").send(&ask);
    assert_eq!(refused.code(), "not_permitted");
    let secret = secret_of(&operator.send(&ask));
    let mut eyes = society.server.browser("acme");
    let session = eyes.send(&bearer(Request::get("/v1/session"), &secret)).json();
    assert_eq!(session["member"]["login"], login("acme", "player").as_str());
    let end = bearer(Request::of("DELETE", "/v1/sessions"), &secret);
    assert_eq!(eyes.send(&end).code(), "view_only");
    let told = operator.send(&Request::get(format!("/v1/members/{player}/timeline"))).json();
    let newest = &told["items"][0];
    assert_eq!(newest["kind"], "view_issued");
    assert_eq!(newest["actor"]["login"], login("acme", "operator").as_str());
    assert_eq!(newest["fields"]["reason"], "a question by phone");
    let kinds: Vec<&str> = told["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|one| one["kind"].as_str())
        .collect();
    for kind in ["member_created", "receipt_recorded", "wager_accepted"] {
        assert!(kinds.contains(&kind), "{kind} is missing: {kinds:?}");
    }
    // The agent above sees the same, but not who of the house acted.
    let mut agent = society.browser(&society.acme, "agent");
    let told = agent.send(&Request::get(format!("/v1/members/{player}/timeline"))).json();
    assert!(told["items"][0]["actor"].is_null(), "{told}");
}

#[test]
fn devices_are_listed_and_signed_out() {
    let society = Society::build();
    let mut one = society.browser(&society.acme, "player");
    let mut other = society.browser(&society.acme, "player");
    let devices = one.send(&Request::get("/v1/sessions")).json();
    let devices = devices["items"].as_array().expect("devices").clone();
    assert_eq!(devices.len(), 2);
    let far = devices.iter().find(|one| one["is_this"] == false).expect("the other device");
    let id = far["id"].as_str().expect("an id");
    let path = format!("/v1/sessions/{id}");
    let stranger =
        society.browser(&society.acme, "player_aside").send(&Request::of("DELETE", &path));
    assert_eq!(stranger.code(), "not_found");
    assert_eq!(one.send(&Request::of("DELETE", &path)).status, 204);
    assert_eq!(other.send(&Request::get("/v1/balance")).code(), "not_signed_in");
    // An operator ends every session of a member.
    let mut operator = society.browser(&society.acme, "operator");
    let player = format!("m{}", society.acme.member("player").0);
    let all = Request::of("DELETE", format!("/v1/sessions?member_id={player}"));
    assert_eq!(operator.send(&all).status, 204);
    assert_eq!(one.send(&Request::get("/v1/balance")).code(), "not_signed_in");
}

#[test]
fn somebody_signs_up_looks_and_bets_once_approved() {
    let society = Society::build();
    let mut operator = society.browser(&society.acme, "operator");
    let agent = format!("m{}", society.acme.member("agent").0);
    let body = json!({"code": "spring", "parent_id": agent, "uses_max": 1, "days": 7});
    let given = operator.send(&Request::of("POST", "/v1/signup-codes").with_json(&body));
    assert_eq!(given.status, 204, "{}", given.json());
    let mut newcomer = society.server.browser("acme");
    let body = json!({
        "code": "spring", "login": "nell", "password": "river stone 1871",
        "person": {"name": "Nell Young", "born": "1990-02-03"},
        "terms_version": "", "privacy_version": "", "acknowledgement_version": "1",
    });
    let registration = Request::of("POST", "/v1/registrations").with_json(&body);
    assert_eq!(newcomer.send(&registration).status, 201);
    let again = newcomer.send(&registration);
    assert!(!again.is_success(), "a code for one is used up: {}", again.json());
    let signed_in = newcomer.sign_in("nell", "river stone 1871");
    assert_eq!(signed_in.json()["member"]["status"], "pending");
    assert_eq!(newcomer.send(&Request::get("/v1/board")).status, 200);
    let identity = newcomer.send(&Request::get("/v1/identity")).json();
    assert_eq!(identity["person"]["born"], "1990-02-03");
    let id = signed_in.json()["member"]["id"].as_str().expect("an id").to_owned();
    let approve = Request::of("PATCH", format!("/v1/members/{id}"));
    let approved = operator.send(&approve.with_json(&json!({"status": "active"})));
    assert_eq!(approved.json()["status"], "active", "{}", approved.json());
}

#[test]
fn a_file_of_members_is_taken_whole_or_by_its_good_lines() {
    let society = Society::build();
    let mut operator = society.browser(&society.acme, "operator");
    let agent = login("acme", "agent");
    let file = format!(
        "login,name,parent,credit_limit\n\
         file.one,Élodie One,{agent},100.50\n\
         x,Too Short,{agent},\n\
         {agent},Taken Login,,\n\
         file.one,Twice,,\n"
    );
    let post = |path: &str| Request::of("POST", path).with_text("text/csv", &file);
    let refused = operator.send(&post("/v1/members/import"));
    let told = refused.json();
    let fields: Vec<&str> = told["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .filter_map(|one| one["field"].as_str())
        .collect();
    assert_eq!(fields, ["lines[3].login", "lines[4].login", "lines[5].login"], "{told}");
    let found = operator.send(&Request::get("/v1/members?search=elodie")).json();
    assert_eq!(found["items"], json!([]), "nothing was created");
    let taken = operator.send(&post("/v1/members/import?good_rows=true"));
    assert_eq!(taken.status, 200, "{}", taken.json());
    assert_eq!(taken.json()["logins"], json!(["file.one"]));
    let found = operator.send(&Request::get("/v1/members?search=elodie")).json();
    assert_eq!(found["items"][0]["parent_login"], agent.as_str());
    assert_eq!(found["items"][0]["credit_limit"]["amount"], 10_050);
}

#[test]
fn a_large_file_is_imported_in_chunks_and_once() {
    let folder = Folder::create();
    let address = folder.database();
    let clock = perhead::clock::FastClock::new(BEGIN, 0);
    let installation =
        perhead::serve::Installation::open(&address, std::sync::Arc::new(clock)).expect("opens");
    installation.ensure_platform("").expect("the provider's scope");
    let (book, _) = crate::site::add_book(&installation, "acme", "boss");
    drop(installation);
    let rows: String =
        (0..2_500).map(|number| format!("player.{number},Player {number}\n")).collect();
    let file = std::env::temp_dir().join(format!("perhead-import-{}.csv", std::process::id()));
    let import = |text: &str, good_rows: bool| {
        std::fs::write(&file, text).expect("written");
        let options = Options { book: "acme", good_rows, dry_run: false };
        players(&address, &file, &options).expect("runs")
    };
    let success = |code: ExitCode| format!("{code:?}") == format!("{:?}", ExitCode::SUCCESS);
    let bad = format!("login,name\n{rows}player.7,Again\n");
    assert!(!success(import(&bad, false)));
    let database = store::open(&address).expect("opens");
    assert_eq!(database.all_members(book).expect("reads").len(), 1);
    let good = format!("login,name\n{rows}");
    assert!(success(import(&good, false)));
    assert_eq!(database.all_members(book).expect("reads").len(), 2_501);
    // The same file once more changes nothing.
    assert!(success(import(&good, false)));
    assert_eq!(database.all_members(book).expect("reads").len(), 2_501);
    crate::scenarios::demand_clean(&database).expect("clean");
    std::fs::remove_file(&file).expect("removed");
}
