//! Transfers: positive amounts moved from one account to another, never changed, never removed.

use crate::calendar::Instant;
use crate::id::{MemberId, PostingId, TicketId, TransferId};
use crate::ledger::account::Account;
use crate::money::Money;
use crate::register::{by_name, name_of};

/// The business fact a posting records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// The player paid in.
    Receipt,
    /// The player was paid out.
    Disbursement,
    /// A named correction of today's figure.
    Adjustment,
    /// A wager was accepted.
    Wager,
    /// A ticket was settled.
    Settlement,
    /// An earlier settlement was reversed.
    Reversal,
}

impl Fact {
    /// Every fact with its stable name.
    pub const ALL: [(Fact, &str); 6] = [
        (Fact::Receipt, "receipt"),
        (Fact::Disbursement, "disbursement"),
        (Fact::Adjustment, "adjustment"),
        (Fact::Wager, "wager"),
        (Fact::Settlement, "settlement"),
        (Fact::Reversal, "reversal"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The fact of a stable name.
    pub fn parse(name: &str) -> Option<Fact> {
        by_name(&Self::ALL, name)
    }
}

/// One movement. The accounts are the named member's, or the house's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Identity.
    pub id: TransferId,
    /// The posting it belongs to.
    pub posting: PostingId,
    /// Why.
    pub fact: Fact,
    /// The one member concerned.
    pub member: MemberId,
    /// Where the amount leaves.
    pub from: Account,
    /// Where it arrives.
    pub to: Account,
    /// How much; always positive.
    pub amount: Money,
    /// The ticket concerned, if any.
    pub ticket: Option<TicketId>,
    /// When.
    pub at: Instant,
}

/// A payment or correction entered by a person: the paper beside its posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The posting.
    pub posting: PostingId,
    /// Receipt, disbursement or adjustment.
    pub fact: Fact,
    /// The member.
    pub member: MemberId,
    /// How the money moved; `None` for an adjustment.
    pub method: Option<crate::ledger::account::Method>,
    /// Positive, but an adjustment may be negative.
    pub amount: Money,
    /// The outside reference.
    pub reference: String,
    /// Why, for people.
    pub note: String,
    /// Who entered it; `None` for the system.
    pub by: Option<MemberId>,
    /// When.
    pub at: Instant,
}
