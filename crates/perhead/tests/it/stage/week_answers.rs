//! What the interface answers about closed weeks, read into the core's words.

use domain::calendar::{Day, Week};
use domain::figure::deal::{DealKind, DealWeek, Share, Terms, Uncovered};
use domain::id::MemberId;
use domain::money::Money;
use perhead::clock::date_of;
use serde_json::Value;

use super::{SeenFrozen, wire};

fn items(found: &Value) -> impl Iterator<Item = &Value> {
    found["items"].as_array().expect("items").iter()
}

/// The settled week of an agent's deal. Fees and their way are not told of a settled week.
pub(super) fn deal_week(found: &Value, agent: MemberId, week: Week) -> Option<DealWeek> {
    let id = format!("m{}", agent.0);
    let row = items(found).find(|row| row["agent_id"] == id.as_str())?;
    let money = |name: &str| wire::money(&row[name]);
    let count = |name: &str| row[name].as_i64().expect("a count");
    let kind = row["kind"].as_str().and_then(DealKind::parse).expect("a kind");
    Some(DealWeek {
        week,
        agent,
        upline: MemberId(wire::number(&row["upline_id"])),
        terms: Terms {
            kind,
            share_bp: count("share_bp").try_into().expect("a share"),
            head_fee: Money::ZERO,
            ticket_fee: Money::ZERO,
            uncovered: Uncovered::Owed,
        },
        loss: money("loss"),
        heads: count("heads"),
        tickets: count("tickets"),
        makeup_before: money("makeup_before"),
        share: Share {
            commission: money("commission"),
            fees: money("fees"),
            net: money("net"),
            makeup: money("makeup_after"),
        },
    })
}

/// The frozen week of a branch's head.
pub(super) fn frozen(found: &Value) -> SeenFrozen {
    assert_eq!(found["frozen"], true, "the week is frozen");
    let row = &found["total"];
    let money = |name: &str| wire::money(&row[name]);
    SeenFrozen {
        carry: money("carry"),
        result: money("week"),
        balance: money("balance"),
        due: money("due"),
        pending: money("pending"),
        heads: row["active"].as_i64().expect("a count"),
    }
}

/// Heads and amount of the invoice of a week.
pub(super) fn invoice(found: &Value, week: Week) -> Option<(i64, Money)> {
    let day = date_of(Day(week.0)).to_string();
    let row = items(found).find(|row| row["week"] == day.as_str())?;
    Some((row["heads"].as_i64().expect("a count"), wire::money(&row["amount"])))
}

/// Commission of an agent that was not paid yet.
pub(super) fn payable(found: &Value, agent: MemberId) -> Money {
    let id = format!("m{}", agent.0);
    let row = items(found).find(|row| row["agent_id"] == id.as_str()).expect("a deal");
    wire::money(&row["payable"])
}
