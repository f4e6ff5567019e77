//! What the book has stopped: all betting, betting in play, a sport, a league, a branch or player.
//!
//! Fixtures, markets and selections are stopped by their [`crate::board::offer::Offer`]. A book
//! that has stopped nothing reads none of this.

use crate::board::fixture::{Fixture, FixtureStatus, Sport};
use crate::calendar::Instant;
use crate::id::{BookId, LeagueId, MemberId};
use crate::rejection::{Code, Rejection};

/// What is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// Every wager.
    All,
    /// Every wager on a fixture in play.
    Live,
    /// Every wager on a sport.
    Sport(Sport),
    /// Every wager on a league.
    League(LeagueId),
    /// Every wager of a member and everybody below.
    Branch(MemberId),
}

impl Target {
    /// As one text: `all`, `live`, `sport football`, `league 4`, `branch 12`.
    pub fn text(self) -> String {
        match self {
            Target::All => "all".to_owned(),
            Target::Live => "live".to_owned(),
            Target::Sport(sport) => format!("sport {}", sport.name()),
            Target::League(league) => format!("league {}", league.0),
            Target::Branch(member) => format!("branch {}", member.0),
        }
    }

    /// Of such a text.
    pub fn parse(text: &str) -> Option<Target> {
        let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
        match (kind, rest) {
            ("all", "") => Some(Target::All),
            ("live", "") => Some(Target::Live),
            ("sport", name) => Sport::parse(name).map(Target::Sport),
            ("league", id) => Some(Target::League(LeagueId(id.parse().ok()?))),
            ("branch", id) => Some(Target::Branch(MemberId(id.parse().ok()?))),
            _ => None,
        }
    }
}

/// One stop, with why and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// What is stopped.
    pub target: Target,
    /// Why.
    pub reason: String,
    /// Who stopped it; `None` for the system.
    pub by: Option<MemberId>,
    /// Since when.
    pub at: Instant,
}

/// Everything a book has stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Controls {
    /// The book.
    pub book: BookId,
    /// The stops, each target once.
    pub stops: Vec<Stop>,
}

/// Most stops at one time.
pub const STOPS_MAX: usize = 1_000;

impl Controls {
    /// Nothing stopped.
    pub fn none(book: BookId) -> Controls {
        Controls { book, stops: Vec::new() }
    }

    /// The stop of exactly this target.
    pub fn stop_of(&self, target: Target) -> Option<&Stop> {
        self.stops.iter().find(|stop| stop.target == target)
    }

    fn is_stopped(&self, target: Target) -> bool {
        self.stop_of(target).is_some()
    }

    /// Refuses a player whose betting, or the whole book's, is stopped.
    pub fn refuse_player(&self, chain: &[MemberId]) -> Option<Rejection> {
        if self.is_stopped(Target::All) {
            return Some(Rejection::new(Code::BettingSuspended, "all betting is suspended"));
        }
        let stopped = |member: &MemberId| self.is_stopped(Target::Branch(*member));
        chain
            .iter()
            .any(stopped)
            .then(|| Rejection::new(Code::BettingSuspended, "betting of this account is suspended"))
    }

    /// True when nothing on this fixture is taken.
    pub fn closes(&self, fixture: &Fixture) -> bool {
        let live = fixture.status == FixtureStatus::InPlay;
        self.is_stopped(Target::All)
            || self.is_stopped(Target::Sport(fixture.sport))
            || self.is_stopped(Target::League(fixture.league))
            || (live && self.is_stopped(Target::Live))
    }
}
