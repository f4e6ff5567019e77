//! A store that is two: whatever a lane asks of it is asked of both, and both must answer alike.

use std::fmt::Debug;

use desk::port::{Begun, Head, Store, StoreError, Writes};
use domain::id::{BookId, RequestKey};
use domain::rows::{Key, Row};

/// Two stores. The first commits each book by itself, the second when it is flushed.
pub(super) struct Tee {
    /// The one whose commits may fail.
    pub(super) first: Box<dyn Store>,
    /// The one that follows.
    pub(super) second: Box<dyn Store>,
}

/// What both answer. A wish to decide again counts before any answer.
fn both<T: Debug + PartialEq>(
    what: &str,
    first: Result<T, StoreError>,
    second: Result<T, StoreError>,
) -> Result<T, StoreError> {
    let (first, second) = (first?, second?);
    assert_eq!(first, second, "PostgreSQL and SQLite: {what}");
    Ok(first)
}

impl Store for Tee {
    fn begin(&mut self, book: BookId, keys: &[RequestKey]) -> Result<Begun, StoreError> {
        let (first, second) = (self.first.begin(book, keys), self.second.begin(book, keys));
        both(&format!("the beginning of {book:?}"), first, second)
    }

    fn load(&mut self, book: BookId, keys: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
        let (first, second) = (self.first.load(book, keys), self.second.load(book, keys));
        both(&format!("{keys:?}"), first, second)
    }

    fn save(&mut self, book: BookId, writes: &Writes, head: &Head) -> Result<(), StoreError> {
        let (first, second) =
            (self.first.save(book, writes, head), self.second.save(book, writes, head));
        both(&format!("{writes:?}"), first, second)
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        self.first.keep()?;
        self.second.keep()
    }

    fn give_up(&mut self) -> Result<(), StoreError> {
        let (first, second) = (self.first.give_up(), self.second.give_up());
        first.and(second)
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let (first, second) = (self.first.flush(), self.second.flush());
        first.and(second)
    }

    fn reset(&mut self) -> Result<(), StoreError> {
        let (first, second) = (self.first.reset(), self.second.reset());
        first.and(second)
    }
}
