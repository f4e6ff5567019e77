//! A store that tells how long each of its calls took, and the time between them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use desk::port::{Begun, Head, Store, StoreError, Writes};
use domain::id::{BookId, RequestKey};
use domain::rows::{Key, Row};

/// Where a lane's time went, by the clock on the wall.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    /// Opening the work of a book and looking for receipts.
    pub(super) begin: Duration,
    /// Loading rows.
    pub(super) load: Duration,
    /// Between the store's calls within a batch: naming rows, deciding, checking, hashing.
    pub(super) core: Duration,
    /// Writing rows.
    pub(super) save: Duration,
    /// Making them durable, checkpoints included.
    pub(super) flush: Duration,
    /// Between batches: answering callers and waiting for work.
    pub(super) between: Duration,
    /// Commands in each batch.
    pub(super) batches: Vec<u32>,
    /// The longest flush.
    pub(super) longest_flush: Duration,
}

/// A store with a watch beside it.
pub(super) struct Stopwatch {
    store: Box<dyn Store>,
    times: Arc<Mutex<Times>>,
    last: Instant,
}

impl Stopwatch {
    /// Watches `store`; what it tells is read from the times.
    pub(super) fn new(store: Box<dyn Store>) -> (Stopwatch, Arc<Mutex<Times>>) {
        let times = Arc::new(Mutex::new(Times::default()));
        (Stopwatch { store, times: Arc::clone(&times), last: Instant::now() }, times)
    }

    /// Runs `call` and books its time; the time since the last call goes to `before`.
    fn watch<T>(
        &mut self,
        before: fn(&mut Times) -> &mut Duration,
        during: fn(&mut Times) -> &mut Duration,
        call: impl FnOnce(&mut dyn Store) -> T,
    ) -> T {
        let began = Instant::now();
        let answer = call(self.store.as_mut());
        let ended = Instant::now();
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        *before(&mut times) += began - self.last;
        *during(&mut times) += ended - began;
        self.last = ended;
        answer
    }

    fn note(&self, note: impl FnOnce(&mut Times)) {
        note(&mut self.times.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn core(times: &mut Times) -> &mut Duration {
    &mut times.core
}

fn between(times: &mut Times) -> &mut Duration {
    &mut times.between
}

impl Store for Stopwatch {
    fn begin(&mut self, book: BookId, keys: &[RequestKey]) -> Result<Begun, StoreError> {
        let count = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        self.note(|times| times.batches.push(count));
        self.watch(between, |times| &mut times.begin, |store| store.begin(book, keys))
    }

    fn load(&mut self, book: BookId, keys: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
        self.watch(core, |times| &mut times.load, |store| store.load(book, keys))
    }

    fn save(&mut self, book: BookId, writes: &Writes, head: &Head) -> Result<(), StoreError> {
        self.watch(core, |times| &mut times.save, |store| store.save(book, writes, head))
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        self.watch(core, |times| &mut times.save, |store| store.keep())
    }

    fn give_up(&mut self) -> Result<(), StoreError> {
        self.watch(core, |times| &mut times.save, |store| store.give_up())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let began = Instant::now();
        let flushed = self.watch(between, |times| &mut times.flush, |store| store.flush());
        let took = began.elapsed();
        self.note(|times| times.longest_flush = times.longest_flush.max(took));
        flushed
    }

    fn reset(&mut self) -> Result<(), StoreError> {
        self.watch(between, |times| &mut times.flush, |store| store.reset())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Still;

    impl Store for Still {
        fn begin(&mut self, _: BookId, _: &[RequestKey]) -> Result<Begun, StoreError> {
            let (head, catalogue) = (Head::empty(), Head::empty());
            Ok(Begun { head, catalogue, receipts: Vec::new() })
        }
        fn load(&mut self, _: BookId, _: &[Key]) -> Result<Vec<(Key, Option<Row>)>, StoreError> {
            Ok(Vec::new())
        }
        fn save(&mut self, _: BookId, _: &Writes, _: &Head) -> Result<(), StoreError> {
            Ok(())
        }
        fn keep(&mut self) -> Result<(), StoreError> {
            Ok(())
        }
        fn give_up(&mut self) -> Result<(), StoreError> {
            Ok(())
        }
        fn flush(&mut self) -> Result<(), StoreError> {
            Err(StoreError::Unavailable("full".to_owned()))
        }
        fn reset(&mut self) -> Result<(), StoreError> {
            Ok(())
        }
    }

    #[test]
    fn all_time_is_booked_once_and_answers_pass_through() {
        let began = Instant::now();
        let (mut watched, times) = Stopwatch::new(Box::new(Still));
        let keys = [RequestKey([1; 16]), RequestKey([2; 16])];
        watched.begin(BookId(1), &keys).expect("a head");
        watched.load(BookId(1), &[]).expect("none");
        watched.save(BookId(1), &Writes::default(), &Head::empty()).expect("saved");
        watched.keep().expect("kept");
        assert!(watched.flush().is_err());
        let taken = began.elapsed();
        let times = times.lock().expect("times").clone();
        let booked = [times.begin, times.load, times.core];
        let booked: Duration = booked.iter().sum::<Duration>() + times.save + times.flush;
        let booked = booked + times.between;
        assert!(booked > Duration::ZERO && booked <= taken, "{booked:?} of {taken:?}");
        assert_eq!(times.batches, [2]);
    }
}
