//! Lists in pages: whatever the length of a page, the pages together are the whole list, in its
//! order, with nothing twice and nothing left out. Also: a search finds what it names.

use api::routes;
use domain::calendar::Instant;
use serde_json::Value;

use crate::site::{FAR, post_games};
use crate::society::{Society, login};
use crate::web::{Browser, Request};

/// Items of a list, from its pages of `limit`.
fn collected(browser: &mut Browser, path: &str, limit: usize) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    // Bounded: a cursor that leads nowhere must not hang the test.
    for _ in 0..1_000 {
        let joint = if path.contains('?') { '&' } else { '?' };
        let path = format!("{path}{joint}limit={limit}&cursor={cursor}");
        let answer = browser.send(&Request::get(path.clone()));
        assert_eq!(answer.status, 200, "{path}: {}", answer.json());
        let page = answer.json();
        let found = page["items"].as_array().expect("a list").clone();
        assert!(found.len() <= limit, "{path} is longer than asked for");
        items.extend(found);
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => return items,
        }
    }
    panic!("{path} never ends");
}

/// Paths of all lists that page, with the states that a list can be asked for.
fn lists() -> Vec<String> {
    let document: Value = serde_json::from_str(&api::openapi_json()).expect("JSON");
    let mut paths = Vec::new();
    for route in routes() {
        let operation = &document["paths"][route.path][route.method];
        let names = operation["parameters"].as_array().into_iter().flatten();
        if names.clone().all(|parameter| parameter["name"] != "cursor") {
            continue;
        }
        paths.push(route.path.to_owned());
        for parameter in names.filter(|parameter| parameter["name"] == "state") {
            let name =
                parameter["schema"]["$ref"].as_str().and_then(|path| path.rsplit('/').next());
            let schema = &document["components"]["schemas"][name.expect("a named set")];
            let words = schema["enum"].as_array().expect("a closed set");
            paths.extend(
                words
                    .iter()
                    .filter_map(Value::as_str)
                    .map(|word| format!("{}?state={word}", route.path)),
            );
        }
    }
    assert!(paths.len() > 5, "lists are found in the document: {paths:?}");
    paths
}

#[test]
fn pages_of_every_length_make_the_same_list() {
    let society = Society::build();
    // Posted in another order than they start in.
    for days in [5, 2, 9, 1, 7, 2] {
        let starts_at = Instant(FAR.0).plus_seconds(days * 86_400);
        post_games(&society.server.installation, 1, starts_at);
    }
    for word in ["operator", "player"] {
        let mut browser = society.browser(&society.acme, word);
        for path in lists() {
            let id = format!("m{}", society.acme.member("player").0);
            let path = path.replace("/members/{id}/", &format!("/members/{id}/"));
            let record = society.acme.money[0].record.0;
            let path =
                path.replace("/reconciliations/{id}/", &format!("/reconciliations/n{record}/"));
            let whole = browser.send(&Request::get(path.clone()));
            if whole.status == 403 {
                continue;
            }
            let whole = collected(&mut browser, &path, 200);
            for limit in [1, 2, 3] {
                let pages = collected(&mut browser, &path, limit);
                let ids = |items: &[Value]| -> Vec<String> {
                    let names = ["id", "sequence", "line", "payment_id"];
                    let id = |item: &Value| names.map(|name| item[name].to_string());
                    items.iter().map(|item| id(item).concat()).collect()
                };
                assert_eq!(ids(&pages), ids(&whole), "{path} in pages of {limit}");
            }
        }
    }
}

#[test]
fn a_search_finds_what_it_names_sign_by_sign() {
    let society = Society::build();
    let mut browser = society.browser(&society.acme, "operator");
    for odd in ["under_score", "underxscore"] {
        let body = serde_json::json!({"role": "player", "login": odd, "name": "100% Sure"});
        let created = browser.send(&Request::of("POST", "/v1/members").with_json(&body));
        assert_eq!(created.status, 201, "{}", created.json());
    }
    let spare = login("acme", "spare");
    for (search, expected) in [
        ("under_score", vec!["under_score"]),
        ("UNDER_", vec!["under_score"]),
        ("00%25%20s", vec!["under_score", "underxscore"]),
        ("%25", vec!["under_score", "underxscore"]),
        ("acme.spare", vec![spare.as_str()]),
        ("'%20or%20'1'='1", vec![]),
        ("%5C", vec![]),
    ] {
        let found = browser.send(&Request::get(format!("/v1/members?search={search}"))).json();
        let items = found["items"].as_array().expect("a list").iter();
        let logins: Vec<&str> = items.filter_map(|item| item["login"].as_str()).collect();
        assert_eq!(logins, expected, "{search}");
    }
}
