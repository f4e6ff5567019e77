//! Reading of the settlement desk's lines: voids, cancellations, the second person, the policy.
//!
//! ```text
//! policy four_eyes_from 100 cancel_seconds 60 claim_days 15
//! dana voids ticket one for palpable_error because "wrong side" [as v1]
//! dana voids leg 2 of two for event_not_played because "rained off"
//! dana voids bets on opener [total] [from 2024-09-08 17:00:00] for past_posting because ".."
//! dana cancels ticket one for technical_fault because "taken twice"
//! sam approves v1 | sam declines v1 | pat takes back one
//! pat disputes one because "it was a push" as d1
//! dana answers d1 stands because ".." | dana answers d1 goodwill 25 because ".."
//!
//! void v1 in_force
//! ```

use domain::calendar::Instant;
use domain::grade::dispute::Answer;
use domain::grade::ruling::{DeskPolicy, Ending, Reason, RulingState};
use domain::money::Money;

use super::selection::market;
use super::words::{Read, Words};
use super::{Deed, Expectation, MarketWords};

/// What a ruling reaches, by the names of the file.
#[derive(Clone, Debug)]
pub(crate) enum ReachWords {
    Ticket(String),
    Leg(String, i32),
    Bets { fixture: String, market: Option<MarketWords>, from: Option<Instant> },
}

/// A void or cancellation asked for.
#[derive(Clone, Debug)]
pub(crate) struct RulingWords {
    pub(crate) reach: ReachWords,
    pub(crate) ending: Ending,
    pub(crate) reason: Reason,
    pub(crate) note: String,
    /// The name it has from here on.
    pub(crate) name: Option<String>,
}

/// `ticket one for duplicate because "taken twice" as v1`.
pub(super) fn ruling(by: String, ending: Ending, words: &mut Words) -> Read<Deed> {
    let reach = reach(words)?;
    words.need("for")?;
    let reason = words.named("reason of a void", Reason::parse)?;
    let note = if words.skip("because") { words.take("a reason")? } else { String::new() };
    let name = if words.skip("as") { Some(words.take("a name")?) } else { None };
    let ruling = Box::new(RulingWords { reach, ending, reason, note, name });
    Ok(Deed::Rule { by, ruling })
}

fn reach(words: &mut Words) -> Read<ReachWords> {
    if words.skip("ticket") {
        return Ok(ReachWords::Ticket(words.take("a ticket")?));
    }
    if words.skip("leg") {
        let place = words.named("place of a leg", |word| word.parse().ok())?;
        words.need("of")?;
        return Ok(ReachWords::Leg(words.take("a ticket")?, place));
    }
    words.need("bets")?;
    words.need("on")?;
    let fixture = words.take("a fixture")?;
    let named = !["from", "for"].contains(&words.peek());
    let market = if named { Some(market(words)?) } else { None };
    let from = if words.skip("from") { Some(words.instant("time")?) } else { None };
    Ok(ReachWords::Bets { fixture, market, from })
}

/// `one because "it was a push" as d1`.
pub(super) fn dispute(by: String, words: &mut Words) -> Read<Deed> {
    let ticket = words.take("a ticket")?;
    let text = if words.skip("because") { words.take("a reason")? } else { String::new() };
    let name = if words.skip("as") { Some(words.take("a name")?) } else { None };
    Ok(Deed::Dispute { by, ticket, text, name })
}

/// `d1 goodwill 25 because "slow answer"`.
pub(super) fn answer(by: String, words: &mut Words) -> Read<Deed> {
    let dispute = words.take("a dispute")?;
    let answer = words.named("answer", Answer::parse)?;
    let amount = if answer == Answer::Goodwill { words.money("amount")? } else { Money::ZERO };
    let note = if words.skip("because") { words.take("a reason")? } else { String::new() };
    Ok(Deed::Answer { by, dispute, answer, amount, note })
}

/// What differs from the policy of a new book.
pub(super) fn policy(words: &mut Words) -> Read<Deed> {
    let mut policy = DeskPolicy::STANDARD;
    let small = |word: &str| word.parse::<i32>().ok();
    while !words.is_empty() && words.peek() != "->" {
        match words.take("a rule")?.as_str() {
            "four_eyes_from" => policy.four_eyes_from = Some(words.money("amount")?),
            "cancel_seconds" => policy.cancel_seconds = words.named("number", small)?,
            "claim_days" => policy.claim_days = words.named("number", small)?,
            name => return Err(format!("`{name}` is no rule of the desk")),
        }
    }
    Ok(Deed::Policy(policy))
}

/// `v1 in_force`.
pub(super) fn void(words: &mut Words) -> Read<Expectation> {
    let ruling = words.take("a void")?;
    Ok(Expectation::Void { ruling, state: words.named("state of a void", RulingState::parse)? })
}
