//! What whoever commands is told.

use crate::id::{
    ApplicationId, BookId, DisputeId, EntryId, ExclusionId, FixtureId, GrantId, HoldId, LeagueId,
    MarketId, MemberId, MessageId, PostingId, ReconciliationId, ReportId, RulingId,
    SubjectRequestId, TicketId, WithdrawalId,
};

/// What the caller of an accepted command is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// A book was added.
    Tenant(BookId),
    /// A league stands under this id.
    League(LeagueId),
    /// A fixture was posted.
    Fixture(FixtureId),
    /// A line stands under this market.
    Market(MarketId),
    /// A member was created or addressed.
    Member(MemberId),
    /// An entry of the list was made or changed.
    Entry(EntryId),
    /// Money moved.
    Posting(PostingId),
    /// A wager was accepted.
    Ticket(TicketId),
    /// Free play was granted or ended.
    Grant(GrantId),
    /// A payout was asked for, approved, denied or taken back.
    Withdrawal(WithdrawalId),
    /// Credit was applied for, or an application was decided.
    Application(ApplicationId),
    /// A player is excluded, or comes back.
    Exclusion(ExclusionId),
    /// A provider's record was held against the book.
    Reconciliation(ReconciliationId),
    /// A score was reported.
    Report(ReportId),
    /// A result was confirmed, at this version.
    Result(i32),
    /// Tickets up to this id were graded; more may follow.
    Graded(TicketId),
    /// Every ticket of the fixture is graded.
    GradedAll,
    /// A ruling was asked for or made.
    Ruling(RulingId),
    /// A dispute was opened or answered.
    Dispute(DisputeId),
    /// A request about what is kept was entered or answered.
    SubjectRequest(SubjectRequestId),
    /// An account is held, or a hold was decided.
    Hold(HoldId),
    /// A message was written.
    Message(MessageId),
    /// The close of a week goes on.
    Closing,
    /// Everything that follows the close of a week is done.
    ClosedAll,
}
