//! A recorded settlement of the Unified Odds Feed against its expected returns, outcome by outcome.
//! Runs where `PERHEAD_SHARED_DATA` names the folder.

use std::fs;
use std::path::PathBuf;

use domain::grade::leg::LegOutcome;
use domain::odds::Odds;
use feeds::uof::read_settlement;

/// What an outcome returns on a stake of 10.00 at 3.00, in cents.
fn returned(outcome: LegOutcome) -> u64 {
    let price = Odds::parse_decimal("3").expect("a price");
    let (numerator, denominator) = outcome.multiplier(price);
    assert_eq!(1_000 * numerator % denominator, 0, "the expected returns are whole cents");
    1_000 * numerator / denominator
}

/// Cents of an amount such as `15` or `7.5`.
fn cents(text: &str) -> u64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{rest:0<2}").parse().expect("an amount")
}

#[test]
fn the_recorded_settlement_returns_what_is_expected() {
    let Some(folder) = std::env::var_os("PERHEAD_SHARED_DATA").map(PathBuf::from) else { return };
    let message = fs::read_to_string(folder.join("uof/bet_settlement.xml")).expect("a message");
    let settlement = read_settlement("bet_settlement", &message).expect("the message is read");
    assert_eq!((settlement.event.as_str(), settlement.certainty), ("sr:match:16807109", 2));
    let mut got = settlement.markets.iter().flat_map(|market| {
        market.outcomes.iter().map(|one| {
            let (market, specifiers) = (market.market.clone(), market.specifiers.clone());
            ([market, specifiers, one.outcome.clone()], returned(one.result))
        })
    });
    let expected = folder.join("expected-uof-settlement.csv");
    let mut expected = csv::Reader::from_path(expected).expect("the expected returns");
    for row in expected.records() {
        let row = row.expect("a row");
        let name = [0, 1, 2].map(|column| row[column].to_owned());
        assert_eq!(got.next(), Some((name, cents(&row[6]))));
    }
    assert_eq!(got.next(), None);
}
