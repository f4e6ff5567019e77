//! What readers ask about the person behind an account.

use domain::calendar::Instant;
use domain::id::{BookId, MemberId};

use super::StoreError;
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
}
