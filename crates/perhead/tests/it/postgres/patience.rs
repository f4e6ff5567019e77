//! Waiting for a thing to happen, with an end.

use std::time::{Duration, Instant};

/// How often a condition is looked at.
const LOOKS_EVERY: Duration = Duration::from_millis(10);

/// Looks again and again until there is an answer.
///
/// # Panics
/// When there is none in time.
pub(super) fn wait_for<T>(
    what: &str,
    within: Duration,
    mut answer: impl FnMut() -> Option<T>,
) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        assert!(begun.elapsed() < within, "waited {within:?} in vain for {what}");
        std::thread::park_timeout(LOOKS_EVERY);
    }
}
