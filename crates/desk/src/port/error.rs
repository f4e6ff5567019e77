//! Why a store could not do what was asked.

use std::fmt;

/// Why the store could not do what was asked. A small set: callers act on each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Another writer was in the way: decide again.
    Retry(String),
    /// Somebody else holds the book: try it again after others had their turn.
    Held(String),
    /// The store cannot be reached now.
    Unavailable(String),
    /// The disk failed: what it holds is not known any more, so nothing more may be written.
    Failed(String),
    /// The store holds something that cannot be, or a statement is wrong.
    Corrupt(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Retry(what) => write!(out, "store busy: {what}"),
            StoreError::Held(what) => write!(out, "book held: {what}"),
            StoreError::Unavailable(what) => write!(out, "store unavailable: {what}"),
            StoreError::Failed(what) => write!(out, "disk failed: {what}"),
            StoreError::Corrupt(what) => write!(out, "store corrupt: {what}"),
        }
    }
}

impl std::error::Error for StoreError {}
