//! Disputes: a player's objection to a settlement, and the operator's one answer to it.

use crate::calendar::Instant;
use crate::id::{DisputeId, MemberId, RulingId, TicketId};
use crate::money::Money;
use crate::register::{by_name, name_of};

/// What the operator answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// The settlement stands.
    Stands,
    /// The ticket is graded again by what is in force now.
    Regrade,
    /// The ticket is void.
    Void,
    /// The settlement stands, and the player is given something.
    Goodwill,
}

impl Answer {
    /// Every answer with its stable name.
    pub const ALL: [(Answer, &str); 4] = [
        (Answer::Stands, "stands"),
        (Answer::Regrade, "regrade"),
        (Answer::Void, "void"),
        (Answer::Goodwill, "goodwill"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The answer of a stable name.
    pub fn parse(name: &str) -> Option<Answer> {
        by_name(&Self::ALL, name)
    }
}

/// What can be asked for around disputes.
#[derive(Clone, Debug)]
pub enum DisputeCommand {
    /// A player objects to a settlement.
    Open {
        /// Whose ticket.
        member: MemberId,
        /// The ticket.
        ticket: TicketId,
        /// What is wrong.
        text: String,
    },
    /// The operator answers an objection.
    Answer(Box<AnswerDispute>),
}

/// The operator's answer to an objection.
#[derive(Clone, Debug)]
pub struct AnswerDispute {
    /// The dispute.
    pub dispute: DisputeId,
    /// The answer.
    pub answer: Answer,
    /// Why, in words; the player reads it.
    pub note: String,
    /// Of a goodwill: what the player is given.
    pub amount: Money,
}

/// An objection to one settlement of a ticket. Each settlement can be objected to once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Identity.
    pub id: DisputeId,
    /// The ticket.
    pub ticket: TicketId,
    /// The settlement objected to.
    pub settlement: i32,
    /// The player.
    pub member: MemberId,
    /// What the player says.
    pub text: String,
    /// When it was opened.
    pub opened_at: Instant,
    /// The operator's answer; `None` while it is open.
    pub answer: Option<Answer>,
    /// What the operator says.
    pub note: String,
    /// What the player was given by a goodwill.
    pub amount: Money,
    /// The void it led to.
    pub ruling: Option<RulingId>,
    /// Who answered.
    pub answered_by: Option<MemberId>,
    /// When.
    pub answered_at: Option<Instant>,
}
