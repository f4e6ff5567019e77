//! Reading of the interface's JSON: ids, amounts and tickets.

use domain::board::line::Points;
use domain::exposure::Exposure;
use domain::money::Money;
use domain::odds::Odds;
use domain::wager::ticket::TicketState;
use serde_json::Value;

use super::SeenTicket;

/// The number of an id, whatever its kind.
pub(super) fn number(id: &Value) -> i64 {
    let text = id.as_str().unwrap_or_else(|| panic!("{id} is no id"));
    text[1..].parse().unwrap_or_else(|_| panic!("{text} is no id"))
}

/// An amount.
pub(super) fn money(amount: &Value) -> Money {
    assert_eq!(amount["currency"], "USD", "{amount} has its currency");
    Money(amount["amount"].as_i64().unwrap_or_else(|| panic!("{amount} is no amount")))
}

/// A ticket.
pub(super) fn ticket(found: &Value) -> SeenTicket {
    let state = found["state"].as_str().and_then(TicketState::parse).expect("a state");
    let leg = &found["legs"][0];
    let settlements = found["settlements"].as_array().expect("settlements").len();
    let american = leg["odds"]["american"].as_i64().expect("a price");
    let decimal = leg["odds"]["decimal"].as_str().expect("a price");
    // Exact in one of the two notations; both are told.
    let exact = Odds::american(american).ok().filter(|odds| odds.to_decimal() == decimal);
    let odds = exact.or_else(|| Odds::parse_decimal(decimal).ok()).expect("a price");
    SeenTicket {
        state,
        risk: money(&found["risk"]),
        win: money(&found["win"]),
        open_risk: money(&found["open_risk"]),
        returned: (!found["returned"].is_null()).then(|| money(&found["returned"])),
        free_play_returned: (!found["free_play_returned"].is_null())
            .then(|| money(&found["free_play_returned"])),
        settlements: i64::try_from(settlements).expect("a count"),
        version: leg["version"].as_i64().expect("a version"),
        points: leg["points"].as_str().map(|text| Points::parse(text).expect("points")),
        odds,
    }
}

/// What a side of a market holds; `none` where the answer does not tell its market.
pub(super) fn exposure(found: &Value, none: Exposure) -> Exposure {
    let markets = found["fixtures"].as_array().expect("fixtures").iter();
    let mut markets = markets.flat_map(|one| one["markets"].as_array().expect("markets"));
    let market_id = format!("k{}", none.market.0);
    let Some(found) = markets.find(|one| one["market_id"] == market_id.as_str()) else {
        return none;
    };
    let mut selections = found["selections"].as_array().expect("selections").iter();
    let side = none.side.name();
    let found = selections.find(|one| one["side"] == side).expect("every side");
    Exposure {
        tickets: found["tickets"].as_i64().expect("a count"),
        risk: money(&found["risk"]),
        win: money(&found["win"]),
        parlay_risk: money(&found["parlay_risk"]),
        parlay_win: money(&found["parlay_win"]),
        ..none
    }
}
