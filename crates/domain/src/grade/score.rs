//! Scores: what sources report and what a book confirms.

use crate::calendar::Instant;
use crate::id::{FixtureId, MemberId, ReportId};

/// One source's report of a final score. Every report is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreReport {
    /// Identity, within its origin.
    pub id: ReportId,
    /// The fixture.
    pub fixture: FixtureId,
    /// Who says so: a feed's name, or `desk` for a person of the book.
    pub source: String,
    /// Final points of the home side, overtime included.
    pub home: i32,
    /// Final points of the visiting side.
    pub away: i32,
    /// When it was reported.
    pub at: Instant,
    /// The person who entered it, if one did.
    pub by: Option<MemberId>,
}

/// Where a report is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// From a feed, shared by all books.
    Catalogue,
    /// Entered by the book's own people, for this book alone.
    Book,
}

/// The score a book settles by. A correction is a further version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmedResult {
    /// The fixture.
    pub fixture: FixtureId,
    /// 1 for the first, then rising.
    pub version: i32,
    /// Final points of the home side.
    pub home: i32,
    /// Final points of the visiting side.
    pub away: i32,
    /// The report it rests on.
    pub report: ReportId,
    /// Where that report is kept.
    pub origin: Origin,
    /// Who confirmed; `None` for agreeing sources.
    pub by: Option<MemberId>,
    /// When.
    pub at: Instant,
}

/// How far the settlement of a fixture has come in a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grading {
    /// The fixture.
    pub fixture: FixtureId,
    /// The result in force; 0 while only rulings end its bets.
    pub result_version: i32,
    /// Tickets up to this id have been graded in this round.
    pub after: crate::id::TicketId,
    /// Every ticket has been graded under it.
    pub finished: bool,
    /// Rises each time the tickets are gone through from the first: by a result or by a ruling.
    pub round: i32,
    /// Rulings in force over markets of the fixture.
    pub voids: i32,
}

impl Grading {
    /// Nothing confirmed, nothing ruled.
    pub fn none(fixture: FixtureId) -> Grading {
        let after = crate::id::TicketId(0);
        Grading { fixture, result_version: 0, after, finished: true, round: 0, voids: 0 }
    }

    /// Goes through the tickets once more.
    pub fn begin_round(&mut self) {
        self.round += 1;
        self.after = crate::id::TicketId(0);
        self.finished = false;
    }
}
