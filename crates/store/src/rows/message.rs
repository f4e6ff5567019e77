//! Rows of messages.

use desk::port::StoreError;
use domain::calendar::Instant;
use domain::id::{MemberId, MessageId};
use domain::message::{Conversation, Message};

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const MESSAGE: Shape = Shape {
    table: "message",
    keys: &["book_id", "id"],
    rest: &["member_id", "to_branch", "author_id", "words", "sent_at"],
    of_book: true,
};

/// A message by its key alone: what is taken away.
pub(crate) const MESSAGE_KEY: Shape = Shape { rest: &[], ..MESSAGE };

pub(crate) const CONVERSATION: Shape = Shape {
    table: "conversation",
    keys: &["book_id", "member_id"],
    rest: &["newest", "waiting", "read_by_member", "read_by_book"],
    of_book: true,
};

pub(crate) fn message_cells(row: &Message) -> Vec<Value> {
    cells![row.id.0, row.member.0, row.to_branch, row.author.0, row.text.as_str(), row.sent_at.0,]
}

pub(crate) fn message(cells: &mut Cells) -> Result<Message, StoreError> {
    Ok(Message {
        id: MessageId(cells.int()?),
        member: MemberId(cells.int()?),
        to_branch: cells.flag()?,
        author: MemberId(cells.int()?),
        text: cells.text()?,
        sent_at: Instant(cells.int()?),
    })
}

pub(crate) fn conversation_cells(row: &Conversation) -> Vec<Value> {
    cells![row.member.0, row.newest.0, row.waiting, row.read_by_member.0, row.read_by_book.0,]
}

pub(crate) fn conversation(cells: &mut Cells) -> Result<Conversation, StoreError> {
    Ok(Conversation {
        member: MemberId(cells.int()?),
        newest: MessageId(cells.int()?),
        waiting: cells.int32()?,
        read_by_member: MessageId(cells.int()?),
        read_by_book: MessageId(cells.int()?),
    })
}
