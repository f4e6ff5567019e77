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
    /// A named correction of the week's figure that no day shows.
    Accrual,
    /// A payout was asked for: its amount left cash and waits.
    WithdrawalRequested,
    /// A payout was denied or taken back: its amount is cash again.
    WithdrawalReturned,
    /// Promotional credit was granted.
    FreePlay,
    /// Promotional credit expired or was taken back.
    FreePlayEnded,
    /// A wager waits to be accepted: its risk is held.
    Tender,
    /// A wager waits no more: what it held went back.
    TenderEnded,
    /// A wager was accepted.
    Wager,
    /// A ticket was settled.
    Settlement,
    /// An earlier settlement was reversed.
    Reversal,
    /// A ticket was ended by the operator: its risk went back.
    Void,
    /// An agent's week was settled.
    Commission,
    /// Commission was paid out, or what an agent owed paid in.
    CommissionPaid,
    /// The provider's bill of a week.
    HeadFee,
}

impl Fact {
    /// Every fact with its stable name.
    pub const ALL: [(Fact, &str); 17] = [
        (Fact::Receipt, "receipt"),
        (Fact::Disbursement, "disbursement"),
        (Fact::Adjustment, "adjustment"),
        (Fact::Accrual, "accrual"),
        (Fact::WithdrawalRequested, "withdrawal_requested"),
        (Fact::WithdrawalReturned, "withdrawal_returned"),
        (Fact::FreePlay, "free_play"),
        (Fact::FreePlayEnded, "free_play_ended"),
        (Fact::Tender, "tender"),
        (Fact::TenderEnded, "tender_ended"),
        (Fact::Wager, "wager"),
        (Fact::Settlement, "settlement"),
        (Fact::Reversal, "reversal"),
        (Fact::Void, "void"),
        (Fact::Commission, "commission"),
        (Fact::CommissionPaid, "commission_paid"),
        (Fact::HeadFee, "head_fee"),
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
    /// Receipt, disbursement, correction or free play.
    pub fact: Fact,
    /// The member.
    pub member: MemberId,
    /// How the money moved; `None` for corrections and free play.
    pub method: Option<crate::ledger::account::Method>,
    /// What was paid or granted, the fee included. Positive, but a correction may be negative.
    pub amount: Money,
    /// The part of it that is the house's fee.
    pub fee: Money,
    /// The outside reference.
    pub reference: String,
    /// Why, for people.
    pub note: String,
    /// Who entered it; `None` for the system.
    pub by: Option<MemberId>,
    /// When.
    pub at: Instant,
}
