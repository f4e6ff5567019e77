//! Live sessions in memory: who is signed in, when they were last seen, how fast they ask. The
//! store is the truth; what is kept here is dropped at once when a lane or the watch doubts it.
//! Bounded: the sessions idle for longest go first, and cost one read when they come back.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::calendar::Instant;
use domain::id::{BookId, MemberId, TokenHash};
use domain::jurisdiction::AccessRules;
use domain::member::{Member, MemberStatus, Role, Session};
use tokio::time::Instant as Mono;

use crate::live::doubt::{Doubts, KEPT};
use crate::throttle::Pace;

/// Most sessions kept.
const SESSIONS_MAX: usize = 50_000;

/// Names a session: tokens of one book mean nothing in another.
pub(crate) type SessionKey = (BookId, TokenHash);

/// How somebody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    /// A person's browser.
    Browser,
    /// A program with a key; the member shown holds the key's scopes.
    Program,
    /// Somebody who looks as the member.
    View,
}

/// A session that may act.
#[derive(Clone, Debug)]
pub(crate) struct LiveSession {
    /// How it came in.
    pub(crate) means: Means,
    /// Who is signed in.
    pub(crate) member: Arc<Member>,
    /// It ends then at the latest, by the book's clock.
    pub(crate) expires_at: Instant,
    /// When the member last proved who they are, by the book's clock.
    pub(crate) proved_at: Instant,
    /// A second factor was shown in it.
    pub(crate) second_factor: bool,
    /// The sign-in before this one, as far as this server knows.
    pub(crate) previous_login_at: Option<Instant>,
    /// Live streams it holds open.
    pub(crate) streams: Arc<AtomicUsize>,
}

#[derive(Debug)]
struct Entry {
    live: LiveSession,
    /// When the store was asked.
    learned_at: Mono,
    seen_at: Mono,
    pace: Pace,
}

/// What the shelf knows of a session.
#[derive(Debug)]
pub(crate) enum Look {
    /// It may act.
    Live(LiveSession),
    /// It asks too fast.
    TooFast,
    /// Nothing recent is known: ask the store.
    Unknown,
    /// It was idle for too long.
    Idle,
}

/// The sessions in memory.
pub(crate) struct SessionShelf {
    pace: (u32, u32),
    entries: Mutex<HashMap<SessionKey, Entry>>,
    doubts: Arc<Doubts>,
}

/// How long a member may be idle. Programs never are; their keys have an end of their own.
fn idle_limit(means: Means, role: Role, rules: &AccessRules) -> Duration {
    match means {
        Means::Program => Duration::MAX,
        Means::Browser | Means::View => {
            Duration::from_secs(rules.idle_seconds(role).unsigned_abs())
        }
    }
}

impl Entry {
    /// True once it was not seen for longer than the rules in force allow.
    fn is_idle(&self, rules: &AccessRules, now: Mono) -> bool {
        let limit = idle_limit(self.live.means, self.live.member.role, rules);
        now.duration_since(self.seen_at) >= limit
    }
}

/// True for members who may be signed in: those who are pending may look.
pub(crate) fn may_be_signed_in(member: &Member) -> bool {
    matches!(member.status, MemberStatus::Active | MemberStatus::Pending)
}

impl SessionShelf {
    /// Requests of one session each second, and at once.
    pub(crate) fn new(pace: (u32, u32), doubts: Arc<Doubts>) -> SessionShelf {
        SessionShelf { pace, entries: Mutex::default(), doubts }
    }

