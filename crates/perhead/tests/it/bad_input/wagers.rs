//! Wagers that nobody can mean.

use super::{Refusing, Who};

const WAGER: &str = r#"{"type":"straight","entry":"risk",
 "amount":{"amount":1000,"currency":"USD"},
 "legs":[{"market_id":"{market}","side":"home","version":1}],"price_policy":"none"}"#;

/// What is put in place of what in a good wager, and how that is refused.
const CASES: &[(&str, &str, &str)] = &[
    // The selection.
    ("\"{market}\"", "\"k999999\"", "404 not_found"),
    ("\"{market}\"", "\"{coming}\"", "422 field_invalid"),
    ("\"{market}\"", "\"k0\"", "422 field_invalid"),
    ("\"{market}\"", "\"k01\"", "422 field_invalid"),
    ("\"{market}\"", "\"k1'; drop table ticket; --\"", "422 field_invalid"),
    ("\"{market}\"", "\"k٣\"", "422 field_invalid"),
    ("\"{market}\"", "\"k99999999999999999999\"", "422 field_invalid"),
    ("\"{market}\"", "5", "422 field_invalid"),
    ("\"{market}\"", "null", "422 field_invalid"),
    ("\"{market}\"", "\"{begun_market}\"", "422 fixture_started"),
    ("\"home\"", "\"up\"", "422 field_invalid"),
    ("\"home\"", "\"Home\"", "422 field_invalid"),
    ("\"home\"", "\"over\"", "422 selection_unknown"),
    ("\"home\"", "\"draw\"", "422 selection_unknown"),
    // The line seen.
    ("\"version\":1", "\"version\":0", "409 price_changed"),
    ("\"version\":1", "\"version\":-1", "409 price_changed"),
    ("\"version\":1", "\"version\":9223372036854775807", "409 price_changed"),
    ("\"version\":1", "\"version\":\"1\"", "422 field_invalid"),
    ("\"version\":1", "\"version\":1.5", "422 field_invalid"),
    ("\"version\":1", "\"version\":1,\"points\":\"3.3\"", "422 field_invalid"),
    ("\"version\":1", "\"version\":1,\"points\":\"99999\"", "422 field_invalid"),
    ("\"version\":1", "\"version\":1,\"odds\":{\"american\":50}", "422 field_invalid"),
    ("\"version\":1", "\"version\":1,\"odds\":{\"decimal\":\"0.5\"}", "422 field_invalid"),
    ("\"version\":1", "\"version\":1,\"price\":-110", "422 field_invalid"),
    // The amount.
    ("1000", "0", "422 amount_invalid"),
    ("1000", "-1000", "422 amount_invalid"),
    ("1000", "1000000000001", "422 amount_invalid"),
    ("1000", "9223372036854775807", "422 amount_invalid"),
    ("1000", "-9223372036854775808", "422 amount_invalid"),
    ("1000", "9223372036854775808", "422 field_invalid"),
    ("1000", "10.5", "422 field_invalid"),
    ("1000", "1e3", "422 field_invalid"),
    ("1000", "\"1000\"", "422 field_invalid"),
    ("1000", "\"١٠٠٠\"", "422 field_invalid"),
    ("1000", "١٠٠٠", "400 malformed_json"),
    ("1000", "NaN", "400 malformed_json"),
    ("1000", "01000", "400 malformed_json"),
    ("1000", "0x3E8", "400 malformed_json"),
    ("1000", "null", "422 field_invalid"),
    ("1000", "[1000]", "422 field_invalid"),
    ("1000", "60000", "422 insufficient_funds"),
    ("1000", "99", "422 below_min_risk"),
    ("1000", "500001", "422 above_max_risk"),
    ("\"USD\"", "\"EUR\"", "422 field_invalid"),
    ("\"USD\"", "\"usd\"", "422 field_invalid"),
    ("\"USD\"", "null", "422 field_invalid"),
    (",\"currency\":\"USD\"", "", "422 field_missing"),
    (",\"currency\":\"USD\"", ",\"currency\":\"USD\",\"scale\":2", "422 field_invalid"),
    ("{\"amount\":1000,\"currency\":\"USD\"}", "1000", "422 field_invalid"),
    // Everything else.
    ("\"straight\"", "\"tease\"", "422 field_invalid"),
    ("\"straight\"", "\"teaser\"", "422 field_missing"),
    ("\"straight\"", "\"parlay\"", "422 leg_count"),
    ("\"straight\"", "7", "422 field_invalid"),
    ("\"type\":\"straight\",", "", "422 field_missing"),
    ("\"entry\":\"risk\",", "", "422 field_missing"),
    ("\"entry\":\"risk\",", "\"entry\":\"risk\",\"entry\":\"win\",", "422 field_invalid"),
    ("\"entry\":\"risk\",", "\"entry\":\"risk\",\"bonus\":true,", "422 field_invalid"),
    ("\"entry\":\"risk\",", "\"entry\":\"risk\",\"role\":\"operator\",", "422 field_invalid"),
    ("\"price_policy\":\"none\"", "\"price_policy\":\"worse\"", "422 field_invalid"),
    (",\"price_policy\":\"none\"", "", "422 field_missing"),
    (
        ",\"price_policy\":\"none\"",
        ",\"price_policy\":\"none\",\"member_id\":\"{aside}\"",
        "404 not_found",
    ),
    (
        ",\"price_policy\":\"none\"",
        ",\"price_policy\":\"none\",\"member_id\":\"m999999\"",
        "404 not_found",
    ),
    (
        ",\"price_policy\":\"none\"",
        ",\"price_policy\":\"none\",\"member_id\":\"t1\"",
        "422 field_invalid",
    ),
    ("[{\"market_id\":\"{market}\",\"side\":\"home\",\"version\":1}]", "[]", "422 leg_count"),
    ("[{\"market_id\":\"{market}\",\"side\":\"home\",\"version\":1}]", "null", "422 field_invalid"),
    (
        "[{\"market_id\":\"{market}\",\"side\":\"home\",\"version\":1}]",
        "[null]",
        "422 field_invalid",
    ),
    ("[{\"market_id\":\"{market}\",\"side\":\"home\",\"version\":1}]", "{}", "422 field_invalid"),
];

