//! Protection of players: limits on what they pay in, lose and stake, and times in which they do
//! not play at all (GLI-19 2.5.5, A.3.7, A.3.8; RTS 12).
//!
//! A player's own limits and the house's stand side by side and the tighter one counts. A tighter
//! limit counts at once; a looser one of the player's own only after the delay that the law names,
//! and it can be taken back until then. Nothing here depends on a member's status, so nothing is
//! lost when it changes.

pub mod command;
pub mod count;
pub mod failures;
pub mod judge;

use crate::calendar::Instant;
use crate::id::{ExclusionId, MemberId, TicketId};
use crate::money::Money;
use crate::register::{by_name, name_of};

/// What a limit bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlayMeasure {
    /// What is paid in beyond what is owed.
    Deposit,
    /// What is lost, open bets counted as if they were lost.
    Loss,
    /// What is risked.
    Stake,
}

impl PlayMeasure {
    /// Every measure with its stable name.
    pub const ALL: [(PlayMeasure, &str); 3] = [
        (PlayMeasure::Deposit, "deposit"),
        (PlayMeasure::Loss, "loss"),
        (PlayMeasure::Stake, "stake"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The measure of a stable name.
    pub fn parse(name: &str) -> Option<PlayMeasure> {
        by_name(&Self::ALL, name)
    }
}

/// Over what a limit adds up, in the book's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaySpan {
    /// A business day.
    Day,
    /// A week of the book.
    Week,
    /// The business days of a month.
    Month,
}

impl PlaySpan {
    /// Every span with its stable name.
    pub const ALL: [(PlaySpan, &str); 3] =
        [(PlaySpan::Day, "day"), (PlaySpan::Week, "week"), (PlaySpan::Month, "month")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The span of a stable name.
    pub fn parse(name: &str) -> Option<PlaySpan> {
        by_name(&Self::ALL, name)
    }
}

/// Who set a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LimitSetter {
    /// The player.
    Player,
    /// The book's people.
    House,
}

impl LimitSetter {
    /// Both with their stable names.
    pub const ALL: [(LimitSetter, &str); 2] =
        [(LimitSetter::Player, "player"), (LimitSetter::House, "house")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The setter of a stable name.
    pub fn parse(name: &str) -> Option<LimitSetter> {
        by_name(&Self::ALL, name)
    }
}

/// A looser limit that waits for its time; `amount` `None` takes the limit away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LooserLimit {
    /// The amount from then on.
    pub amount: Option<Money>,
    /// When it takes effect.
    pub at: Instant,
}

/// One limit of a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlayLimit {
    /// Who set it.
    pub setter: LimitSetter,
    /// What it bounds.
    pub measure: PlayMeasure,
    /// Over what it adds up.
    pub span: PlaySpan,
    /// The most.
    pub amount: Money,
    /// What takes its place, and when.
    pub next: Option<LooserLimit>,
}

impl PlayLimit {
    /// The most at `now`; `None` once the limit is gone.
    pub fn at(&self, now: Instant) -> Option<Money> {
        match self.next {
            Some(next) if next.at <= now => next.amount,
            _ => Some(self.amount),
        }
    }

    /// The same with a looser limit whose time has come in its place; `None` once it is gone.
    fn settled(&self, now: Instant) -> Option<PlayLimit> {
        let amount = self.at(now)?;
        Some(PlayLimit { amount, next: self.next.filter(|next| now < next.at), ..*self })
    }
}

/// How a player stays away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExclusionKind {
    /// A break that ends by itself.
    TimeOut,
    /// For months or for good; it lasts until the player asks to come back, and a day longer
    /// (LCCP SR 3.5.3).
    SelfExclusion,
}

impl ExclusionKind {
    /// Both with their stable names.
    pub const ALL: [(ExclusionKind, &str); 2] =
        [(ExclusionKind::TimeOut, "time_out"), (ExclusionKind::SelfExclusion, "self_exclusion")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<ExclusionKind> {
        by_name(&Self::ALL, name)
    }
}

/// The exclusion that holds for a player, as far as every wager reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which.
    pub exclusion: ExclusionId,
    /// Its kind.
    pub kind: ExclusionKind,
    /// A time-out ends then; a self-exclusion lasts so long at least, or for good.
    pub until: Option<Instant>,
    /// When the player comes back, once that was asked for.
    pub lifted_at: Option<Instant>,
}

impl Block {
    /// True while the player does not play.
    pub fn holds(&self, now: Instant) -> bool {
        match self.kind {
            ExclusionKind::TimeOut => self.until.is_none_or(|until| now < until),
            ExclusionKind::SelfExclusion => self.lifted_at.is_none_or(|at| now < at),
        }
    }
}

/// What protects one player. Only players who were ever protected have a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Whose.
    pub member: MemberId,
    /// The limits, by setter, measure and span.
    pub limits: Vec<PlayLimit>,
    /// The last exclusion.
    pub block: Option<Block>,
}

impl Protection {
    /// Nothing protects the player.
    pub fn none(member: MemberId) -> Protection {
        Protection { member, limits: Vec::new(), block: None }
    }

    /// The exclusion that holds at `now`.
    pub fn blocked(&self, now: Instant) -> Option<Block> {
        self.block.filter(|block| block.holds(now))
    }

    /// The tightest limit of a measure and span at `now`.
    pub fn limit(&self, measure: PlayMeasure, span: PlaySpan, now: Instant) -> Option<Money> {
        let of = self.limits.iter().filter(|one| one.measure == measure && one.span == span);
        of.filter_map(|one| one.at(now)).min()
    }

    /// True when any limit of a measure holds at `now`.
    pub fn has(&self, measure: PlayMeasure, now: Instant) -> bool {
        PlaySpan::ALL.iter().any(|(span, _)| self.limit(measure, *span, now).is_some())
    }

