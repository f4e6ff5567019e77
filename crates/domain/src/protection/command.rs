//! What can be asked for to protect a player.

use crate::calendar::Instant;
use crate::id::{ExclusionId, MemberId};
use crate::money::Money;
use crate::protection::{ExclusionKind, PlayMeasure, PlaySpan};

/// What is to happen.
#[derive(Clone, Debug)]
pub enum ProtectionCommand {
    /// Set, change or take away a limit: the player one's own, the book's people the house's.
    Limit {
        /// Whose.
        member: MemberId,
        /// What it bounds.
        measure: PlayMeasure,
        /// Over what it adds up.
        span: PlaySpan,
        /// The most; `None` takes the limit away.
        amount: Option<Money>,
    },
    /// Keep a player away from play, at once.
    Exclude {
        /// Whom.
        member: MemberId,
        /// How.
        kind: ExclusionKind,
        /// How long at least; `None` is for good, which a time-out cannot be.
        until: Option<Instant>,
        /// Why.
        reason: String,
    },
    /// Ask that a self-exclusion ends.
    Lift {
        /// Whose.
        member: MemberId,
        /// Which.
        exclusion: ExclusionId,
    },
    /// End the next open bets of an excluded player that have not begun.
    CancelBets {
        /// Whose.
        member: MemberId,
        /// Which.
        exclusion: ExclusionId,
    },
}

impl ProtectionCommand {
    /// Whom it protects.
    pub fn member(&self) -> MemberId {
        match self {
            ProtectionCommand::Limit { member, .. }
            | ProtectionCommand::Exclude { member, .. }
            | ProtectionCommand::Lift { member, .. }
            | ProtectionCommand::CancelBets { member, .. } => *member,
        }
    }
}
