//! What the back office may be asked for by mistake or in bad faith.

use super::{Refusing, Who};

/// Who asks for what, and how it is refused.
type Case = (Who, &'static str, &'static str, &'static str, &'static str);

const PAYMENTS: &str = "/v1/payments";
const MEMBERS: &str = "/v1/members";

fn payment(rest: &str) -> String {
    format!(r#"{{"member_id":"{{player}}",{rest}}}"#)
}

fn new_member(rest: &str) -> String {
    format!(r#"{{"role":"player","name":"Lee",{rest}}}"#)
}

#[test]
fn payments_that_nobody_can_mean_are_refused_and_leave_nothing_behind() {
    let mut refusing = Refusing::build();
    let receipt = r#""kind":"receipt","method":"cash","amount":{"amount":500,"currency":"USD"}"#;
    let long = "é".repeat(201);
    for (good, bad, expected) in [
        ("500", "0", "422 amount_invalid"),
        ("500", "-500", "422 amount_invalid"),
        ("500", "1000000000001", "422 amount_invalid"),
        ("500", "-9223372036854775808", "422 amount_invalid"),
        ("500", "5.5", "422 field_invalid"),
        ("500", "\"500\"", "422 field_invalid"),
        ("500", "5,00", "400 malformed_json"),
        ("\"USD\"", "\"EUR\"", "422 field_invalid"),
        ("\"receipt\"", "\"gift\"", "422 field_invalid"),
        ("\"cash\"", "\"gold\"", "422 field_invalid"),
        ("\"method\":\"cash\",", "", "422 field_missing"),
        ("\"kind\":\"receipt\",", "", "422 field_missing"),
        ("\"receipt\",\"method\":\"cash\"", "\"adjustment\"", "422 field_missing"),
        ("\"receipt\"", "\"adjustment\",\"note\":\"  \"", "422 field_missing"),
        ("\"receipt\"", "\"receipt\",\"kind\":\"disbursement\"", "422 field_invalid"),
        ("\"receipt\"", "\"receipt\",\"balance\":5", "422 field_invalid"),
        ("\"receipt\"", "\"receipt\",\"note\":\"a\\u0000b\"", "422 field_invalid"),
        ("\"receipt\"", &format!("\"receipt\",\"note\":\"{long}\""), "422 field_too_long"),
        ("\"receipt\"", &format!("\"receipt\",\"reference\":\"{long}\""), "422 field_too_long"),
        ("500", "49001", "422 insufficient_funds"),
    ] {
        let mut body = receipt.replacen(good, bad, 1);
        if expected == "422 insufficient_funds" {
            body = body.replacen("receipt", "disbursement", 1);
        }
        refusing.refuse(Who::Operator, ("POST", PAYMENTS), &payment(&body), expected);
    }
    let smallest = r#""kind":"adjustment","note":"x",
        "amount":{"amount":-9223372036854775808,"currency":"USD"}"#;
    refusing.refuse(Who::Operator, ("POST", PAYMENTS), &payment(smallest), "422 amount_invalid");
    for (member, expected) in [
        ("\"m999999\"", "404 not_found"),
        ("\"{agent}\"", "422 not_a_player"),
        ("\"t5\"", "422 field_invalid"),
        ("\"\"", "422 field_invalid"),
        ("null", "422 field_invalid"),
    ] {
        let body = payment(receipt).replacen("\"{player}\"", member, 1);
        refusing.refuse(Who::Operator, ("POST", PAYMENTS), &body, expected);
    }
    refusing.refuse(Who::Player, ("POST", PAYMENTS), &payment(receipt), "403 not_permitted");
}

#[test]
fn members_that_cannot_be_are_refused_and_leave_nothing_behind() {
    let mut refusing = Refusing::build();
    let long = "x".repeat(81);
    let too_long = format!(r#""login":"lee","name":"{long}""#);
    let password = |text: &str| format!(r#""login":"leelee","password":"{text}""#);
    let usd = |amount: i64| format!(r#"{{"amount":{amount},"currency":"USD"}}"#);
    let credit = |amount| format!(r#""login":"lee","credit_limit":{}"#, usd(amount));
    for (rest, expected) in [
        (r#""login":"""#, "422 field_invalid"),
        (r#""login":"ab""#, "422 field_invalid"),
        (r#""login":"has space""#, "422 field_invalid"),
        (r#""login":"élise""#, "422 field_invalid"),
        (r#""login":"-dash""#, "422 field_invalid"),
        (r#""login":"acme.player.x""#, "409 already_exists"),
        (r#""login":"ACME.Player.X""#, "409 already_exists"),
        (r#""login":5"#, "422 field_invalid"),
        (r#""login":"lee","role":"agent""#, "422 field_invalid"),
        (r#""login":"lee","parent_id":"m999999""#, "404 not_found"),
        (r#""login":"lee","parent_id":"{player}""#, "422 field_invalid"),
        (r#""login":"lee","permissions":["manage_book"]"#, "403 not_permitted"),
        (r#""login":"lee","status":"closed""#, "422 field_invalid"),
        (r#""login":"lee","balance":1"#, "422 field_invalid"),
        (r#""login":"lee","id":"m1""#, "422 field_invalid"),
        (&too_long, "422 field_invalid"),
        (&credit(-1), "422 amount_invalid"),
        (&credit(1_000_000_000_001), "422 amount_invalid"),
        (&password("short"), "422 field_invalid"),
        (&password("password"), "422 field_invalid"),
        (&password("leelee123"), "422 field_invalid"),
    ] {
        refusing.refuse(Who::Operator, ("POST", MEMBERS), &new_member(rest), expected);
    }
    let named = |name: &str| format!(r#"{{"role":"player","login":"lee","name":"{name}"}}"#);
    for (name, expected) in [
        ("", "422 field_missing"),
        ("   ", "422 field_missing"),
        (&long, "422 field_too_long"),
        ("a\\u0007b", "422 field_invalid"),
    ] {
        refusing.refuse(Who::Operator, ("POST", MEMBERS), &named(name), expected);
    }
    for role in ["king", "platform", "operator", "", "Player"] {
        let body = format!(r#"{{"role":"{role}","login":"lee","name":"Lee"}}"#);
        refusing.refuse(Who::Operator, ("POST", MEMBERS), &body, "422 field_invalid");
    }
}

const CASES: &[Case] = &[
    (Who::Operator, "PATCH", "/v1/members/{player}", r#"{"status":"gone"}"#, "422 field_invalid"),
    (Who::Operator, "PATCH", "/v1/members/{player}", r#"{"status":"pending"}"#, "409 wrong_state"),
    (Who::Operator, "PATCH", "/v1/members/{player}", r#"{"status":"closed"}"#, "409 wrong_state"),
    (
        Who::Operator,
        "PATCH",
        "/v1/members/{player}",
        r#"{"status":"active","role":"operator"}"#,
        "422 field_invalid",
    ),
    (Who::Operator, "PATCH", "/v1/members/m999999", r#"{"status":"closed"}"#, "404 not_found"),
    (Who::Operator, "PATCH", "/v1/members/nobody", r#"{"status":"closed"}"#, "404 not_found"),
    (
        Who::Operator,
        "PUT",
        "/v1/members/{player}/limits",
        r#"{"credit_limit":{"amount":-1,"currency":"USD"}}"#,
        "422 amount_invalid",
    ),
    (
        Who::Operator,
        "PUT",
        "/v1/members/{player}/limits",
        r#"{"credit_limit":{"amount":0,"currency":"USD"},
            "min_risk":{"amount":300,"currency":"USD"},
            "max_risk":{"amount":200,"currency":"USD"}}"#,
        "422 amount_invalid",
    ),
    (
        Who::Operator,
        "PUT",
        "/v1/members/{player}/limits",
        r#"{"credit_limit":{"amount":0,"currency":"USD"},
            "max_win":{"amount":0,"currency":"USD"}}"#,
        "422 amount_invalid",
    ),
    (Who::Operator, "PUT", "/v1/members/{player}/limits", r#"{}"#, "422 field_missing"),
    (
        Who::Operator,
        "POST",
        "/v1/scores",
        r#"{"fixture_id":"f999999","home":1,"away":0}"#,
        "404 not_found",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/scores",
        r#"{"fixture_id":"KC at BAL","home":1,"away":0}"#,
        "422 field_invalid",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/scores",
        r#"{"fixture_id":"{begun}","home":-1,"away":0}"#,
        "422 field_invalid",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/scores",
        r#"{"fixture_id":"{begun}","home":1,"away":401}"#,
        "422 field_invalid",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/scores",
        r#"{"fixture_id":"{begun}","home":1.5,"away":0}"#,
        "422 field_invalid",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/scores",
        r#"{"fixture_id":"{begun}","home":4294967296,"away":0}"#,
        "422 field_invalid",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/scores",
        r#"{"fixture_id":"{begun}","home":"1","away":0}"#,
        "422 field_invalid",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/scores",
        r#"{"fixture_id":"{begun}","home":1}"#,
        "422 field_missing",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/scores",
        r#"{"fixture_id":"{begun}","home":1,"away":0,"source":"espn"}"#,
        "422 field_invalid",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/scores",
        r#"{"fixture_id":"{coming}","home":1,"away":0}"#,
        "409 wrong_state",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/results",
        r#"{"fixture_id":"{begun}","report_id":"o999999"}"#,
        "404 not_found",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/results",
        r#"{"fixture_id":"{begun}","report_id":"r1"}"#,
        "404 not_found",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/results",
        r#"{"fixture_id":"{begun}","report_id":"x1"}"#,
        "422 field_invalid",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/results",
        r#"{"fixture_id":"{coming}","report_id":"{report}"}"#,
        "404 not_found",
    ),
    (
        Who::Operator,
        "POST",
        "/v1/results/preview",
        r#"{"fixture_id":"{coming}","report_id":"{report}"}"#,
        "404 not_found",
    ),
    (
        Who::Operator,
        "PUT",
        "/v1/fixtures/{coming}/offer",
        r#"{"status":"gone"}"#,
        "422 field_invalid",
    ),
    (
        Who::Operator,
        "PUT",
        "/v1/fixtures/{coming}/offer",
        r#"{"status":"circled","max_risk":{"amount":0,"currency":"USD"}}"#,
        "422 amount_invalid",
    ),
    (Who::Operator, "PUT", "/v1/fixtures/f999999/offer", r#"{"status":"open"}"#, "404 not_found"),
    (Who::Operator, "PUT", "/v1/markets/k999999/offer", r#"{"status":"open"}"#, "404 not_found"),
    (Who::Operator, "PUT", "/v1/markets/{coming}/offer", r#"{"status":"open"}"#, "404 not_found"),
    (Who::Operator, "POST", "/v1/weeks", r#"{"week":"2024-13-01"}"#, "422 field_invalid"),
    (Who::Operator, "POST", "/v1/weeks", r#"{"week":"2024-09-04"}"#, "422 field_invalid"),
    (Who::Operator, "POST", "/v1/weeks", r#"{"week":"today"}"#, "422 field_invalid"),
    (Who::Operator, "POST", "/v1/weeks", r#"{"week":"2024-09-03"}"#, "409 week_not_over"),
    (Who::Operator, "POST", "/v1/weeks", r#"{"week":"9999-12-28"}"#, "409 week_not_over"),
    (
        Who::Operator,
        "POST",
        "/v1/lines",
        r#"{"market_id":"{market}","prices":[{"side":"home","american":-110}]}"#,
        "403 not_permitted",
    ),
    (
        Who::Administrator,
        "POST",
        "/v1/lines",
        r#"{"market_id":"k999999","prices":[{"side":"home","american":-110}]}"#,
        "404 not_found",
    ),
    (
        Who::Administrator,
        "POST",
        "/v1/lines",
        r#"{"market_id":"{market}","prices":[{"side":"home","american":50}]}"#,
        "422 field_invalid",
    ),
    (
        Who::Administrator,
        "POST",
        "/v1/lines",
        r#"{"market_id":"{market}","prices":[{"side":"over","american":-110}]}"#,
        "422 field_invalid",
    ),
    (
        Who::Administrator,
        "POST",
        "/v1/lines",
        r#"{"market_id":"{market}","prices":[{"side":"home"}]}"#,
        "422 field_invalid",
    ),
    (
        Who::Administrator,
        "POST",
        "/v1/lines",
        r#"{"market_id":"{market}","points":"3.3","prices":[{"side":"home","american":-110}]}"#,
        "422 field_invalid",
    ),
    (
        Who::Operator,
        "PUT",
        "/v1/markets/{begun_market}/line",
        r#"{"line":{"points":null,"prices":[{"side":"home","american":-110}]}}"#,
        "422 fixture_started",
    ),
    (Who::Administrator, "POST", "/v1/books", r#"{"slug":"acme"}"#, "422 field_missing"),
    (
        Who::Administrator,
        "POST",
        "/v1/books",
        r##"{"slug":"acme","name":"A","brand":{"name":"A","colour":"#0b6b4f","mark":"A"},
            "currency":"USD","time_zone":"UTC","odds_format":"american",
            "operator_login":"boss"}"##,
        "409 already_exists",
    ),
    (
        Who::Administrator,
        "POST",
        "/v1/books",
        r##"{"slug":"new","name":"A","brand":{"name":"A","colour":"#0b6b4f","mark":"A"},
            "currency":"USD","time_zone":"Moon/Sea","odds_format":"american",
            "operator_login":"boss"}"##,
        "422 field_invalid",
    ),
    (
        Who::Administrator,
        "POST",
        "/v1/books",
        r##"{"slug":"new","name":"A","brand":{"name":"A","colour":"red","mark":"A"},
            "currency":"USD","time_zone":"UTC","odds_format":"american",
            "operator_login":"boss"}"##,
        "422 field_invalid",
    ),
];

#[test]
fn office_requests_that_mean_nothing_are_refused_and_leave_nothing_behind() {
    let mut refusing = Refusing::build();
    for (who, method, path, body, expected) in CASES {
        refusing.refuse(*who, (method, path), body, expected);
    }
}

#[test]
fn queries_that_mean_nothing_are_refused() {
    let mut refusing = Refusing::build();
    for (path, expected) in [
        ("/v1/wagers?limit=0", "422 field_invalid"),
        ("/v1/wagers?limit=201", "422 field_invalid"),
        ("/v1/wagers?limit=-1", "422 field_invalid"),
        ("/v1/wagers?limit=many", "422 field_invalid"),
        ("/v1/wagers?limit=5&limit=6", "422 field_invalid"),
        ("/v1/wagers?cursor=5", "422 field_invalid"),
        ("/v1/wagers?cursor=c99999999999999999999", "422 field_invalid"),
        ("/v1/wagers?state=lost", "422 field_invalid"),
        ("/v1/wagers?sort=risk", "422 field_invalid"),
        ("/v1/wagers?member_id=m999999", "404 not_found"),
        ("/v1/wagers?member_id=5", "422 field_invalid"),
        ("/v1/wagers/t999999", "404 not_found"),
        ("/v1/wagers/t0", "404 not_found"),
        ("/v1/wagers/..%2f..%2fetc", "404 not_found"),
        ("/v1/members/m999999", "404 not_found"),
        ("/v1/members/%00", "404 not_found"),
        ("/v1/members?role=king", "422 field_invalid"),
        ("/v1/fixtures/f999999", "404 not_found"),
        ("/v1/fixtures?state=soon", "422 field_invalid"),
        ("/v1/figures?week=2024-09-04", "422 field_invalid"),
        ("/v1/figures?week=99999999-09-04", "422 field_invalid"),
        ("/v1/figures?agent_id=m999999", "404 not_found"),
        ("/v1/reports/daily?from=2024-09-05&to=2024-09-01", "422 field_invalid"),
        ("/v1/reports/daily?from=1900-01-01&to=2100-01-01", "422 field_invalid"),
        ("/v1/reports/daily?by=colour", "422 field_invalid"),
        ("/v1/events?kind=rumour", "422 field_invalid"),
        ("/v1/statement?from=yesterday", "422 field_invalid"),
        ("/v1/nowhere", "404 not_found"),
    ] {
        refusing.refuse(Who::Operator, ("GET", path), "", expected);
    }
}
