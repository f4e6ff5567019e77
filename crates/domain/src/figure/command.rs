//! What can be asked for around weeks: closing them, deals, the provider's plan, and settling up.

use crate::calendar::Week;
use crate::figure::deal::Terms;
use crate::figure::invoice::HeadPlan;
use crate::figure::settle_up::DueTotals;
use crate::id::MemberId;
use crate::ledger::account::Method;
use crate::money::Money;

/// What is to happen.
#[derive(Clone, Debug)]
pub enum WeekCommand {
    /// Close a week.
    Close {
        /// Which.
        week: Week,
    },
    /// Go on with what follows the close of a week.
    CloseChunk {
        /// Which.
        week: Week,
    },
    /// Collect and pay every due of a closed week, as reviewed.
    SettleUp(Box<SettleUpRequest>),
    /// Go on with settling up.
    SettleUpChunk {
        /// The week.
        week: Week,
    },
    /// Set the deal of an agent with the level above.
    SetDeal {
        /// The agent.
        agent: MemberId,
        /// What is agreed.
        terms: Terms,
    },
    /// Set what the book pays the provider; the version is set by the decision.
    SetHeadPlan(Box<HeadPlan>),
    /// Commission was paid to an agent, or by one.
    PayCommission(Box<PayCommission>),
}

/// The confirmation of a reviewed settle-up.
#[derive(Clone, Debug)]
pub struct SettleUpRequest {
    /// The closed week.
    pub week: Week,
    /// How the money moves.
    pub method: Method,
    /// The outside reference.
    pub reference: String,
    /// What was reviewed.
    pub reviewed: DueTotals,
}

/// Commission paid, entered by a person.
#[derive(Clone, Debug)]
pub struct PayCommission {
    /// The agent.
    pub agent: MemberId,
    /// How it moved.
    pub method: Method,
    /// How much; below zero the agent pays.
    pub amount: Money,
    /// The outside reference.
    pub reference: String,
    /// Why.
    pub note: String,
}
