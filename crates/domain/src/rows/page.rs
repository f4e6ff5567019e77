//! Pages: what a decision reads of many rows at once, read only. No decision puts one.

use crate::board::market::Market;
use crate::calendar::Week;
use crate::grade::dispute::Dispute;
use crate::grade::ruling::Ruling;
use crate::grade::score::ScoreReport;
use crate::id::{FixtureId, MarketId, MemberId, ReportId, TicketId};
use crate::identity::ListEntry;
use crate::member::Member;

/// The markets of one fixture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarketPage {
    /// The fixture.
    pub fixture: FixtureId,
    /// Its markets.
    pub markets: Vec<Market>,
}

/// Every score report of one fixture that a book can see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPage {
    /// The fixture.
    pub fixture: FixtureId,
    /// Reports of feeds.
    pub shared: Vec<ScoreReport>,
    /// Reports of the book's own people.
    pub own: Vec<ScoreReport>,
}

impl ReportPage {
    /// The newest report of a feed: ids rise with time. 0 while there is none.
    pub fn newest_shared(&self) -> ReportId {
        self.shared.iter().map(|report| report.id).max().unwrap_or(ReportId(0))
    }
}

/// The disputes on one ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputePage {
    /// The ticket.
    pub ticket: TicketId,
    /// Its disputes, oldest first.
    pub disputes: Vec<Dispute>,
}

/// The rulings in force over markets of one fixture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulingPage {
    /// The fixture.
    pub fixture: FixtureId,
    /// The rulings, oldest first.
    pub rulings: Vec<Ruling>,
}

impl RulingPage {
    /// True when one of them ends a leg on `market`, on a ticket accepted at `accepted_at`.
    pub fn ends(&self, market: MarketId, accepted_at: crate::calendar::Instant) -> bool {
        self.rulings.iter().any(|ruling| ruling.ends(market, accepted_at))
    }
}

/// Ids of tickets with a leg on a fixture, rising, at most [`TicketPage::LENGTH_MAX`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketPage {
    /// The fixture.
    pub fixture: FixtureId,
    /// Only ids above this one.
    pub after: TicketId,
    /// The ids.
    pub tickets: Vec<TicketId>,
}

impl TicketPage {
    /// Tickets graded by one command, so that bettors never wait long behind a settlement.
    pub const LENGTH_MAX: usize = 1_000;
}

/// Ids of a player's open tickets, rising, at most [`OpenBets::LENGTH_MAX`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenBets {
    /// The player.
    pub member: MemberId,
    /// Only ids above this one.
    pub after: TicketId,
    /// The ids.
    pub tickets: Vec<TicketId>,
}

impl OpenBets {
    /// Tickets looked at by one command.
    pub const LENGTH_MAX: usize = 100;
}

/// Which members of a branch a page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BranchPart {
    /// Everybody, the member itself included.
    All,
    /// Everybody but players.
    Agents,
    /// Those directly below who are not closed; two are enough to know.
    Open,
}

/// Members of a branch, by id; one more than [`BranchPage::LENGTH_MAX`] says that there are more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchPage {
    /// Below whom.
    pub above: MemberId,
    /// Which of them.
    pub part: BranchPart,
    /// The members.
    pub members: Vec<Member>,
}

impl BranchPage {
    /// Members that one command may change.
    pub const LENGTH_MAX: usize = 20_000;
}

/// Who carries a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkPage {
    /// The mark.
    pub mark: String,
    /// The members, by id.
    pub members: Vec<MemberId>,
    /// The entries of the list, those that were taken off included.
    pub entries: Vec<ListEntry>,
}

/// Where a week stands among the closed ones and those with figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekLine {
    /// The week.
    pub week: Week,
    /// The last closed week of the book.
    pub last_closed: Option<Week>,
    /// The close of a week is not finished.
    pub is_under_way: bool,
    /// The last open week before this one that has figures and stands after the last closed one.
    pub open_before: Option<Week>,
}

/// Ids of players, or of agents and masters, rising, at most [`MemberPage::LENGTH_MAX`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberPage {
    /// Agents and masters, not players.
    pub of_agents: bool,
    /// Only ids above this one.
    pub after: MemberId,
    /// The ids.
    pub members: Vec<MemberId>,
}

impl MemberPage {
    /// Members gone through by one command, so that bettors never wait long behind a close.
    pub const LENGTH_MAX: usize = 500;
}
