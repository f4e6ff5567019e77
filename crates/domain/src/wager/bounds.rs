//! The plain bounds of a wager: those of the house rules, of the player, and of a circled fixture.
//!
//! Decides which of them a wager meets and in which order refusals are told; rules that add up or
//! hold for a branch are [`crate::limit`].

use crate::credit::Limits;
use crate::limit::judge::Stake;
use crate::limit::rule::Measure;
use crate::money::Money;
use crate::rejection::{Code, LimitMet, LimitOwner, Rejection};
use crate::rules::HouseRules;

/// The limits in force on one wager and who set each.
pub(super) struct Bounds {
    /// Smallest risk.
    pub(super) min_risk: (Money, LimitOwner),
    /// Largest risk.
    pub(super) max_risk: (Money, LimitOwner),
    /// Largest win.
    pub(super) max_win: (Money, LimitOwner),
}

impl Bounds {
    /// The book's bounds and the player's own, the tighter of each.
    pub(super) fn of(rules: &HouseRules, limits: &Limits) -> Bounds {
        let book = |amount| (amount, LimitOwner::Book);
        let player = |amount: Option<Money>| amount.map(|amount| (amount, LimitOwner::Player));
        let lower = |a: (Money, LimitOwner), b: Option<(Money, LimitOwner)>| match b {
            Some(b) if b.0 < a.0 => b,
            _ => a,
        };
        let min_risk = match player(limits.min_risk) {
            Some(own) if own.0 > rules.min_risk => own,
            _ => book(rules.min_risk),
        };
        Bounds {
            min_risk,
            max_risk: lower(book(rules.max_risk), player(limits.max_risk)),
            max_win: lower(book(rules.max_win), player(limits.max_win)),
        }
    }

    /// A fixture's or market's own largest risk.
    pub(super) fn lower_max_risk(&mut self, amount: Money) {
        if amount < self.max_risk.0 {
            self.max_risk = (amount, LimitOwner::Fixture);
        }
    }
}

/// Refusals stand in the order of their codes; of two limits the one that lets less pass first.
pub(super) fn order_of(refusal: &Rejection) -> (Code, Money) {
    let possible = refusal.limit.map_or(Money::ZERO, |limit| limit.possible);
    (refusal.code, if refusal.code == Code::BelowMinRisk { -possible } else { possible })
}

/// Refuses amounts beyond the bounds or the player's funds.
pub(super) fn refuse_amounts(
    stake: &Stake<'_>,
    bounds: &Bounds,
    available: Money,
    refusals: &mut Vec<Rejection>,
) {
    let (risk, win) = (stake.risk, stake.win);
    let (min_risk, owner) = bounds.min_risk;
    if risk < min_risk {
        let limit = LimitMet { name: "min_risk", owner, amount: min_risk, possible: min_risk };
        refusals.push(Rejection::of_limit(Code::BelowMinRisk, limit));
    }
    let (max_risk, owner) = bounds.max_risk;
    if risk > max_risk {
        let limit = LimitMet { name: "max_risk", owner, amount: max_risk, possible: max_risk };
        refusals.push(Rejection::of_limit(Code::AboveMaxRisk, limit));
    }
    let (max_win, owner) = bounds.max_win;
    if win > max_win {
        let possible = stake.largest_risk(Measure::MaxWin, max_win);
        let limit = LimitMet { name: "max_win", owner, amount: max_win, possible };
        refusals.push(Rejection::of_limit(Code::AboveMaxWin, limit));
    }
    if risk > available {
        let possible = available.max(Money::ZERO);
        let owner = LimitOwner::Player;
        let limit = LimitMet { name: "available", owner, amount: available, possible };
        refusals.push(Rejection::of_limit(Code::InsufficientFunds, limit));
    }
}
