//! Accounts that are held because fraud is suspected (GLI-19 A.3.2): nothing is paid in or out and
//! nothing is bet until somebody decides what it was.

use crate::calendar::Instant;
use crate::id::{HoldId, MemberId};
use crate::member::MemberStatus;
use crate::register::{by_name, name_of};

/// What a hold came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HoldEnding {
    /// Nothing was found: the account is as it was.
    Lifted,
    /// Fraud it was: the account stays suspended, to be closed.
    Confirmed,
}

impl HoldEnding {
    /// Both with their stable names.
    pub const ALL: [(HoldEnding, &str); 2] =
        [(HoldEnding::Lifted, "lifted"), (HoldEnding::Confirmed, "confirmed")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The ending of a stable name.
    pub fn parse(name: &str) -> Option<HoldEnding> {
        by_name(&Self::ALL, name)
    }
}

/// The end of a hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldEnd {
    /// What it came to.
    pub ending: HoldEnding,
    /// Why, for people.
    pub reason: String,
    /// When.
    pub at: Instant,
    /// Who decided; `None` for the system.
    pub by: Option<MemberId>,
}

/// One hold, kept for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FraudHold {
    /// Identity.
    pub id: HoldId,
    /// Whose account.
    pub member: MemberId,
    /// What speaks for fraud, for people.
    pub evidence: String,
    /// Since when.
    pub placed_at: Instant,
    /// Who placed it; `None` for the system.
    pub placed_by: Option<MemberId>,
    /// Where the account stood before.
    pub status_before: MemberStatus,
    /// How it ended, if it did.
    pub end: Option<HoldEnd>,
}
