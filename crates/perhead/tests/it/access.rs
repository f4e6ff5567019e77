//! Ways in over the real interface: second factors, proofs for what is sensitive, passwords chosen
//! anew, lifetimes of sessions by the book's settings, and books under a domain of their own.

use domain::command::{Action, Actor};
use perhead::calls::{call, fresh};
use perhead::clock::FastClock;
use serde_json::{Value, json};

use crate::play::BEGIN;
use crate::script::Shown;
use crate::server::TestServer;
use crate::site::add_book;
use crate::society::Society;
use crate::stage::device::Device;
use crate::web::{Answer, Browser, Request};

const PASSWORD: &str = "river stone 1871";

/// A server, and the operator of its one book with a password.
fn house(clock: &FastClock) -> TestServer {
    let server = TestServer::start(clock);
    server.installation.ensure_platform("").expect("the provider's scope opens");
    let (book, root) = add_book(&server.installation, "acme", "boss");
    let password_hash = perhead::serve::password_hash(PASSWORD).expect("a hash");
    let action = Action::ChangePassword { password_hash };
    let desk = &server.installation.desk;
    call(desk, fresh(book, Actor::Member(root), action)).expect("a password");
    server
}

fn send(browser: &mut Browser, method: &'static str, path: &str, body: &Value) -> Answer {
    browser.send(&Request::of(method, path).with_json(body))
}

fn new_key(browser: &mut Browser) -> Answer {
    let body = json!({"name": "nightly", "scopes": ["view_branch"], "days": 1});
    send(browser, "POST", "/v1/api-keys", &body)
}

#[test]
fn the_first_link_opens_the_installation_once() {
    let clock = FastClock::new(BEGIN, 0);
    let server = TestServer::start(&clock);
    let link = server.installation.first_link().expect("a store").expect("nobody has a password");
    let path = link.replace("/b/platform/invite/", "/v1/invitations/");
    let mut admin = server.browser("platform");
    let mut choose = || send(&mut admin, "POST", &path, &json!({ "password": PASSWORD }));
    let chosen = choose();
    assert_eq!(chosen.json()["login"], "admin", "{}", chosen.json());
    assert_eq!(choose().code(), "invitation_invalid");
    assert_eq!(admin.sign_in("admin", PASSWORD).status, 200);
    assert_eq!(server.installation.first_link().expect("a store"), None);
}

#[test]
fn what_is_sensitive_asks_for_a_recent_proof() {
    let clock = FastClock::new(BEGIN, 0);
    let server = house(&clock);
    let mut boss = server.browser("acme");
    assert_eq!(boss.sign_in("boss", PASSWORD).status, 200);
    assert_eq!(new_key(&mut boss).status, 201);
    clock.skip_to(BEGIN.plus_seconds(15 * 60 + 1));
    assert_eq!(new_key(&mut boss).code(), "proof_needed");
    assert_eq!(boss.send(&Request::get("/v1/members")).status, 200, "the rest goes on");
    let proof =
        |browser: &mut Browser, body: Value| send(browser, "POST", "/v1/session/proof", &body);
    assert_eq!(proof(&mut boss, json!({})).code(), "field_missing");
    assert_eq!(proof(&mut boss, json!({"password": "river stone"})).code(), "bad_credentials");
    assert_eq!(new_key(&mut boss).code(), "proof_needed");
    assert_eq!(proof(&mut boss, json!({"password": PASSWORD})).status, 204);
    assert_eq!(new_key(&mut boss).status, 201);
    // With a second factor its code proves, and the password no longer.
    let begun = boss.send(&Request::of("POST", "/v1/second-factor")).json();
    assert!(begun["uri"].as_str().is_some_and(|uri| uri.starts_with("otpauth://totp/")));
    let mut device = Device::of(begun["secret"].as_str().expect("a secret"));
    let mut code = |at: i64| {
        clock.skip_to(BEGIN.plus_seconds(at));
        device.shows(Shown::Code, BEGIN.plus_seconds(at)).expect("a code")
    };
    let first = json!({"code": code(16 * 60)});
    let path = "/v1/second-factor/confirmation";
    assert_eq!(send(&mut boss, "POST", path, &json!({"code": "x"})).code(), "bad_credentials");
    let codes = send(&mut boss, "POST", path, &first).json()["recovery_codes"].clone();
    assert_eq!(codes.as_array().map(Vec::len), Some(10));
    let state = boss.send(&Request::get("/v1/second-factor")).json();
    assert_eq!((&state["in_force"], &state["recovery_codes_left"]), (&json!(true), &json!(10)));
    clock.skip_to(BEGIN.plus_seconds(40 * 60));
    assert_eq!(new_key(&mut boss).code(), "proof_needed");
    let password = json!({"password": PASSWORD});
    assert_eq!(proof(&mut boss, password).code(), "second_factor_required");
    assert_eq!(proof(&mut boss, first).code(), "bad_credentials", "a code works once");
    let now = json!({"code": code(41 * 60)});
    assert_eq!(proof(&mut boss, now).status, 204);
    assert_eq!(new_key(&mut boss).status, 201);
}

