//! The clock of a replay: it stands still until the replay moves it, and never steps back.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use desk::clock::Clock;
use domain::calendar::Instant;

/// Time as the replay sets it; copies show the same.
#[derive(Clone, Debug)]
pub(super) struct ReplayClock(Arc<AtomicI64>);

impl ReplayClock {
    /// A clock that shows `now`.
    pub(super) fn at(now: Instant) -> ReplayClock {
        ReplayClock(Arc::new(AtomicI64::new(now.0)))
    }

    /// Moves to `now`; an earlier instant leaves the clock where it is.
    pub(super) fn move_to(&self, now: Instant) {
        self.0.fetch_max(now.0, Ordering::SeqCst);
    }
}

impl Clock for ReplayClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_forward_only_and_its_copies_with_it() {
        let clock = ReplayClock::at(Instant(5));
        let copy = clock.clone();
        clock.move_to(Instant(9));
        clock.move_to(Instant(7));
        assert_eq!(copy.now(), Instant(9));
    }
}
