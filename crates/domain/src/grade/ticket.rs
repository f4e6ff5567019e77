//! The outcomes of a ticket's legs under the results in force: what each leg's grading rests on,
//! and where it is read. Knows no money.

use crate::board::prop::PitcherRule;
use crate::grade::leg::{self, Case, Verdict};
use crate::grade::score::ConfirmedResult;
use crate::rows::{Key, Read};
use crate::wager::ticket::{Leg, Ticket};

/// The rows that grading a leg reads beside its result and the ticket's house rules.
pub fn grounds(one: &Leg) -> impl Iterator<Item = Key> {
    let market = one.kind.is_prop().then_some(Key::Market(one.market));
    let listed = one.pitchers != PitcherRule::Action;
    let listing = listed.then_some(Key::Listing((one.fixture, one.listing)));
    market.into_iter().chain(listing)
}

/// Grades one leg of a ticket by `result`, from its frozen terms and the rules it was accepted
/// under. Reads [`grounds`] and the ticket's rules.
///
/// # Errors
/// The reason why the rules do not decide it.
pub fn verdict(read: &impl Read, ticket: &Ticket, one: &Leg, result: &ConfirmedResult) -> Verdict {
    let market = if one.kind.is_prop() { read.market(one.market) } else { None };
    let listed = one.pitchers != PitcherRule::Action;
    let listing = if listed { read.listing((one.fixture, one.listing)) } else { None };
    let rules = read.rules(ticket.rules_version).expect("the rules of a ticket are kept for ever");
    leg::grade(&Case {
        leg: one,
        accepted_at: ticket.accepted_at,
        sport: result.sport,
        result,
        prop: market.and_then(|market| market.prop.as_deref()),
        listing,
        rules: &rules.grading,
    })
}