    /// True when what is kept may be untrue by now.
    fn is_in_doubt(&self, book: BookId, entry: &Entry, now: Mono) -> bool {
        now.duration_since(entry.learned_at) >= KEPT
            || self.doubts.is_doubted(book, entry.live.member.id, entry.learned_at)
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<SessionKey, Entry>> {
        // A panic elsewhere leaves at worst an entry behind that the store knows better.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks a session up for a request: counts the request and marks the session as seen.
    ///
    /// The rules are those in force now: a session follows a change of them at its next request.
    pub(crate) fn enter(&self, key: &SessionKey, rules: &AccessRules, now: Mono) -> Look {
        let in_doubt = |entry: &Entry| self.is_in_doubt(key.0, entry, now);
        self.enter_unless(key, (rules, now), in_doubt)
    }

    /// The same for a request that has just asked the store: what it learned holds for it, also
    /// when somebody doubted it meanwhile.
    pub(crate) fn enter_learned(&self, key: &SessionKey, rules: &AccessRules, now: Mono) -> Look {
        self.enter_unless(key, (rules, now), |_| false)
    }

    fn enter_unless(
        &self,
        key: &SessionKey,
        (rules, now): (&AccessRules, Mono),
        bars: impl Fn(&Entry) -> bool,
    ) -> Look {
        let mut entries = self.entries();
        let Some(entry) = entries.get_mut(key) else { return Look::Unknown };
        if entry.is_idle(rules, now) {
            return Look::Idle;
        }
        if bars(entry) {
            return Look::Unknown;
        }
        entry.seen_at = now;
        if !entry.pace.admit(now, self.pace) {
            return Look::TooFast;
        }
        Look::Live(entry.live.clone())
    }

    /// Looks a session up without marking it as seen: for streams that only listen.
    pub(crate) fn glance(&self, key: &SessionKey, rules: &AccessRules, now: Mono) -> Look {
        let entries = self.entries();
        let Some(entry) = entries.get(key) else { return Look::Unknown };
        if entry.is_idle(rules, now) {
            return Look::Idle;
        }
        if self.is_in_doubt(key.0, entry, now) {
            return Look::Unknown;
        }
        Look::Live(entry.live.clone())
    }

    /// Takes in what the store says of a session when it is asked at `now`.
    pub(crate) fn learn(
        &self,
        key: SessionKey,
        (session, means): (&Session, Means),
        member: Member,
        now: Mono,
    ) {
        let mut entries = self.entries();
        if entries.len() >= SESSIONS_MAX && !entries.contains_key(&key) {
            make_room(&mut entries);
        }
        let member = Arc::new(member);
        let entry = entries.entry(key).or_insert_with(|| Entry {
            live: LiveSession {
                means,
                member: Arc::clone(&member),
                expires_at: session.expires_at,
                proved_at: session.proved_at,
                second_factor: session.second_factor,
                previous_login_at: None,
                streams: Arc::default(),
            },
            learned_at: now,
            seen_at: now,
            pace: Pace::new(now),
        });
        entry.live.member = member;
        entry.live.expires_at = session.expires_at;
        entry.live.proved_at = session.proved_at;
        entry.live.second_factor = session.second_factor;
        entry.learned_at = now;
    }

    /// Remembers the sign-in before this one.
    pub(crate) fn remember_previous(&self, key: &SessionKey, previous: Option<Instant>) {
        if let Some(entry) = self.entries().get_mut(key) {
            entry.live.previous_login_at = previous;
        }
    }

    /// Asks the store again about every session of a member.
    pub(crate) fn doubt(&self, book: BookId, member: MemberId) {
        self.doubts.add(book, &[member], Mono::now());
    }

    /// Forgets a session that ended.
    pub(crate) fn forget(&self, key: &SessionKey) {
        self.entries().remove(key);
    }
}

/// Makes room for an eighth of all sessions: those not seen for longest.
fn make_room(entries: &mut HashMap<SessionKey, Entry>) {
    let mut seen: Vec<Mono> = entries.values().map(|entry| entry.seen_at).collect();
    let place = seen.len() / 8;
    let (_, limit, _) = seen.select_nth_unstable(place);
    let limit = *limit;
    entries
        .retain(|_, entry| entry.seen_at > limit || entry.live.streams.load(Ordering::Relaxed) > 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::Permissions;
    use domain::jurisdiction::Jurisdiction;

    const KEY: SessionKey = (BookId(1), TokenHash([7; 32]));

    fn member(role: Role) -> Member {
        Member {
            id: MemberId(5),
            parent: MemberId(1),
            role,
            status: MemberStatus::Active,
            login: "dana".to_owned(),
            name: "Dana".to_owned(),
            permissions: Permissions::of_role(role),
            chain: vec![MemberId(1), MemberId(5)],
            created_at: Instant(0),
            is_test: false,
            sessions_from: Instant(0),
            second_factor: false,
            bar: None,
            channel: domain::member::Channel::ByHand,
            closed: None,
            hold: None,
        }
    }

    fn shelf(role: Role, now: Mono) -> SessionShelf {
        let shelf = SessionShelf::new((10, 10), Arc::default());
        let session = Session {
            token: KEY.1,
            member: MemberId(5),
            opened_at: Instant(0),
            expires_at: Instant(9),
            ended_at: None,
            address: String::new(),
            agent: String::new(),
            proved_at: Instant(0),
            second_factor: false,
        };
        shelf.learn(KEY, (&session, Means::Browser), member(role), now);
        shelf
    }

    fn rules() -> AccessRules {
        Jurisdiction::standard(KEY.0).access
    }

    #[test]
    fn a_session_is_known_shortly_and_only_in_its_book() {
        let start = Mono::now();
        let shelf = shelf(Role::Player, start);
        assert!(matches!(shelf.enter(&KEY, &rules(), start), Look::Live(_)));
        assert!(matches!(shelf.enter(&(BookId(2), KEY.1), &rules(), start), Look::Unknown));
        assert!(matches!(shelf.enter(&KEY, &rules(), start + KEPT), Look::Unknown));
    }

    #[test]
    fn a_doubt_about_the_member_drops_what_is_known() {
        let start = Mono::now();
        let shelf = shelf(Role::Player, start);
        shelf.doubts.add(BookId(2), &[MemberId(5)], start);
        assert!(matches!(shelf.glance(&KEY, &rules(), start), Look::Live(_)));
        shelf.doubts.add(BookId(1), &[MemberId(5)], start);
        assert!(matches!(shelf.glance(&KEY, &rules(), start), Look::Unknown));
    }

    #[test]
    fn idle_sessions_end_and_listening_is_idle() {
        for (role, minutes) in [(Role::Player, 30), (Role::Staff, 15)] {
            let limit = Duration::from_secs(minutes * 60);
            let start = Mono::now();
            let shelf = shelf(role, start);
            let almost = start + limit - Duration::from_secs(1);
            assert!(matches!(shelf.glance(&KEY, &rules(), almost), Look::Unknown));
            assert!(matches!(shelf.enter(&KEY, &rules(), start + limit), Look::Idle));
        }
    }

    #[test]
    fn an_open_session_follows_a_change_of_the_idle_time_at_its_next_request() {
        let start = Mono::now();
        let ten = start + Duration::from_secs(10 * 60);
        let mut shorter = rules();
        shorter.player_idle_seconds = 5 * 60;
        assert!(matches!(shelf(Role::Player, start).enter(&KEY, &shorter, ten), Look::Idle));
        let hour = start + Duration::from_secs(60 * 60);
        let mut longer = rules();
        longer.player_idle_seconds = 2 * 60 * 60;
        assert!(matches!(shelf(Role::Player, start).enter(&KEY, &rules(), hour), Look::Idle));
        let look = shelf(Role::Player, start).enter_learned(&KEY, &longer, hour);
        assert!(matches!(look, Look::Live(_)));
    }

    #[test]
    fn a_session_that_asks_too_fast_is_slowed() {
        let start = Mono::now();
        let shelf = shelf(Role::Player, start);
        let live =
            (0..50).filter(|_| matches!(shelf.enter(&KEY, &rules(), start), Look::Live(_))).count();
        assert_eq!(live, 10);
    }

    #[test]
    fn a_full_shelf_forgets_those_not_seen_for_longest() {
        let start = Mono::now();
        let shelf = shelf(Role::Player, start);
        let mut entries = shelf.entries();
        let sample = entries.remove(&KEY).expect("learned");
        for place in 0..80u8 {
            let seen_at = start + Duration::from_secs(u64::from(place));
            let live = LiveSession { streams: Arc::default(), ..sample.live.clone() };
            let entry = Entry { live, learned_at: start, seen_at, pace: sample.pace };
            entries.insert((BookId(1), TokenHash([place; 32])), entry);
        }
        make_room(&mut entries);
        assert_eq!(entries.len(), 69);
        assert!(!entries.contains_key(&(BookId(1), TokenHash([0; 32]))));
    }
}
