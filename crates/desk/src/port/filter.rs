//! What readers choose of a list: its filters and its page.

use domain::acceptance::TenderState;
use domain::board::fixture::Sport;
use domain::id::{FixtureId, MemberId, TicketId};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::wager::ticket::{TicketState, WagerKind};

/// A page request: at most `limit` items after `cursor`.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Where the last page ended; what it means is each view's own affair.
    pub cursor: Option<i64>,
    /// Most items wanted.
    pub limit: i64,
}

/// Which tickets to list.
#[derive(Clone, Debug, Default)]
pub struct TicketFilter {
    /// Only of this branch (a member and everybody below).
    pub branch: Option<MemberId>,
    /// Only of this member.
    pub member: Option<MemberId>,
    /// Only with a leg on this fixture.
    pub fixture: Option<FixtureId>,
    /// Only in this state.
    pub state: Option<TicketState>,
    /// Only from this risk on, in minor units.
    pub min_risk: Option<i64>,
    /// Only this one.
    pub ticket: Option<TicketId>,
    /// Only wagers of this kind.
    pub kind: Option<WagerKind>,
    /// Only those whose legs are all of this sport.
    pub sport: Option<Sport>,
    /// Only with a leg that was accepted after its fixture's true start, and still stands. A page
    /// may then hold fewer than its limit although more follow.
    pub late: bool,
}

/// Which payments to list.
#[derive(Clone, Debug)]
pub struct PaymentFilter {
    /// Of this branch (a member and everybody below).
    pub branch: MemberId,
    /// Only of this member.
    pub member: Option<MemberId>,
    /// Only the one that carries this reference of the method.
    pub named: Option<(Method, String)>,
}

/// Which wagers that wait to be accepted, or did, to list.
#[derive(Clone, Copy, Debug)]
pub struct TenderFilter {
    /// Of this branch (a member and everybody below).
    pub branch: MemberId,
    /// Only in this state.
    pub state: Option<TenderState>,
    /// Only this one.
    pub tender: Option<TicketId>,
    /// Only those that wait, or waited, for the delay of games in play (true), or for the
    /// operator's word (false).
    pub delayed: Option<bool>,
}

/// Which members to list.
#[derive(Clone, Debug, Default)]
pub struct MemberFilter {
    /// Only of this branch.
    pub branch: Option<MemberId>,
    /// Login or name contains this, case ignored.
    pub search: Option<String>,
    /// Only of this role.
    pub role: Option<Role>,
    /// Only in this status.
    pub status: Option<MemberStatus>,
}

/// Which fixtures to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixtureState {
    /// Not begun.
    Upcoming,
    /// Begun, no final score yet.
    InPlay,
    /// Open tickets and a final score or a start long past, and no finished grading.
    ToSettle,
    /// Graded in this book.
    Settled,
}
