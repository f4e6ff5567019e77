//! Reading of expectations: what a scenario holds against what is stored.

use domain::board::fixture::Sport;
use domain::event::EventKind;
use domain::wager::ticket::{TicketState, WagerKind};

use super::selection::selection;
use super::words::{Read, Words, odds, points};
use super::{Expectation, Sums, Terms};

/// Names of numbers that are counts; every other number is an amount.
const COUNTS: &[&str] = &["tickets", "settled", "settlements", "placed", "won", "lost", "heads"];

/// Reads the rest of a line that began with `first`; `None` if no expectation begins so.
pub(super) fn expectation(first: &str, words: &mut Words) -> Read<Option<Expectation>> {
    Ok(Some(match first {
        "ticket" => ticket(words)?,
        "balance" => {
            let member = words.take("a member")?;
            let known =
                ["cash", "held", "withdrawal", "free_play", "available", "credit", "balance"];
            Expectation::Balance { member, sums: sums(words, &known)? }
        }
        "figure" => {
            let (member, week) = (words.take("a member")?, words.day("first day of a week")?);
            let known = [
                "carry",
                "day1",
                "day2",
                "day3",
                "day4",
                "day5",
                "day6",
                "day7",
                "result",
                "adjustments",
                "receipts",
                "disbursements",
                "regraded",
                "balance",
            ];
            Expectation::Figure { member, week, sums: sums(words, &known)? }
        }
        "liquidity" => {
            let at = if words.skip("at") { Some(words.instant("time")?) } else { None };
            let known = ["owed_to", "owed_by", "at_risk", "pending", "unpaid", "cash"];
            Expectation::Liquidity { at, sums: sums(words, &known)? }
        }
        "past" => {
            let (member, at) = (words.take("a member")?, words.instant("time")?);
            let known = ["cash", "held", "withdrawal", "balance"];
            Expectation::Past { member, at, sums: sums(words, &known)? }
        }
        "daily" => {
            let day = words.day("day")?;
            let sport =
                if words.skip("sport") { Some(words.named("sport", Sport::parse)?) } else { None };
            let kind = if words.skip("type") {
                Some(words.named("wager type", WagerKind::parse)?)
            } else {
                None
            };
            let known = ["tickets", "handle", "settled", "settled_risk", "win"];
            Expectation::Daily { day, sport, kind, sums: sums(words, &known)? }
        }
        "exposure" => {
            let at = selection(words)?;
            let known = ["tickets", "risk", "win", "parlay_risk", "parlay_win"];
            Expectation::Exposure { at, sums: sums(words, &known)? }
        }
        "events" => {
            let kind = words.named("kind of event", EventKind::parse)?;
            words.need("of")?;
            let member = words.take("a member")?;
            Expectation::Events { kind, member, count: words.number("count")? }
        }
        "accepted_late" => {
            let mut tickets = Vec::new();
            while !words.skip("nothing") && !words.is_empty() {
                tickets.push(words.take("a ticket")?);
            }
            Expectation::Late { tickets }
        }
        "void" => super::desk::void(words)?,
        "file" | "unreconciled" => super::records::expectation(first, words)?,
        "week" => {
            let week = words.day("first day of a week")?;
            let closed = words.skip("closed");
            if !closed {
                words.need("open")?;
            }
            Expectation::Week { week, closed }
        }
        _ => return super::week::expectation(first, words),
    }))
}

fn ticket(words: &mut Words) -> Read<Expectation> {
    let ticket = words.take("a ticket")?;
    let state = TicketState::parse(words.peek());
    if state.is_some() {
        words.take("a state")?;
    }
    let mut terms = Terms::default();
    let mut found = Sums::new();
    while !words.is_empty() {
        match words.peek() {
            "version" => {
                words.take("version")?;
                terms.version = Some(words.number("version")?);
            }
            "points" => {
                words.take("points")?;
                terms.points = Some(words.named("points", points)?);
            }
            "price" => {
                words.take("price")?;
                terms.odds = Some(words.named("price", odds)?);
            }
            _ => found.push(sum(
                words,
                &["risk", "win", "open_risk", "returned", "free_play_returned", "settlements"],
            )?),
        }
    }
    Ok(Expectation::Ticket { ticket, state, sums: found, terms })
}

pub(super) fn sums(words: &mut Words, known: &[&str]) -> Read<Sums> {
    let mut found = Sums::new();
    while !words.is_empty() {
        found.push(sum(words, known)?);
    }
    if found.is_empty() {
        return Err(format!("nothing is expected: name one of {}", known.join(", ")));
    }
    Ok(found)
}

fn sum(words: &mut Words, known: &[&str]) -> Read<(String, i64)> {
    let name = words.take("a number's name")?;
    if !known.contains(&name.as_str()) {
        return Err(format!("`{name}` is none of {}", known.join(", ")));
    }
    let value =
        if COUNTS.contains(&name.as_str()) { words.number(&name)? } else { words.money(&name)?.0 };
    Ok((name, value))
}
