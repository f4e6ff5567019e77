//! What can be asked for around money: one closed set beside the plain payments of
//! [`crate::command::Action`].

use crate::calendar::Instant;
use crate::credit::AccountKind;
use crate::funding::free_play_terms::GrantTerms;
use crate::funding::method::MethodTerms;
use crate::funding::reconcile::{ProviderLine, ProviderSecret};
use crate::id::{ApplicationId, GrantId, MemberId, WithdrawalId};
use crate::ledger::account::Method;
use crate::money::Money;

/// Money entered by a person.
#[derive(Clone, Debug)]
pub struct Pay {
    /// Whose account.
    pub member: MemberId,
    /// How it moved; adjustments have none.
    pub method: Option<Method>,
    /// How much.
    pub amount: Money,
    /// The outside reference.
    pub reference: String,
    /// Why.
    pub note: String,
}

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
        /// What it may be wagered on.
        terms: GrantTerms,
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
    /// Agree how a player and the house settle.
    SetAccount {
        /// Whose account.
        member: MemberId,
        /// Its kind.
        account: AccountKind,
        /// The balance, either way, at which they settle.
        settle: Option<Money>,
    },
    /// Bound the credit that the players below an agent may have together.
    BoundBranch {
        /// The agent.
        member: MemberId,
        /// The most; `None` leaves it to those further up.
        most: Option<Money>,
    },
    /// Lend credit on top of what a player has, in place of what was lent before.
    LendCredit {
        /// To whom.
        member: MemberId,
        /// How much.
        amount: Money,
        /// It ends then.
        expires_at: Instant,
        /// Why.
        note: String,
    },
    /// End lent credit: by a person at any time, by the timer once it has expired.
    EndCredit {
        /// Whose.
        member: MemberId,
        /// Why.
        note: String,
    },
    /// Apply for more credit: by the player, or by somebody for one.
    ApplyForCredit {
        /// Who wants it.
        member: MemberId,
        /// The whole credit wanted.
        amount: Money,
        /// Why.
        note: String,
    },
    /// Hold a provider's file against the book; nothing is posted.
    Reconcile {
        /// Whose record.
        method: Method,
        /// The file's name.
        name: String,
        /// Its lines.
        lines: Vec<ProviderLine>,
    },
    /// A provider tells of one payment, signed: matched like a line of a file, and a payment in
    /// that is not known yet is recorded for its member. One that failed is counted.
    Notice {
        /// Whose notice.
        method: Method,
        /// The notice's id.
        name: String,
        /// For whom it is meant.
        member: MemberId,
        /// What it tells.
        line: ProviderLine,
        /// Whether the payment failed at the provider.
        failed: bool,
    },
    /// Give a provider a new key to sign with.
    ChangeProviderKey {
        /// Whose.
        method: Method,
        /// The secret, made by the shell.
        secret: ProviderSecret,
    },
    /// Decide an application for credit.
    AssessCredit {
        /// Whose.
        member: MemberId,
        /// Which.
        application: ApplicationId,
        /// The whole credit granted; `None` refuses.
        granted: Option<Money>,
        /// What speaks for and against it.
        grounds: String,
    },
}

impl FundingCommand {
    /// True for commands that read the time of the week in the book's zone.
    pub fn reads_wall_time(&self) -> bool {
        matches!(self, FundingCommand::RequestWithdrawal { .. })
    }
}