    /// Takes over a limit that somebody wants: a tighter one, and any of the house's, at once; a
    /// looser one of the player's after `delay_seconds`. Answers from when it holds.
    pub fn want(&mut self, wanted: WantedLimit, now: Instant, delay_seconds: i64) -> Instant {
        let WantedLimit { setter, measure, span, amount } = wanted;
        let is_it =
            |one: &PlayLimit| (one.setter, one.measure, one.span) == (setter, measure, span);
        let settled = self.limits.iter().filter_map(|one| one.settled(now));
        let mut limits: Vec<PlayLimit> = settled.collect();
        let found = limits.iter_mut().find(|one| is_it(one));
        let is_looser = |before: Money| amount.is_none_or(|amount| amount > before);
        let from = match (found, amount) {
            (Some(found), _) if setter == LimitSetter::Player && is_looser(found.amount) => {
                let at = now.plus_seconds(delay_seconds);
                found.next = Some(LooserLimit { amount, at });
                at
            }
            (Some(found), Some(amount)) => {
                (found.amount, found.next) = (amount, None);
                now
            }
            (None, Some(amount)) => {
                limits.push(PlayLimit { setter, measure, span, amount, next: None });
                now
            }
            (_, None) => {
                limits.retain(|one| !is_it(one));
                now
            }
        };
        limits.sort_by_key(|one| (one.setter, one.measure, one.span));
        self.limits = limits;
        from
    }
}

/// A limit that somebody wants; `amount` `None` takes it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantedLimit {
    /// Who sets it.
    pub setter: LimitSetter,
    /// What it bounds.
    pub measure: PlayMeasure,
    /// Over what it adds up.
    pub span: PlaySpan,
    /// The most.
    pub amount: Option<Money>,
}

/// One exclusion, kept for ever (GLI-19 2.8.5(i)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Identity.
    pub id: ExclusionId,
    /// Who stays away.
    pub member: MemberId,
    /// How.
    pub kind: ExclusionKind,
    /// Why, for people.
    pub reason: String,
    /// Since when.
    pub from: Instant,
    /// Who asked; `None` for the system.
    pub asked_by: Option<MemberId>,
    /// A time-out ends then; a self-exclusion lasts so long at least, or for good.
    pub until: Option<Instant>,
    /// Who asked that it ends.
    pub lift_asked_by: Option<MemberId>,
    /// When the player comes back, once that was asked for, or when a further exclusion took its
    /// place.
    pub ended_at: Option<Instant>,
    /// Open bets up to this ticket were looked at; `None` once all were, or where they stand.
    pub bets_after: Option<TicketId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const DELAY: i64 = 86_400;

    fn wanted(setter: LimitSetter, amount: Option<i64>) -> WantedLimit {
        let (measure, span) = (PlayMeasure::Deposit, PlaySpan::Day);
        WantedLimit { setter, measure, span, amount: amount.map(Money) }
    }

    fn at(protection: &Protection, now: Instant) -> Option<i64> {
        protection.limit(PlayMeasure::Deposit, PlaySpan::Day, now).map(|amount| amount.0)
    }

    #[test]
    fn tighter_counts_at_once_and_looser_after_the_delay() {
        let mut protection = Protection::none(MemberId(1));
        let now = Instant(0);
        let later = now.plus_seconds(DELAY);
        let own = |amount| wanted(LimitSetter::Player, amount);
        assert_eq!(protection.want(own(Some(100)), now, DELAY), now);
        assert_eq!(protection.want(own(Some(200)), now, DELAY), later);
        assert_eq!(at(&protection, Instant(later.0 - 1)), Some(100));
        assert_eq!(at(&protection, later), Some(200));
        // A tighter one takes back the looser one that waits.
        protection.want(own(Some(90)), now, DELAY);
        assert_eq!(at(&protection, later), Some(90));
        // Taking a limit away is the loosest of all.
        assert_eq!(protection.want(own(None), now, DELAY), later);
        assert_eq!(at(&protection, now), Some(90));
        assert_eq!(at(&protection, later), None);
        // One that is gone is set anew at once.
        assert_eq!(protection.want(own(Some(500)), later, DELAY), later);
        assert_eq!(at(&protection, later), Some(500));
    }

    #[test]
    fn of_two_setters_the_stricter_one_wins() {
        let mut protection = Protection::none(MemberId(1));
        let now = Instant(0);
        protection.want(wanted(LimitSetter::Player, Some(100)), now, DELAY);
        protection.want(wanted(LimitSetter::House, Some(60)), now, DELAY);
        assert_eq!(at(&protection, now), Some(60));
        protection.want(wanted(LimitSetter::House, Some(300)), now, DELAY);
        assert_eq!(at(&protection, now), Some(100));
        protection.want(wanted(LimitSetter::House, None), now, DELAY);
        assert_eq!(at(&protection, now), Some(100));
    }

    #[test]
    fn a_time_out_ends_by_itself_and_an_exclusion_only_when_lifted() {
        let block = |kind, lifted_at: Option<i64>| Block {
            exclusion: ExclusionId(1),
            kind,
            until: Some(Instant(10)),
            lifted_at: lifted_at.map(Instant),
        };
        let out = block(ExclusionKind::TimeOut, None);
        assert!(out.holds(Instant(9)) && !out.holds(Instant(10)));
        assert!(block(ExclusionKind::SelfExclusion, None).holds(Instant(1_000)));
        let lifted = block(ExclusionKind::SelfExclusion, Some(20));
        assert!(lifted.holds(Instant(19)) && !lifted.holds(Instant(20)));
    }
}
