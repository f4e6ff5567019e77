//! What can be asked for around money: one closed set beside the plain payments of
//! [`crate::command::Action`].

use crate::calendar::Instant;
use crate::command::Pay;
use crate::funding::method::MethodTerms;
use crate::id::{GrantId, MemberId};
use crate::money::Money;

/// What is to happen.
#[derive(Clone, Debug)]
pub enum FundingCommand {
    /// Describe a payment method anew.
    ChangeMethod(Box<MethodTerms>),
    /// Correct a balance so that the week shows it, but no day of it; the amount may be negative.
    Accrue(Pay),
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
