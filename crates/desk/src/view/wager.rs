//! What is told of wagers: tickets, and those that wait to be one.

use domain::acceptance::{Tender, TenderState};
use domain::board::prop::Prop;
use domain::calendar::Instant;
use domain::grade::leg::{LegOutcome, Undecided};
use domain::grade::ruling::Ruling;
use domain::id::TicketId;
use domain::wager::ticket::{Settlement, Ticket};

use super::NamedFixture;

/// A ticket with everything told of it.
#[derive(Clone, Debug)]
pub struct TicketStory {
    /// The ticket.
    pub ticket: Ticket,
    /// Login of the player.
    pub login: String,
    /// Name of the player.
    pub name: String,
    /// Logins of the agents above, root first.
    pub agents: Vec<String>,
    /// Each leg's fixture and outcome.
    pub legs: Vec<LegStory>,
    /// Its settlements, oldest first.
    pub settlements: Vec<Settlement>,
    /// The rulings in force that end it or legs of it.
    pub rulings: Vec<Ruling>,
    /// What it waits for, of a wager that is not accepted yet.
    pub waits: Option<Waiting>,
    /// Why a wager that waited never became a ticket.
    pub refusal: Option<String>,
}

/// What a wager waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// It lapses, or is looked at again, then.
    pub until: Instant,
    /// For the delay of games in play, and nobody's word.
    pub delayed: bool,
}

impl Waiting {
    /// Of a tender, while it waits.
    pub fn of(tender: &Tender) -> Option<Waiting> {
        let (until, delayed) = (tender.lapses_at, tender.delayed);
        (tender.state == TenderState::Waiting).then_some(Waiting { until, delayed })
    }
}

/// A wager that waits to be accepted, or did, told as a ticket is.
#[derive(Clone, Debug)]
pub struct TenderStory {
    /// The tender.
    pub tender: Tender,
    /// Its story.
    pub story: TicketStory,
}

/// Wagers that wait, as the timer has to look at them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DueTenders {
    /// Those to look at now.
    pub now: Vec<TicketId>,
    /// When the time of the next one is over.
    pub next: Option<Instant>,
}

/// An open ticket that should be settled by now.
#[derive(Clone, Debug)]
pub struct StuckTicket {
    /// Its story.
    pub story: TicketStory,
    /// For each leg, in order: somebody reported a score.
    pub reported: Vec<bool>,
}

/// What is told of one leg.
#[derive(Clone, Debug)]
pub struct LegStory {
    /// The fixture and its names.
    pub named: NamedFixture,
    /// What its market asks beside the score.
    pub prop: Option<Box<Prop>>,
    /// Its outcome under the result in force.
    pub outcome: Option<LegOutcome>,
    /// Why the result in force does not decide it.
    pub waits: Option<Undecided>,
    /// The score in force, home first.
    pub score: Option<(i32, i32)>,
    /// When its fixture had begun, if the ticket was accepted then or later.
    pub late_since: Option<Instant>,
}

impl LegStory {
    /// True when it was accepted after the true start and nothing has ended it yet.
    pub fn is_late(&self) -> bool {
        self.late_since.is_some() && self.outcome != Some(LegOutcome::Void)
    }
}
