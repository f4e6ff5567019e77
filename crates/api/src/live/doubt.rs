//! Members of whom something changed that requests rely on: their row, their login, a session.
//! Whatever was learned of them before is asked of the store again.
//!
//! This process's lanes tell of what they wrote before they answer anybody; what other processes
//! wrote is told by whoever watches the database. Nothing is decided here.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use domain::id::{BookId, MemberId};
use tokio::time::Instant as Mono;

/// What was learned longer ago than this is asked again anyway, so doubts older than it say
/// nothing.
pub(crate) const KEPT: Duration = Duration::from_secs(60);
/// Most members doubted one by one; beyond it everybody is.
const MEMBERS_MAX: usize = 10_000;

#[derive(Default)]
struct Doubted {
    members: HashMap<(BookId, MemberId), Mono>,
    everybody: Option<Mono>,
}

/// Since when members are doubted.
#[derive(Default)]
pub(crate) struct Doubts(RwLock<Doubted>);

impl Doubts {
    /// Doubts what is known of these members up to `now`.
    pub(crate) fn add(&self, book: BookId, members: &[MemberId], now: Mono) {
        if members.is_empty() {
            return;
        }
        let mut doubted = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if doubted.members.len() + members.len() > MEMBERS_MAX {
            doubted.members.retain(|_, at| now.duration_since(*at) < KEPT);
        }
        if doubted.members.len() + members.len() > MEMBERS_MAX {
            *doubted = Doubted { members: HashMap::new(), everybody: Some(now) };
            return;
        }
        doubted.members.extend(members.iter().map(|member| ((book, *member), now)));
    }

    /// Doubts what is known of everybody up to `now`.
    pub(crate) fn add_all(&self, now: Mono) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).everybody = Some(now);
    }

    /// True when what was learned of a member at `learned` may be untrue by now.
    pub(crate) fn is_doubted(&self, book: BookId, member: MemberId, learned: Mono) -> bool {
        let doubted = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let since = |at: &Mono| *at >= learned;
        doubted.everybody.as_ref().is_some_and(since)
            || doubted.members.get(&(book, member)).is_some_and(since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: BookId = BookId(1);

    #[test]
    fn what_was_learned_before_a_doubt_is_untrue_and_what_was_learned_after_stands() {
        let (doubts, start) = (Doubts::default(), Mono::now());
        let later = |seconds| start + Duration::from_secs(seconds);
        doubts.add(BOOK, &[MemberId(5)], later(2));
        assert!(doubts.is_doubted(BOOK, MemberId(5), later(1)));
        assert!(doubts.is_doubted(BOOK, MemberId(5), later(2)));
        assert!(!doubts.is_doubted(BOOK, MemberId(5), later(3)));
        assert!(!doubts.is_doubted(BOOK, MemberId(6), later(1)));
        assert!(!doubts.is_doubted(BookId(2), MemberId(5), later(1)));
        doubts.add_all(later(4));
        assert!(doubts.is_doubted(BookId(2), MemberId(6), later(3)));
    }

    #[test]
    fn too_many_doubts_become_one_of_everybody() {
        let (doubts, start) = (Doubts::default(), Mono::now());
        let many: Vec<MemberId> = (0..=10_000).map(MemberId).collect();
        doubts.add(BOOK, &many, start);
        assert!(doubts.is_doubted(BookId(7), MemberId(-1), start));
        assert!(!doubts.is_doubted(BOOK, MemberId(1), start + Duration::from_secs(1)));
    }
}