/// Whole bodies.
const BODIES: &[(&str, &str)] = &[
    ("", "400 malformed_json"),
    ("{", "400 malformed_json"),
    ("nonsense", "400 malformed_json"),
    ("[]", "422 field_invalid"),
    ("null", "422 field_invalid"),
    ("\"text\"", "422 field_invalid"),
    ("{}", "422 field_missing"),
    ("{} {}", "400 malformed_json"),
];

#[test]
fn wagers_that_nobody_can_mean_are_refused_and_leave_nothing_behind() {
    let mut refusing = Refusing::build();
    let wagers = ("POST", "/v1/wagers");
    for (good, bad, expected) in CASES {
        assert!(WAGER.contains(good), "{good} stands in the good wager");
        let body = WAGER.replacen(good, bad, 1);
        refusing.refuse(Who::Player, wagers, &body, expected);
    }
    for (body, expected) in BODIES {
        refusing.refuse(Who::Player, wagers, body, expected);
    }
    let leg = r#"{"market_id":"{market}","side":"home","version":1}"#;
    let many = [leg; 26].join(",");
    refusing.refuse(Who::Player, wagers, &WAGER.replacen(leg, &many, 1), "422 leg_count");
    let twice = [leg; 2].join(",");
    let parlay = WAGER.replacen("straight", "parlay", 1).replacen(leg, &twice, 1);
    refusing.refuse(Who::Player, wagers, &parlay, "422 duplicate_leg");
    let deep = "[".repeat(100_000);
    refusing.refuse(Who::Player, wagers, &deep, "400 malformed_json");
    let long = format!("{{\"type\":\"{}\"}}", "x".repeat(300 * 1024));
    refusing.refuse(Who::Player, wagers, &long, "413 body_too_large");
}

#[test]
fn quotes_of_nonsense_are_refused_like_the_wager() {
    let mut refusing = Refusing::build();
    let quotes = ("POST", "/v1/quotes");
    let quote = WAGER.replacen(",\"price_policy\":\"none\"", "", 1);
    for (good, bad, expected) in [
        ("\"{market}\"", "\"k999999\"", "404 not_found"),
        ("\"{market}\"", "\"{coming}\"", "422 field_invalid"),
        ("\"home\"", "\"up\"", "422 field_invalid"),
        ("1000", "10.5", "422 field_invalid"),
        ("\"USD\"", "\"EUR\"", "422 field_invalid"),
        ("\"straight\"", "\"tease\"", "422 field_invalid"),
        ("\"straight\"", "\"pleaser\"", "422 field_missing"),
    ] {
        refusing.refuse(Who::Player, quotes, &quote.replacen(good, bad, 1), expected);
    }
}
