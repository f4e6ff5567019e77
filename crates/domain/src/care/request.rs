//! Requests of persons about what is kept of them (GLI-19 A.3.5), and how long it must be kept.

use crate::calendar::Instant;
use crate::id::{MemberId, SubjectRequestId};
use crate::jurisdiction::Retention;
use crate::register::{by_name, name_of};

/// What somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// To see what is kept.
    Access,
    /// That something is set right.
    Correction,
    /// That it is erased.
    Erasure,
    /// To have it in a form that others can read.
    Portability,
    /// That it is not used for something.
    Objection,
}

impl SubjectKind {
    /// Every kind with its stable name.
    pub const ALL: [(SubjectKind, &str); 5] = [
        (SubjectKind::Access, "access"),
        (SubjectKind::Correction, "correction"),
        (SubjectKind::Erasure, "erasure"),
        (SubjectKind::Portability, "portability"),
        (SubjectKind::Objection, "objection"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<SubjectKind> {
        by_name(&Self::ALL, name)
    }

    /// True when a granted request lets its member fetch everything that is kept.
    pub fn opens_archive(self) -> bool {
        matches!(self, SubjectKind::Access | SubjectKind::Portability)
    }
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectAnswer {
    /// Whether what was asked for is done.
    pub granted: bool,
    /// Why, for people.
    pub reason: String,
    /// When.
    pub at: Instant,
    /// Who decided; `None` for the system.
    pub by: Option<MemberId>,
}

/// One request, kept for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectRequest {
    /// Identity.
    pub id: SubjectRequestId,
    /// About whom.
    pub member: MemberId,
    /// What for.
    pub kind: SubjectKind,
    /// In their words.
    pub text: String,
    /// When it was asked for.
    pub asked_at: Instant,
    /// Who entered it: the member, or somebody for them.
    pub asked_by: Option<MemberId>,
    /// The answer, once there is one.
    pub answer: Option<SubjectAnswer>,
}

const DAY: i64 = 24 * 60 * 60;
/// A year of a retention period, leap years counted, so that no period comes out short.
const YEAR_SECONDS: i64 = 366 * DAY;

impl Retention {
    /// What was over at this instant or earlier is kept no longer as far as it tells of a person.
    pub fn records_until(&self, now: Instant) -> Instant {
        now.plus_seconds(-i64::from(self.record_years) * YEAR_SECONDS)
    }

    /// Messages of this instant or earlier are kept no longer.
    pub fn messages_until(&self, now: Instant) -> Instant {
        now.plus_seconds(-i64::from(self.message_days) * DAY)
    }

    /// The same of complaints.
    pub fn complaints_until(&self, now: Instant) -> Instant {
        now.plus_seconds(-i64::from(self.complaint_years) * YEAR_SECONDS)
    }
}
