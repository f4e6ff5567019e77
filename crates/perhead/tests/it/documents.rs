//! Numbers of official documents: shown to whoever manages identity, known again however they are
//! written, and nowhere in the database.

use serde_json::{Value, json};
use store::Database;

use crate::society::Society;
use crate::web::{Answer, Browser, Request};

const NUMBER: &str = "QX 4417-882Z";

fn person(name: &str, document: &str) -> Value {
    json!({ "person": { "name": name, "born": "1980-03-04", "document": document } })
}

fn enter(browser: &mut Browser, member: &str, body: &Value) -> Answer {
    let path = format!("/v1/members/{member}/identity");
    browser.send(&Request::of("PUT", path).with_json(body))
}

#[test]
fn a_documents_number_is_shown_known_again_and_never_kept_in_clear() {
    let society = Society::build();
    let mut operator = society.browser(&society.acme, "operator");
    let member = |word: &str| format!("m{}", society.acme.member(word).0);
    let entered = enter(&mut operator, &member("player"), &person("Pat Doe", NUMBER));
    assert_eq!(entered.status, 200, "{}", entered.json());
    assert_eq!(entered.json()["person"]["document"], NUMBER);
    let read = operator.send(&Request::get(format!("/v1/members/{}/identity", member("player"))));
    assert_eq!(read.json()["person"]["document"], NUMBER);

    let again = enter(&mut operator, &member("player_aside"), &person("Lee Roe", "qx4417882z"));
    assert_eq!(again.code(), "duplicate_person", "{}", again.json());
    let another = enter(&mut operator, &member("player_aside"), &person("Lee Roe", "qx4417883z"));
    assert_eq!(another.status, 200, "{}", another.json());

    let long = enter(&mut operator, &member("player"), &person("Pat Doe", &"9".repeat(300)));
    assert_eq!(long.code(), "field_too_long", "{}", long.json());

    let database = &society.server.installation.database;
    for table in Database::tables() {
        for row in database.dump(table).expect("the table is read") {
            let plain = row.to_lowercase().replace([' ', '-'], "");
            assert!(!plain.contains("qx4417882z"), "{table}: {row}");
        }
    }
}
