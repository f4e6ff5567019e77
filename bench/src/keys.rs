//! Request keys as clients send them: UUIDs of version 7, in the order of time.

use std::time::Instant;

use desk::clock::Clock as _;
use perhead::clock::SystemClock;
use rand::RngExt as _;
use rand::rngs::SmallRng;
use uuid::{Builder, Uuid};

/// Makes keys without asking the system for the time of day again.
pub(crate) struct Keys {
    began: Instant,
    began_milliseconds: u64,
    chance: SmallRng,
}

impl Keys {
    /// A maker whose keys no other maker makes.
    pub(crate) fn new() -> Keys {
        let milliseconds = SystemClock.now().0 / 1_000;
        Keys {
            began: Instant::now(),
            began_milliseconds: u64::try_from(milliseconds).unwrap_or(0),
            chance: rand::make_rng(),
        }
    }

    /// The next key: keys of one millisecond are in no order among themselves, as those of many
    /// clients are not.
    pub(crate) fn next(&mut self) -> Uuid {
        let passed = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(0);
        let milliseconds = self.began_milliseconds + passed;
        Builder::from_unix_timestamp_millis(milliseconds, &self.chance.random()).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_of_version_seven_and_never_the_same() {
        let (mut one, mut other) = (Keys::new(), Keys::new());
        let mut made: Vec<Uuid> = (0..500).flat_map(|_| [one.next(), other.next()]).collect();
        assert!(made.iter().all(|key| key.get_version_num() == 7));
        made.sort_unstable();
        made.dedup();
        assert_eq!(made.len(), 1_000);
    }
}