#[test]
fn wrong_proofs_lock_and_a_lock_tells_nothing() {
    let clock = FastClock::new(BEGIN, 0);
    let server = house(&clock);
    let mut boss = server.browser("acme");
    assert_eq!(boss.sign_in("boss", PASSWORD).status, 200);
    let mut proof = |password: &str| {
        send(&mut boss, "POST", "/v1/session/proof", &json!({ "password": password })).code()
    };
    for _ in 0..3 {
        assert_eq!(proof("river stone"), "bad_credentials");
    }
    assert_eq!([proof("river stone"), proof(PASSWORD)], ["locked_out"; 2]);
    let change = json!({"password": PASSWORD, "new_password": "granite 1902"});
    assert_eq!(send(&mut boss, "PUT", "/v1/password", &change).code(), "locked_out");
    assert_eq!(server.browser("acme").sign_in("boss", PASSWORD).code(), "locked_out");
    // The lock ends after half an hour; the session would have been idle by then.
    clock.skip_to(BEGIN.plus_seconds(30 * 60 + 1));
    assert_eq!(server.browser("acme").sign_in("boss", PASSWORD).status, 200);
}

#[test]
fn a_new_password_ends_every_session() {
    let clock = FastClock::new(BEGIN, 0);
    let server = house(&clock);
    let [mut one, mut other] = [server.browser("acme"), server.browser("acme")];
    for browser in [&mut one, &mut other] {
        assert_eq!(browser.sign_in("boss", PASSWORD).status, 200);
    }
    clock.skip_to(BEGIN.plus_seconds(60));
    let change = |browser: &mut Browser, old: &str, new: &str| {
        send(browser, "PUT", "/v1/password", &json!({"password": old, "new_password": new}))
    };
    assert_eq!(change(&mut one, PASSWORD, "password1").code(), "field_invalid");
    assert_eq!(change(&mut one, "river stone", "granite 1902").code(), "bad_credentials");
    let changed = change(&mut one, PASSWORD, "granite 1902");
    assert_eq!(changed.status, 204, "{}", changed.json());
    for browser in [&mut one, &mut other] {
        assert_eq!(browser.send(&Request::get("/v1/members")).code(), "not_signed_in");
    }
    assert_eq!(one.sign_in("boss", PASSWORD).code(), "bad_credentials");
    assert_eq!(one.sign_in("boss", "granite 1902").status, 200);
}

