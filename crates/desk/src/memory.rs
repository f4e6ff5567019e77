//! What a lane remembers of its books from one batch to the next, so that prices, limits and
//! balances are read from memory.
//!
//! The store stays the truth. Whoever writes a book writes its head; so rows of a book that were
//! left behind at a head are as they were while the locked head is still that one, and rows of the
//! catalogue while the head of the provider's scope is. Any other head means that somebody else
//! wrote, or that this lane's own work was not kept: then what was remembered is dropped and read
//! again. What is recalled is gone from here until a batch that succeeded brings it back.

use std::collections::BTreeMap;

use domain::id::BookId;
use domain::working::Working;

use crate::port::{Begun, Head};

/// Most rows remembered; with more, all are dropped and the books in use come back.
const ROWS_MAX: usize = 400_000;

/// The rows that a lane remembers.
#[derive(Default)]
pub struct Memory {
    catalogue: Option<(Head, Working)>,
    books: BTreeMap<BookId, (Head, Working)>,
}

impl Memory {
    /// What is remembered of a book and of the catalogue and is still true.
    pub(crate) fn recall(&mut self, book: BookId, begun: &Begun) -> Working {
        let own = self.books.remove(&book).filter(|(head, _)| *head == begun.head);
        let shared = self.catalogue.take().filter(|(head, _)| *head == begun.catalogue);
        let rows = |found: Option<(Head, Working)>| found.map(|(_, rows)| rows).unwrap_or_default();
        Working::join(rows(own), rows(shared))
    }

    /// Remembers the rows of a batch that succeeded: those of the book as they stand at `head`,
    /// those of the catalogue as they stood at `catalogue`.
    pub(crate) fn keep(&mut self, book: BookId, head: &Head, catalogue: Head, working: Working) {
        let (own, shared) = working.part();
        let catalogue = if book == BookId::PLATFORM { head.clone() } else { catalogue };
        self.catalogue = Some((catalogue, shared));
        self.books.insert(book, (head.clone(), own));
        let count = |(_, rows): &(Head, Working)| rows.kept_count();
        let all: usize = self.books.values().chain(&self.catalogue).map(count).sum();
        if all > ROWS_MAX {
            *self = Memory::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::calendar::Instant;
    use domain::credit::Limits;
    use domain::id::MemberId;
    use domain::money::Money;
    use domain::rows::{Key, Row};

    use super::*;

    const BOOK: BookId = BookId(3);
    const MEMBER: MemberId = MemberId(7);

    fn head(sequence: i64) -> Head {
        Head { sequence, last_at: Instant(sequence), ..Head::empty() }
    }

    fn begun(own: i64, catalogue: i64) -> Begun {
        Begun { head: head(own), catalogue: head(catalogue), receipts: Vec::new() }
    }

    fn remembered() -> Memory {
        let mut working = Working::new();
        let limits = Limits { credit: Money(5), ..Limits::none(MEMBER) };
        working.learn(Key::Limits(MEMBER), Some(Row::Limits(limits)));
        let mut memory = Memory::default();
        memory.keep(BOOK, &head(4), head(9), working);
        memory
    }

    fn knows(memory: &mut Memory, book: BookId, begun: &Begun) -> bool {
        memory.recall(book, begun).knows(&Key::Limits(MEMBER))
    }

    #[test]
    fn rows_are_true_as_long_as_nobody_moved_the_head() {
        assert!(knows(&mut remembered(), BOOK, &begun(4, 9)));
        assert!(!knows(&mut remembered(), BOOK, &begun(5, 9)));
        assert!(!knows(&mut remembered(), BOOK, &begun(3, 9)));
        assert!(!knows(&mut remembered(), BookId(4), &begun(4, 9)));
        // A moved catalogue takes nothing from the book.
        assert!(knows(&mut remembered(), BOOK, &begun(4, 10)));
    }

    #[test]
    fn what_was_recalled_comes_back_only_by_success() {
        let mut memory = remembered();
        assert!(knows(&mut memory, BOOK, &begun(4, 9)));
        assert!(!knows(&mut memory, BOOK, &begun(4, 9)));
    }
}
