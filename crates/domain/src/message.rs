//! Messages between a book and its people: to one member, to a whole branch, and back from the
//! member. Holds what is kept and how far each side has read; never who may write to whom, which
//! is decided in [`crate::decide`].

use crate::calendar::Instant;
use crate::id::{MemberId, MessageId};

/// Most characters of one message.
pub const MESSAGE_LENGTH_MAX: usize = 1_000;
/// Most messages of one member that nobody of the book has read: enough for a long story, too few
/// to fill a disk.
pub const WAITING_MAX: i32 = 20;

/// What can be asked for around messages.
#[derive(Clone, Debug)]
pub enum MessageCommand {
    /// Somebody writes.
    Write {
        /// In whose conversation, or at the top of which branch.
        member: MemberId,
        /// To everybody of the branch below, and not to the member alone.
        to_branch: bool,
        /// What is said.
        text: String,
    },
    /// Somebody has read a conversation up to a message.
    Read {
        /// Whose conversation.
        member: MemberId,
        /// The newest message that was shown.
        up_to: MessageId,
    },
}

/// One message. Nothing of it ever changes until its time is over and it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Identity; later messages have greater ones.
    pub id: MessageId,
    /// In whose conversation it stands, or at the top of which branch.
    pub member: MemberId,
    /// It is for everybody of the branch below `member`.
    pub to_branch: bool,
    /// Who wrote it.
    pub author: MemberId,
    /// What is said.
    pub text: String,
    /// When.
    pub sent_at: Instant,
}

impl Message {
    /// True when the member wrote to the book, false when the book wrote.
    pub fn is_from_member(&self) -> bool {
        self.author == self.member && !self.to_branch
    }
}

/// How far the two sides of a member's conversation have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Whose.
    pub member: MemberId,
    /// The newest message to or from the member alone; zero before the first.
    pub newest: MessageId,
    /// Messages of the member that nobody of the book has read.
    pub waiting: i32,
    /// The member has read up to this one, messages to branches included.
    pub read_by_member: MessageId,
    /// The book's people have read up to this one.
    pub read_by_book: MessageId,
}

impl Conversation {
    /// A conversation in which nothing was said.
    pub fn new(member: MemberId) -> Conversation {
        let none = MessageId(0);
        Conversation { member, newest: none, waiting: 0, read_by_member: none, read_by_book: none }
    }

    /// The same once a message of it is gone; the oldest go first.
    pub(crate) fn without(mut self, gone: &Message) -> Conversation {
        if gone.is_from_member() && gone.id > self.read_by_book {
            self.waiting -= 1;
        }
        if gone.id == self.newest {
            (self.newest, self.read_by_book) = (MessageId(0), MessageId(0));
        }
        self
    }
}