#[test]
fn a_link_that_replaces_a_password_works_once_and_for_ten_minutes() {
    let clock = FastClock::new(BEGIN, 0);
    let server = house(&clock);
    let mut boss = server.browser("acme");
    assert_eq!(boss.sign_in("boss", PASSWORD).status, 200);
    let pat = json!({"role": "player", "login": "pat", "name": "Pat", "status": "active"});
    let made = send(&mut boss, "POST", "/v1/members", &pat).json();
    let links =
        format!("/v1/members/{}/invitations", made["member"]["id"].as_str().expect("an id"));
    let mut issue = || {
        let answer = boss.send(&Request::of("POST", &links));
        assert_eq!(answer.status, 201, "{}", answer.json());
        let url = answer.json()["invitation_url"].as_str().expect("a link").to_owned();
        (answer.json()["expires_at"].clone(), url.replace("/b/acme/invite/", "/v1/invitations/"))
    };
    let mut visitor = server.browser("acme");
    let mut choose = |link: &str, password: &str| {
        send(&mut visitor, "POST", link, &json!({ "password": password })).code()
    };
    let (expires_at, first) = issue();
    assert_eq!(expires_at, json!("2024-09-08T12:00:00Z"), "a first password has a week");
    assert_eq!(choose(&first, PASSWORD), "");
    let (expires_at, late) = issue();
    assert_eq!(expires_at, json!("2024-09-01T12:10:00Z"));
    clock.skip_to(BEGIN.plus_seconds(600));
    assert_eq!(choose(&late, "granite 1902"), "invitation_invalid");
    let (_, second) = issue();
    let mut player = server.browser("acme");
    assert_eq!(player.sign_in("pat", PASSWORD).status, 200, "until the link is used");
    clock.skip_to(BEGIN.plus_seconds(660));
    assert_eq!(choose(&second, "granite 1902"), "");
    assert_eq!(choose(&second, "granite 1903"), "invitation_invalid");
    assert_eq!(player.send(&Request::get("/v1/balance")).code(), "not_signed_in");
    assert_eq!(player.sign_in("pat", "granite 1902").status, 200);
}

#[test]
fn sessions_live_as_long_as_the_book_says() {
    let clock = FastClock::new(BEGIN, 0);
    let server = house(&clock);
    let mut boss = server.browser("acme");
    assert_eq!(boss.sign_in("boss", PASSWORD).status, 200);
    let mut settings = boss.send(&Request::get("/v1/jurisdiction")).json();
    for name in ["version", "changed_at"] {
        settings.as_object_mut().expect("settings").remove(name);
    }
    settings["access"]["staff_session_seconds"] = json!(3_600);
    let put = send(&mut boss, "PUT", "/v1/jurisdiction", &settings);
    assert!(put.is_success(), "{}", put.json());
    let mut later = server.browser("acme");
    let session = later.sign_in("boss", PASSWORD).json();
    assert_eq!([&session["ends_in_seconds"], &session["idle_seconds"]], [3_600, 900]);
    clock.skip_to(BEGIN.plus_seconds(3_500));
    let session = later.send(&Request::get("/v1/session")).json();
    assert_eq!([&session["ends_in_seconds"], &session["idle_seconds"]], [100, 900]);
    let session = boss.send(&Request::get("/v1/session")).json();
    assert_eq!(session["ends_in_seconds"], json!(12 * 3_600 - 3_500));
    clock.skip_to(BEGIN.plus_seconds(3_601));
    assert_eq!(later.send(&Request::get("/v1/members")).code(), "not_signed_in");
    assert_eq!(boss.send(&Request::get("/v1/members")).status, 200, "opened under the old ones");
    clock.skip_to(BEGIN.plus_seconds(12 * 3_600));
    assert_eq!(boss.send(&Request::get("/v1/members")).code(), "not_signed_in");
}

#[test]
fn an_own_domain_shows_its_book_alone() {
    let society = Society::build();
    let mut admin = society.administrator();
    let bound = send(&mut admin, "PUT", "/v1/hosts/bets.acme.example", &json!({"slug": "acme"}));
    assert!(bound.is_success(), "{}", bound.json());
    let mut visitor = society.server.browser("acme");
    let on = |path: &str| Request::get(path).with_header("host", "Bets.Acme.Example:443");
    for (path, place) in [("/", "/b/acme/"), ("/office", "/b/acme/office/")] {
        let answer = visitor.send(&on(path));
        let location = answer.headers.get("location").map(String::as_str);
        assert_eq!((answer.status, location), (307, Some(place)), "{path}");
    }
    assert_eq!(visitor.send(&on("/b/acme/")).status, 200);
    assert_eq!(visitor.send(&on("/b/globe/")).status, 404);
    assert_eq!(visitor.send(&on("/b/platform/office/")).status, 404);
    assert_eq!(visitor.send(&on("/v1/book")).json()["slug"], "acme");
    let globe = on("/v1/book").with_header("perhead-book", "globe");
    assert_eq!(visitor.send(&globe).code(), "not_found");
    assert_eq!(visitor.send(&Request::get("/")).status, 200, "any other host names its book");
}
