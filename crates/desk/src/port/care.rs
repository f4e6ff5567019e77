//! What readers ask about the person behind an account.

use domain::calendar::Instant;
use domain::care::hold::FraudHold;
use domain::care::request::SubjectRequest;
use domain::id::{BookId, DisputeId, MemberId, MessageId, TokenHash};
use domain::member::Session;

use super::{Page, StoreError};
use crate::view;

/// The part of the readers' port that tells of one person. See [`super::Views`].
#[expect(clippy::missing_errors_doc, reason = "every view fails alike: with a StoreError")]
pub trait CareViews {
    /// What a member staked, won and lost and moved in a time, and paid in and took out ever.
    fn history(
        &self,
        book: BookId,
        member: MemberId,
        from: Instant,
        to: Instant,
    ) -> Result<view::History, StoreError>;
    /// The sign-ins of a member, newest first. The cursor is the time of one.
    fn accesses(
        &self,
        book: BookId,
        member: MemberId,
        page: &Page,
    ) -> Result<view::Paged<Session>, StoreError>;
    /// Requests about what is kept, of a branch, newest first: all, or only those without an
    /// answer. The cursor is a request's id.
    fn subject_requests(
        &self,
        book: BookId,
        branch: MemberId,
        only_open: bool,
        page: &Page,
    ) -> Result<view::Paged<SubjectRequest>, StoreError>;
    /// Accounts of a branch that are or were held, newest first. The cursor is a hold's id.
    fn fraud_holds(
        &self,
        book: BookId,
        branch: MemberId,
        page: &Page,
    ) -> Result<view::Paged<FraudHold>, StoreError>;
    /// Accounts closed at `until` or earlier of whose person something is kept: work of the timer.
    fn erasable_persons(&self, book: BookId, until: Instant) -> Result<Vec<MemberId>, StoreError>;
    /// Sign-ins of `until` or earlier whose place is kept: work of the timer.
    fn erasable_places(&self, book: BookId, until: Instant) -> Result<Vec<TokenHash>, StoreError>;
    /// Messages of `until` or earlier, the oldest first: work of the timer.
    fn erasable_messages(&self, book: BookId, until: Instant)
    -> Result<Vec<MessageId>, StoreError>;
    /// Complaints answered at `until` or earlier whose words are kept: work of the timer.
    fn erasable_complaints(
        &self,
        book: BookId,
        until: Instant,
    ) -> Result<Vec<DisputeId>, StoreError>;
}
