//! Scores: what sources report and what a book confirms.

use crate::board::fixture::{Fixture, Sport};
use crate::calendar::Instant;
use crate::grade::detail::Detail;
use crate::grade::leg::Undecided;
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
    /// Final score of the home side, as the sport counts it: points or goals with overtime (soccer:
    /// of regular time), sets, strokes, 1 for the winner of a fight.
    pub home: i32,
    /// Final score of the visiting side.
    pub away: i32,
    /// What it tells beside the final score.
    pub detail: Box<Detail>,
    /// When it was reported.
    pub at: Instant,
    /// The person who entered it, if one did.
    pub by: Option<MemberId>,
}

impl ScoreReport {
    /// The final score, home first.
    pub fn score(&self) -> (i32, i32) {
        (self.home, self.away)
    }

    /// True when two reports say the same of everything that both tell.
    pub fn agrees_with(&self, other: &ScoreReport) -> bool {
        (self.home, self.away) == (other.home, other.away) && self.detail.agrees_with(&other.detail)
    }

    /// The result this report would be, were it confirmed for `fixture`.
    pub fn as_result(
        &self,
        fixture: &Fixture,
        (version, origin): (i32, Origin),
        confirming: Confirming,
    ) -> ConfirmedResult {
        let Confirming { by, at, seen, local } = confirming;
        ConfirmedResult {
            fixture: fixture.id,
            version,
            sport: fixture.sport,
            home: self.home,
            away: self.away,
            detail: self.detail.clone(),
            started_at: fixture.starts_at,
            report: self.id,
            origin,
            by,
            at,
            seen,
            local: self.detail.local.unwrap_or(local),
        }
    }
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
    /// The fixture's sport.
    pub sport: Sport,
    /// Final score of the home side.
    pub home: i32,
    /// Final score of the visiting side.
    pub away: i32,
    /// What the report tells beside the final score.
    pub detail: Box<Detail>,
    /// When the event began, as known at the confirmation.
    pub started_at: Instant,
    /// The report it rests on.
    pub report: ReportId,
    /// Where that report is kept.
    pub origin: Origin,
    /// Who confirmed; `None` for agreeing sources.
    pub by: Option<MemberId>,
    /// When.
    pub at: Instant,
    /// The newest report of a feed that was known then; only a later one contradicts.
    pub seen: ReportId,
    /// Minutes that clocks at the event were ahead of UTC: the report's word, or else the book's
    /// own zone at the confirmation.
    pub local: i32,
}

/// Who confirms a report, and what they know.
#[derive(Clone, Copy, Debug)]
pub struct Confirming {
    /// Who; `None` for agreeing sources.
    pub by: Option<MemberId>,
    /// When.
    pub at: Instant,
    /// The newest report of a feed that is known.
    pub seen: ReportId,
    /// Minutes that the book's clocks are ahead of UTC.
    pub local: i32,
}

impl ConfirmedResult {
    /// The final score, home first.
    pub fn score(&self) -> (i32, i32) {
        (self.home, self.away)
    }
}

/// A ticket that a confirmed result of one of its fixtures does not decide: it waits for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The fixture.
    pub fixture: FixtureId,
    /// The ticket.
    pub ticket: crate::id::TicketId,
    /// Why the rules do not decide it; `None` once they do.
    pub reason: Option<Undecided>,
    /// The version of the result that said so.
    pub result_version: i32,
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
