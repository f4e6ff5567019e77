//! What a player may bet: credit, own limits, and what is available.

use crate::id::MemberId;
use crate::money::Money;

/// A member's credit and own wager limits. `None` leaves a limit to the house rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Whose.
    pub member: MemberId,
    /// How far below zero the member's cash may go.
    pub credit: Money,
    /// Smallest risk of one wager.
    pub min_risk: Option<Money>,
    /// Largest risk of one wager.
    pub max_risk: Option<Money>,
    /// Largest win of one wager.
    pub max_win: Option<Money>,
}

impl Limits {
    /// No credit, no limits of their own.
    pub fn none(member: MemberId) -> Limits {
        Limits { member, credit: Money::ZERO, min_risk: None, max_risk: None, max_win: None }
    }

    /// What can be risked now: `available = cash + credit`. Risk of open bets has already left
    /// cash.
    pub fn available(&self, cash: Money) -> Money {
        cash + self.credit
    }
}
