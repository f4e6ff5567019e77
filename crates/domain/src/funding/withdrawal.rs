//! Payouts that wait: asked for by a player, held apart from cash, approved, and paid or returned;
//! and the play-through that deposits may ask for before money leaves again.

use crate::calendar::{Instant, Moment, WallTime, Week};
use crate::id::{MemberId, PostingId, WithdrawalId};
use crate::jurisdiction::WithdrawalRules;
use crate::ledger::account::Method;
use crate::money::Money;
use crate::register::{by_name, name_of};
use crate::rows::Read;

/// Where a payout stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WithdrawalState {
    /// It waits for approval.
    Requested,
    /// It waits to be paid.
    Approved,
    /// The money has left.
    Paid,
    /// It was refused; the money is cash again.
    Denied,
    /// The player took it back; the money is cash again.
    Cancelled,
}

impl WithdrawalState {
    /// Every state with its stable name.
    pub const ALL: [(WithdrawalState, &str); 5] = [
        (WithdrawalState::Requested, "requested"),
        (WithdrawalState::Approved, "approved"),
        (WithdrawalState::Paid, "paid"),
        (WithdrawalState::Denied, "denied"),
        (WithdrawalState::Cancelled, "cancelled"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The state of a stable name.
    pub fn parse(name: &str) -> Option<WithdrawalState> {
        by_name(&Self::ALL, name)
    }

    /// True while its amount stands on `member.withdrawal`.
    pub fn is_held(self) -> bool {
        matches!(self, WithdrawalState::Requested | WithdrawalState::Approved)
    }
}

/// Who agreed to a payout, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Who; `None` for the system.
    pub by: Option<MemberId>,
    /// When.
    pub at: Instant,
}

/// A requested payout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// Identity.
    pub id: WithdrawalId,
    /// Whose money.
    pub member: MemberId,
    /// How it is to be paid.
    pub method: Method,
    /// What leaves the account, the fee included.
    pub amount: Money,
    /// The part of it that is the house's fee.
    pub fee: Money,
    /// Where it is to be paid to, for people.
    pub destination: String,
    /// Where it stands.
    pub state: WithdrawalState,
    /// When it was asked for.
    pub requested_at: Instant,
    /// Who asked; `None` for the system.
    pub requested_by: Option<MemberId>,
    /// It is not paid before then.
    pub ready_at: Instant,
    /// The first approval, where two are needed.
    pub first_approval: Option<Approval>,
    /// The approval that let it be paid.
    pub approval: Option<Approval>,
    /// When it was paid, denied or cancelled, and by whom.
    pub ended: Option<Approval>,
    /// Why it was denied.
    pub reason: String,
    /// The posting that paid it or returned its amount.
    pub posting: Option<PostingId>,
}

impl Withdrawal {
    /// What of it stands on `member.withdrawal`.
    pub fn held(&self) -> Money {
        if self.state.is_held() { self.amount } else { Money::ZERO }
    }
}

/// Payouts a player asked for in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithdrawalCount {
    /// Whose.
    pub member: MemberId,
    /// The week that is counted.
    pub week: Week,
    /// How many.
    pub requests: i32,
}

impl WithdrawalCount {
    /// The count of `week`, begun anew when the week has turned.
    pub fn on(found: Option<&WithdrawalCount>, member: MemberId, week: Week) -> WithdrawalCount {
        match found {
            Some(found) if found.week == week => *found,
            _ => WithdrawalCount { member, week, requests: 0 },
        }
    }
}

/// True when payouts may be asked for at this time of the week; no windows means always.
pub fn is_within_windows(rules: &WithdrawalRules, wall: WallTime) -> bool {
    let within = |window: &crate::jurisdiction::WeeklyWindow| {
        window.weekday == wall.weekday
            && (window.from_minute..window.to_minute).contains(&wall.minute)
    };
    rules.windows.is_empty() || rules.windows.iter().any(within)
}

/// From when a payout asked for now may be paid. A request after the cut-off counts as made at
/// the next midnight of the book's zone.
pub fn ready_at(rules: &WithdrawalRules, now: Instant, wall: WallTime) -> Instant {
    let is_late = rules.cutoff_minute.is_some_and(|cutoff| wall.minute >= cutoff);
    let late_by = if is_late { i64::from(24 * 60 - wall.minute) * 60 } else { 0 };
    now.plus_seconds(late_by + rules.hold_seconds)
}

/// What a member's deposits still ask to be wagered before money may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlayThrough {
    /// Whose.
    pub member: MemberId,
    /// What was to be wagered when this was written.
    pub required: Money,
    /// The week in which it was written.
    pub since: Week,
    /// That week's turnover at that moment.
    pub counted: Money,
}

impl PlayThrough {
    /// The weeks whose figures tell how much was wagered since, up to `week`.
    pub fn weeks(&self, week: Week) -> impl Iterator<Item = Week> + use<> {
        let since = self.since;
        (since.0..=week.0.max(since.0)).step_by(Week::DAYS).map(Week)
    }

    /// What is still to be wagered.
    pub fn open(&self, read: &impl Read, week: Week) -> Money {
        let turnover = |week: Week| read.figure((week, self.member)).map(|one| one.turnover);
        let done: Money = self.weeks(week).filter_map(turnover).sum();
        (self.required - (done - self.counted)).max(Money::ZERO)
    }
}

/// What a member still has to wager before money may leave.
pub fn open_play_through(read: &impl Read, member: MemberId, moment: &Moment) -> Money {
    let found = read.play_through(member).copied();
    found.map_or(Money::ZERO, |found| found.open(read, moment.week))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::BookId;
    use crate::jurisdiction::{Jurisdiction, WeeklyWindow};

    fn rules() -> WithdrawalRules {
        let mut rules = Jurisdiction::standard(BookId(1)).withdrawal;
        rules.windows = vec![WeeklyWindow { weekday: 1, from_minute: 540, to_minute: 1_020 }];
        rules.cutoff_minute = Some(900);
        rules.hold_seconds = 3_600;
        rules
    }

    #[test]
    fn windows_end_before_their_last_minute() {
        for (weekday, minute, within) in
            [(1, 539, false), (1, 540, true), (1, 1_019, true), (1, 1_020, false), (2, 600, false)]
        {
            let wall = WallTime { weekday, minute };
            assert_eq!(is_within_windows(&rules(), wall), within, "{wall:?}");
        }
        let always = Jurisdiction::standard(BookId(1)).withdrawal;
        assert!(is_within_windows(&always, WallTime { weekday: 7, minute: 0 }));
    }

    #[test]
    fn a_late_request_counts_from_midnight() {
        let now = Instant(1_000_000_000_000_000);
        let at = |minute| ready_at(&rules(), now, WallTime { weekday: 1, minute });
        assert_eq!(at(899), now.plus_seconds(3_600));
        assert_eq!(at(900), now.plus_seconds(3_600 + 9 * 3_600));
    }
}
