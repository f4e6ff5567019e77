//! How often somebody may ask: steady pace with a burst, and a count of failures in a window.
//! Real time, in memory, bounded; no clock of a book.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Most addresses remembered at once; beyond it the ones that matter least are forgotten.
const ADDRESSES_MAX: usize = 50_000;

/// The pace of one caller: the generic cell rate algorithm (ITU-T I.371, annex A). One time is
/// kept: when the caller would be back at zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    back_at_zero: Instant,
}

impl Pace {
    /// A caller who has not asked yet.
    pub(crate) fn new(now: Instant) -> Pace {
        Pace { back_at_zero: now }
    }

    /// Counts a request at `now`. Refused when more than `burst` were to stand at once at
    /// `per_second` in the long run.
    pub(crate) fn admit(&mut self, now: Instant, (per_second, burst): (u32, u32)) -> bool {
        let step = Duration::from_secs(1) / per_second.max(1);
        let next = self.back_at_zero.max(now) + step;
        if next > now + step * burst.max(1) {
            return false;
        }
        self.back_at_zero = next;
        true
    }
}

/// An address as limits see it: one IPv4 address, or the network of an IPv6 address, because one
/// household has a whole network of those.
pub(crate) fn bucket(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => {
                let [a, b, c, d, ..] = six.segments();
                IpAddr::from([a, b, c, d, 0, 0, 0, 0])
            }
        },
    }
}

/// The pace of callers by address.
pub(crate) struct Throttle {
    pace: (u32, u32),
    callers: Mutex<HashMap<IpAddr, Pace>>,
}

impl Throttle {
    /// Requests each second, and at once.
    pub(crate) fn new(pace: (u32, u32)) -> Throttle {
        Throttle { pace, callers: Mutex::default() }
    }

    /// True when an address could not ask now. Counts nothing.
    pub(crate) fn is_spent(&self, address: IpAddr, now: Instant) -> bool {
        let known = unpoisoned(&self.callers).get(&bucket(address)).copied();
        known.is_some_and(|mut pace| !pace.admit(now, self.pace))
    }

    /// Counts a request of an address.
    pub(crate) fn admit(&self, address: IpAddr, now: Instant) -> bool {
        let mut callers = unpoisoned(&self.callers);
        if callers.len() >= ADDRESSES_MAX {
            callers.retain(|_, pace| pace.back_at_zero > now);
        }
        callers.entry(bucket(address)).or_insert_with(|| Pace::new(now)).admit(now, self.pace)
    }
}

/// Failures of an address that shut it out, within [`FAILURE_WINDOW`].
pub(crate) const FAILURES_MAX: u32 = 20;
/// The window of failures.
pub(crate) const FAILURE_WINDOW: Duration = Duration::from_secs(10 * 60);

/// Failed sign-ins by address. The window begins with its first failure.
#[derive(Default)]
pub(crate) struct FailureWindows {
    windows: Mutex<HashMap<IpAddr, (Instant, u32)>>,
}

impl FailureWindows {
    /// True when an address failed too often lately.
    pub(crate) fn is_shut(&self, address: IpAddr, now: Instant) -> bool {
        let windows = unpoisoned(&self.windows);
        windows.get(&bucket(address)).is_some_and(|(began, count)| {
            now.duration_since(*began) < FAILURE_WINDOW && *count >= FAILURES_MAX
        })
    }

    /// Counts a failure.
    pub(crate) fn count(&self, address: IpAddr, now: Instant) {
        let mut windows = unpoisoned(&self.windows);
        if windows.len() >= ADDRESSES_MAX {
            windows.retain(|_, (began, _)| now.duration_since(*began) < FAILURE_WINDOW);
        }
        let window = windows.entry(bucket(address)).or_insert((now, 0));
        if now.duration_since(window.0) >= FAILURE_WINDOW {
            *window = (now, 0);
        }
        window.1 += 1;
    }
}

/// A panic elsewhere leaves at worst one count too few behind.
fn unpoisoned<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_burst_passes_and_then_the_pace_holds() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let admitted = (0..10).filter(|_| pace.admit(start, (2, 4))).count();
        assert_eq!(admitted, 4);
        assert!(!pace.admit(start + Duration::from_millis(400), (2, 4)));
        assert!(pace.admit(start + Duration::from_millis(600), (2, 4)));
        let later = start + Duration::from_secs(60);
        assert_eq!((0..10).filter(|_| pace.admit(later, (2, 4))).count(), 4);
    }

    #[test]
    fn the_twentieth_failure_shuts_an_address_out_for_the_window() {
        let (windows, start) = (FailureWindows::default(), Instant::now());
        let home = address("192.0.2.7");
        for _ in 1..FAILURES_MAX {
            windows.count(home, start);
        }
        assert!(!windows.is_shut(home, start));
        windows.count(home, start);
        assert!(windows.is_shut(home, start));
        assert!(!windows.is_shut(address("192.0.2.8"), start));
        assert!(!windows.is_shut(home, start + FAILURE_WINDOW));
    }

    #[test]
    fn one_network_of_the_sixth_version_is_one_caller() {
        assert_eq!(bucket(address("2001:db8::1")), bucket(address("2001:db8::2:1")));
        assert_ne!(bucket(address("2001:db8::1")), bucket(address("2001:db8:0:1::1")));
        assert_eq!(bucket(address("::ffff:192.0.2.7")), address("192.0.2.7"));
    }
}
