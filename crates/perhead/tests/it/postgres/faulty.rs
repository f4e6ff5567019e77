//! A store that fails now and then as a distributed engine does: any statement may ask to decide
//! again, and the end of a transaction may be cut off before or after it really happened.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use desk::port::{Begun, Head, Store, StoreError, Writes};
use domain::id::{BookId, RequestKey};
use domain::rows::{Key, Row};

use crate::chance::Chance;

/// One in so many statements fails.
const STATEMENTS: usize = 14;
/// One in so many commits is cut off.
const COMMITS: usize = 5;
/// Failures in a row: fewer than a lane's patience, so that what is told stays in order.
const IN_A_ROW_MAX: usize = 5;

/// What went wrong so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Statements that failed.
    pub(super) statements: usize,
    /// Commits that were cut off before they happened.
    pub(super) undone: usize,
    /// Commits that were cut off after they had happened.
    pub(super) hidden: usize,
}

/// Chance, and what it did.
struct Faults {
    chance: Chance,
    in_a_row: usize,
    counts: Counts,
}

impl Faults {
    fn strikes(&mut self, once_in: usize) -> bool {
        let strikes = self.in_a_row < IN_A_ROW_MAX && self.chance.once_in(once_in);
        self.in_a_row += usize::from(strikes);
        strikes
    }
}

/// A store with faults.
pub(super) struct Faulty {
    inner: Box<dyn Store>,
    faults: Arc<Mutex<Faults>>,
}

/// Reads what went wrong, while a lane owns the store.
pub(super) struct Toll(Arc<Mutex<Faults>>);

impl Toll {
    /// What went wrong so far.
    pub(super) fn counts(&self) -> Counts {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).counts
    }
}

impl Faulty {
    /// Puts the faults of a seed before a store.
    pub(super) fn of(seed: u64, inner: Box<dyn Store>) -> (Faulty, Toll) {
        let counts = Counts::default();
        let faults = Faults { chance: Chance::of(seed), in_a_row: 0, counts };
        let faults = Arc::new(Mutex::new(faults));
        (Faulty { inner, faults: Arc::clone(&faults) }, Toll(faults))
    }

    fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn statement(&self) -> Result<(), StoreError> {
        let mut faults = self.faults();
        if !faults.strikes(STATEMENTS) {
            return Ok(());
        }
        faults.counts.statements += 1;
        Err(StoreError::Retry("40001: a fault of this test".to_owned()))
    }
}

impl Store for Faulty {
    fn begin(&mut self, book: BookId, keys: &[RequestKey]) -> Result<Begun, StoreError> {
        self.statement()?;
        let begun = self.inner.begin(book, keys)?;
        self.statement()?;
        Ok(begun)
    }

    fn load(&mut self, book: BookId, keys: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
        self.statement()?;
        self.inner.load(book, keys)
    }

    fn save(&mut self, book: BookId, writes: &Writes, head: &Head) -> Result<(), StoreError> {
        self.statement()?;
        self.inner.save(book, writes, head)?;
        self.statement()
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        let (cut_off, hidden) = {
            let mut faults = self.faults();
            let cut_off = faults.strikes(COMMITS);
            let hidden = cut_off && faults.chance.once_in(2);
            faults.counts.hidden += usize::from(hidden);
            faults.counts.undone += usize::from(cut_off && !hidden);
            (cut_off, hidden)
        };
        if !cut_off || hidden {
            self.inner.keep()?;
        }
        if cut_off {
            return Err(StoreError::Retry("XX000: could not commit".to_owned()));
        }
        self.faults().in_a_row = 0;
        Ok(())
    }

    fn give_up(&mut self) -> Result<(), StoreError> {
        self.inner.give_up()
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        self.inner.flush()
    }

    fn reset(&mut self) -> Result<(), StoreError> {
        self.inner.reset()
    }
}
