//! What readers ask about messages.

use domain::id::{BookId, MemberId};
use domain::message::{Conversation, Message};

use super::{Page, StoreError};
use crate::view;

/// The part of the readers' port that tells of messages. See [`super::Views`].
#[expect(clippy::missing_errors_doc, reason = "every view fails alike: with a StoreError")]
pub trait MessageViews {
    /// What was said to and by a member, newest first. The cursor is a message's id.
    fn correspondence(
        &self,
        book: BookId,
        member: MemberId,
        page: &Page,
    ) -> Result<view::Correspondence, StoreError>;
    /// Conversations of a branch, newest word first: all, or those in which a member waits to be
    /// read. The cursor is the id of a conversation's newest message.
    fn conversations(
        &self,
        book: BookId,
        branch: MemberId,
        only_waiting: bool,
        page: &Page,
    ) -> Result<view::Paged<(Conversation, Message)>, StoreError>;
}
