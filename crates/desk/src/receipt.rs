//! What a caller is answered, and when an earlier answer is given again.

use std::fmt;

use domain::calendar::Instant;
use domain::command::Outcome;
use domain::rejection::Rejection;
use domain::wager::ticket::Ticket;

use crate::port::StoredReceipt;

/// The answer to a command that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// When it was decided.
    pub at: Instant,
    /// The outcome or the refusal.
    pub answer: Result<Outcome, Rejection>,
    /// The ticket that was just written, so that its player is answered without a read.
    pub ticket: Option<Box<Ticket>>,
    /// True when the key had been used before for the same intent: nothing happened now.
    pub replayed: bool,
}

/// Why a command was not decided. Nothing of it took effect, but for [`DeskError::Unknown`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskError {
    /// Too much waits already: try again shortly.
    Busy,
    /// The key was used before for something else.
    KeyReused,
    /// The same key is being decided for another intent right now.
    InFlight,
    /// The store cannot be reached or the desk is stopping.
    Unavailable(String),
    /// The commit was cut off: ask again under the same key to learn the outcome.
    Unknown(String),
    /// A bug: the command cannot be decided. The details are logged.
    Broken(String),
}

impl fmt::Display for DeskError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeskError::Busy => out.write_str("the desk is busy"),
            DeskError::KeyReused => out.write_str("this request key was used for another request"),
            DeskError::InFlight => out.write_str("this request key is being decided"),
            DeskError::Unavailable(what) => write!(out, "the book cannot be written now: {what}"),
            DeskError::Unknown(what) => write!(out, "the outcome is unknown: {what}"),
            DeskError::Broken(what) => write!(out, "the command cannot be decided: {what}"),
        }
    }
}

impl std::error::Error for DeskError {}

/// What a caller gets.
pub type Answer = Result<Receipt, DeskError>;

/// The answer of a key that was used before: the same, if the intent is the same.
pub(crate) fn replay(stored: &StoredReceipt, print: u64) -> Answer {
    if stored.print != print {
        return Err(DeskError::KeyReused);
    }
    Ok(Receipt { at: stored.at, answer: stored.answer.clone(), ticket: None, replayed: true })
}
