//! The hub wakes listeners when a book moved. It carries no content: whoever wakes reads the
//! events, so a missed signal costs a moment and never a fact.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::{BookId, MemberId};
use tokio::sync::watch;
use tokio::time::Instant as Mono;

use crate::live::doubt::Doubts;

/// Wakes listeners. Hand [`LiveHub::moved`] to the desk and [`LiveHub::close`] to whoever stops
/// the server.
pub struct LiveHub {
    books: Mutex<HashMap<BookId, watch::Sender<i64>>>,
    closing: watch::Sender<bool>,
    pub(crate) doubts: Arc<Doubts>,
}

impl Default for LiveHub {
    fn default() -> LiveHub {
        LiveHub {
            books: Mutex::default(),
            closing: watch::Sender::new(false),
            doubts: Arc::default(),
        }
    }
}

impl LiveHub {
    /// A hub nobody listens to yet.
    pub fn new() -> LiveHub {
        LiveHub::default()
    }

    /// Tells that a book's event sequence has come to `sequence`. Cheap and never blocks for
    /// long: it is called on the thread of a lane.
    pub fn moved(&self, book: BookId, sequence: i64) {
        self.with(book, |sender| {
            sender.send_if_modified(|known| {
                let is_new = sequence > *known;
                *known = sequence.max(*known);
                is_new
            })
        });
    }

    /// Tells that rows of these members, their logins or sessions changed: what interfaces keep of
    /// them is read again. Cheap, and called before the change is answered.
    pub fn doubt(&self, book: BookId, members: &[MemberId]) {
        self.doubts.add(book, members, Mono::now());
    }

    /// Tells that nobody knows what changed: everybody is read again.
    pub fn doubt_all(&self) {
        self.doubts.add_all(Mono::now());
    }

    /// Ends every live stream, so that the server can stop.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// The newest sequence told of a book; 0 before the first.
    pub(crate) fn sequence_of(&self, book: BookId) -> i64 {
        self.with(book, |sender| *sender.borrow())
    }

    /// Wakes when a book moves.
    pub(crate) fn listen(&self, book: BookId) -> watch::Receiver<i64> {
        self.with(book, watch::Sender::subscribe)
    }

    /// Becomes true when the server stops.
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    fn with<T>(&self, book: BookId, act: impl FnOnce(&watch::Sender<i64>) -> T) -> T {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        act(books.entry(book).or_insert_with(|| watch::Sender::new(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listeners_wake_for_news_and_only_for_their_book() {
        let hub = LiveHub::new();
        let mut listener = hub.listen(BookId(1));
        hub.moved(BookId(2), 5);
        assert!(!listener.has_changed().expect("open"));
        hub.moved(BookId(1), 5);
        assert!(listener.has_changed().expect("open"));
        assert_eq!(*listener.borrow_and_update(), 5);
        hub.moved(BookId(1), 4);
        assert!(!listener.has_changed().expect("open"));
        assert_eq!(hub.sequence_of(BookId(1)), 5);
    }
}
