//! What can be asked for around the person behind an account.

use super::hold::HoldEnding;
use super::request::SubjectKind;
use crate::access::Permission;
use crate::id::{DisputeId, HoldId, MemberId, MessageId, SubjectRequestId, TokenHash};

/// What is to happen.
#[derive(Clone, Debug)]
pub enum CareCommand {
    /// The actor wants to be told of accesses to their account, or not.
    WantNotices {
        /// Whether.
        wanted: bool,
    },
    /// The actor has read what they were told of accesses.
    ReadNotices,
    /// Somebody asks about what is kept of them, or somebody enters it for them.
    Ask {
        /// About whom.
        member: MemberId,
        /// What for.
        kind: SubjectKind,
        /// In their words.
        text: String,
    },
    /// A request is answered. An erasure that is granted erases at once.
    Answer {
        /// About whom.
        member: MemberId,
        /// Which.
        request: SubjectRequestId,
        /// Whether what was asked for is done.
        granted: bool,
        /// Why.
        reason: String,
    },
    /// Fraud is suspected: hold an account.
    Hold {
        /// Whose.
        member: MemberId,
        /// What speaks for it.
        evidence: String,
    },
    /// A hold is decided.
    EndHold {
        /// Whose.
        member: MemberId,
        /// Which.
        hold: HoldId,
        /// What it came to.
        ending: HoldEnding,
        /// Why.
        reason: String,
    },
    /// A closed account is kept no longer as far as it tells who it was.
    ErasePerson {
        /// Whose.
        member: MemberId,
    },
    /// Addresses and devices of old accesses are kept no longer.
    ErasePlaces {
        /// Hashes of the sessions' tokens.
        sessions: Vec<TokenHash>,
    },
    /// The words of an old complaint are kept no longer.
    EraseComplaint {
        /// Which.
        dispute: DisputeId,
    },
    /// Old messages are kept no longer.
    EraseMessages {
        /// Which.
        messages: Vec<MessageId>,
    },
}

impl CareCommand {
    /// Most sessions of one command.
    pub const SESSIONS_MAX: usize = 500;

    /// The right a command of `actor` needs, and whom it concerns; none for what members do for
    /// themselves.
    pub fn needed(&self, actor: MemberId) -> Option<(Permission, Option<MemberId>)> {
        match self {
            CareCommand::WantNotices { .. } | CareCommand::ReadNotices => None,
            CareCommand::Ask { member, .. } if *member == actor => None,
            CareCommand::Ask { member, .. } | CareCommand::Answer { member, .. } => {
                Some((Permission::ManageIdentity, Some(*member)))
            }
            CareCommand::Hold { member, .. } | CareCommand::EndHold { member, .. } => {
                Some((Permission::ChangeStatus, Some(*member)))
            }
            // Only the timer forgets: nobody holds every right.
            CareCommand::ErasePerson { .. }
            | CareCommand::ErasePlaces { .. }
            | CareCommand::EraseComplaint { .. }
            | CareCommand::EraseMessages { .. } => Some((Permission::ManagePlatform, None)),
        }
    }
}
