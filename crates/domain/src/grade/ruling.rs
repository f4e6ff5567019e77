//! Rulings: how the operator ends a ticket, a leg, or every bet on a market or fixture without a
//! result. Says what a ruling is and which legs it reaches; never moves money.
//!
//! A void is the operator's act with a typed reason. A cancel follows the published policy and
//! comes before the start (reference/reliability.md 1.6, S-01 and S-03).

use crate::board::offer::WHOLE_FIXTURE;
use crate::calendar::Instant;
use crate::id::{FixtureId, MarketId, MemberId, RulingId, TicketId};
use crate::money::Money;
use crate::register::{by_name, name_of};

/// What a ruling reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A whole ticket.
    Ticket(TicketId),
    /// One leg of a ticket, by its place from 0.
    Leg(TicketId, i32),
    /// Every leg on one market of a fixture, or on the whole of it ([`WHOLE_FIXTURE`]), on tickets
    /// accepted within the span.
    Market(FixtureId, MarketId, Span),
}

/// Acceptance times, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub from: Instant,
    /// The last.
    pub until: Instant,
}

/// Void or cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// The operator ends it.
    Void,
    /// It is taken back by policy, before the start.
    Cancel,
}

impl Ending {
    /// Both with their stable names.
    pub const ALL: [(Ending, &str); 2] = [(Ending::Void, "void"), (Ending::Cancel, "cancel")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The ending of a stable name.
    pub fn parse(name: &str) -> Option<Ending> {
        by_name(&Self::ALL, name)
    }
}

/// Why a ruling was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The line or price was plainly wrong when it was taken (wrong side, sign or market).
    PalpableError,
    /// The wager was accepted after its outcome was known or the event had begun.
    PastPosting,
    /// The event was not played, not finished, or not played as announced.
    EventNotPlayed,
    /// The player may not bet on this, or not at all.
    ProhibitedWager,
    /// The integrity of the event is in doubt.
    Integrity,
    /// A fault of the system.
    TechnicalFault,
    /// The same wager was taken twice by mistake.
    Duplicate,
    /// A dispute was decided for the player.
    DisputeUpheld,
    /// A regulator or court ordered it.
    Ordered,
    /// The player asked, within the policy.
    PlayerRequest,
}

impl Reason {
    /// Every reason with its stable name.
    pub const ALL: [(Reason, &str); 10] = [
        (Reason::PalpableError, "palpable_error"),
        (Reason::PastPosting, "past_posting"),
        (Reason::EventNotPlayed, "event_not_played"),
        (Reason::ProhibitedWager, "prohibited_wager"),
        (Reason::Integrity, "integrity"),
        (Reason::TechnicalFault, "technical_fault"),
        (Reason::Duplicate, "duplicate"),
        (Reason::DisputeUpheld, "dispute_upheld"),
        (Reason::Ordered, "ordered"),
        (Reason::PlayerRequest, "player_request"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The reason of a stable name.
    pub fn parse(name: &str) -> Option<Reason> {
        by_name(&Self::ALL, name)
    }
}

/// Where a ruling stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RulingState {
    /// Waits for a second pair of eyes.
    Asked,
    /// Took effect.
    InForce,
    /// A second person declined it.
    Declined,
}

impl RulingState {
    /// Every state with its stable name.
    pub const ALL: [(RulingState, &str); 3] = [
        (RulingState::Asked, "asked"),
        (RulingState::InForce, "in_force"),
        (RulingState::Declined, "declined"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The state of a stable name.
    pub fn parse(name: &str) -> Option<RulingState> {
        by_name(&Self::ALL, name)
    }
}

/// A void or cancellation, asked for or in force. None is ever removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Identity.
    pub id: RulingId,
    /// What it reaches.
    pub reach: Reach,
    /// Void or cancel.
    pub ending: Ending,
    /// Why.
    pub reason: Reason,
    /// Why, in words; the player reads it.
    pub note: String,
    /// Where it stands.
    pub state: RulingState,
    /// A result of something it reaches was known when it was asked for.
    pub after_result: bool,
    /// Who asked; `None` for the system.
    pub asked_by: Option<MemberId>,
    /// When.
    pub asked_at: Instant,
    /// The second person, where one was needed.
    pub decided_by: Option<MemberId>,
    /// When it took effect or was declined.
    pub decided_at: Option<Instant>,
}

impl Ruling {
    /// The fixture of a ruling over a market.
    pub fn fixture(&self) -> Option<FixtureId> {
        match self.reach {
            Reach::Market(fixture, _, _) => Some(fixture),
            Reach::Ticket(_) | Reach::Leg(..) => None,
        }
    }

    /// True when a leg on `market`, on a ticket accepted at `accepted_at`, is ended by this ruling
    /// over its fixture.
    pub fn ends(&self, market: MarketId, accepted_at: Instant) -> bool {
        let Reach::Market(_, reached, span) = self.reach else { return false };
        self.state == RulingState::InForce
            && (reached == WHOLE_FIXTURE || reached == market)
            && (span.from..=span.until).contains(&accepted_at)
    }
}

/// How a book's settlement desk works. What may be ended once a result is known is the
/// jurisdiction's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeskPolicy {
    /// From this risk on, and for whole markets and fixtures, a void needs a second person;
    /// `None` switches four eyes off.
    pub four_eyes_from: Option<Money>,
    /// A player may take a wager back within this time after its acceptance and before every
    /// start; 0 forbids it.
    pub cancel_seconds: i32,
    /// A settlement may be disputed for this many days (15 days: reference/features.md 5.8).
    pub claim_days: i32,
}

impl DeskPolicy {
    /// What a new book starts with.
    pub const STANDARD: DeskPolicy =
        DeskPolicy { four_eyes_from: None, cancel_seconds: 0, claim_days: 15 };
}

/// A void or cancellation asked for.
#[derive(Clone, Debug)]
pub struct RulingRequest {
    /// What it shall end.
    pub reach: Reach,
    /// Void or cancel.
    pub ending: Ending,
    /// Why.
    pub reason: Reason,
    /// Why, in words; the player reads it.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ruling_ends_what_was_accepted_within_its_span() {
        let ruling = |market, state| Ruling {
            id: RulingId(1),
            reach: Reach::Market(
                FixtureId(7),
                MarketId(market),
                Span { from: Instant(10), until: Instant(20) },
            ),
            ending: Ending::Void,
            reason: Reason::PastPosting,
            note: String::new(),
            state,
            after_result: false,
            asked_by: None,
            asked_at: Instant(20),
            decided_by: None,
            decided_at: None,
        };
        let one = ruling(3, RulingState::InForce);
        let ends = |at| one.ends(MarketId(3), Instant(at));
        assert_eq!([9, 10, 20, 21].map(ends), [false, true, true, false]);
        assert!(!one.ends(MarketId(4), Instant(15)));
        assert!(ruling(0, RulingState::InForce).ends(MarketId(4), Instant(15)));
        assert!(!ruling(0, RulingState::Asked).ends(MarketId(4), Instant(15)));
    }
}
