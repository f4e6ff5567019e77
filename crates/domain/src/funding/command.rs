//! What can be asked for around money: one closed set beside the plain payments of
//! [`crate::command::Action`].

use crate::calendar::Instant;
use crate::command::Pay;
use crate::funding::method::MethodTerms;
use crate::id::{GrantId, MemberId, WithdrawalId};
use crate::ledger::account::Method;
use crate::money::Money;

/// What is to happen.
#[derive(Clone, Debug)]
pub enum FundingCommand {
    /// Describe a payment method anew.
    ChangeMethod(Box<MethodTerms>),
    /// Correct a balance so that the week shows it, but no day of it; the amount may be negative.
    Accrue(Pay),
    /// Ask for a payout: by the player, or by a cashier for one.
    RequestWithdrawal {
        /// Whose money.
        member: MemberId,
        /// How it is to be paid.
        method: Method,
        /// How much, the fee included.
        amount: Money,
        /// Where to.
        destination: String,
    },
    /// Agree to a payout.
    ApproveWithdrawal {
        /// Whose.
        member: MemberId,
        /// Which.
        withdrawal: WithdrawalId,
    },
    /// Refuse a payout.
    DenyWithdrawal {
        /// Whose.
        member: MemberId,
        /// Which.
        withdrawal: WithdrawalId,
        /// Why.
        reason: String,
    },
    /// Take back what was asked for.
    CancelWithdrawal {
        /// Whose.
        member: MemberId,
        /// Which.
        withdrawal: WithdrawalId,
    },
    /// An approved payout has been paid.
    PayWithdrawal {
        /// Whose.
        member: MemberId,
        /// Which.
        withdrawal: WithdrawalId,
        /// The outside reference.
        reference: String,
    },
    /// Grant promotional credit.
    GrantFreePlay {
        /// To whom.
        member: MemberId,
        /// How much.
        amount: Money,
        /// It cannot be wagered from then on.
        expires_at: Instant,
        /// Why.
        note: String,
    },
    /// End a grant: by a person at any time, by the timer once it has expired.
    EndFreePlay {
        /// Whose.
        member: MemberId,
        /// Which.
        grant: GrantId,
        /// Why.
        note: String,
    },
}

impl FundingCommand {
    /// True for commands that read the time of the week in the book's zone.
    pub fn reads_wall_time(&self) -> bool {
        matches!(self, FundingCommand::RequestWithdrawal { .. })
    }
}
