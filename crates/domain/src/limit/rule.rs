//! One limit: what it measures, over which span, for whom and of which wagers.
//!
//! Decides what a rule means and when it matches; never whether a wager is refused.

use crate::board::fixture::Sport;
use crate::board::market::MarketKind;
use crate::board::period::Period;
use crate::calendar::{Day, Instant};
use crate::id::{FixtureId, LeagueId, MarketId, MemberId};
use crate::money::Money;
use crate::register::{by_name, name_of};
use crate::wager::ticket::WagerKind;

/// What of a wager is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// The smallest risk of one wager.
    MinRisk,
    /// The largest risk.
    MaxRisk,
    /// The largest win.
    MaxWin,
    /// The largest payout: risk and win.
    MaxPayout,
}

impl Measure {
    /// Every measure with its stable name.
    pub const ALL: [(Measure, &str); 4] = [
        (Measure::MinRisk, "min_risk"),
        (Measure::MaxRisk, "max_risk"),
        (Measure::MaxWin, "max_win"),
        (Measure::MaxPayout, "max_payout"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The measure of a stable name.
    pub fn parse(name: &str) -> Option<Measure> {
        by_name(&Self::ALL, name)
    }
}

/// Over what a limit adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// One wager alone.
    Wager,
    /// All wagers on one market.
    Market,
    /// All wagers on one fixture.
    Fixture,
    /// All wagers accepted on one business day.
    Day,
}

impl Span {
    /// Every span with its stable name.
    pub const ALL: [(Span, &str); 4] = [
        (Span::Wager, "wager"),
        (Span::Market, "market"),
        (Span::Fixture, "fixture"),
        (Span::Day, "day"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The span of a stable name.
    pub fn parse(name: &str) -> Option<Span> {
        by_name(&Self::ALL, name)
    }
}

/// Whose wagers a limit adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// Each player below the owner has the limit alone.
    Each,
    /// All players below the owner share it.
    Together,
}

impl Share {
    /// Every choice with its stable name.
    pub const ALL: [(Share, &str); 2] = [(Share::Each, "each"), (Share::Together, "together")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The choice of a stable name.
    pub fn parse(name: &str) -> Option<Share> {
        by_name(&Self::ALL, name)
    }
}

/// Of which wagers: every named field must fit one of the wager's legs; no field fits all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this sport.
    pub sport: Option<Sport>,
    /// Only this league.
    pub league: Option<LeagueId>,
    /// Only this kind of market.
    pub market: Option<MarketKind>,
    /// Only this part of the game.
    pub period: Option<Period>,
    /// Only this wager type.
    pub wager: Option<WagerKind>,
    /// Only in play (true) or only before the start (false).
    pub live: Option<bool>,
}

/// What limits need to know of one leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegFacts {
    /// The fixture.
    pub fixture: FixtureId,
    /// Its league.
    pub league: LeagueId,
    /// Its sport.
    pub sport: Sport,
    /// The market.
    pub market: MarketId,
    /// What the market asks.
    pub kind: MarketKind,
    /// Which part of the game.
    pub period: Period,
    /// True when the fixture is in play.
    pub live: bool,
}

/// What limits need to know of a wager beside its amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WagerFacts {
    /// The player.
    pub member: MemberId,
    /// The wager type.
    pub wager: WagerKind,
    /// The business day it is placed on.
    pub day: Day,
    /// Its legs.
    pub legs: Vec<LegFacts>,
}

impl Filter {
    /// True when one leg of a wager of this type fits every named field.
    pub fn fits(&self, leg: &LegFacts, wager: WagerKind) -> bool {
        fn wants<T: PartialEq>(wanted: Option<T>, found: T) -> bool {
            wanted.is_none_or(|wanted| wanted == found)
        }
        wants(self.wager, wager)
            && wants(self.sport, leg.sport)
            && wants(self.league, leg.league)
            && wants(self.market, leg.kind)
            && wants(self.period, leg.period)
            && wants(self.live, leg.live)
    }
}

/// One limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitRule {
    /// Identity within the book; wagers with a higher id came after it.
    pub id: i64,
    /// The business day it was made on.
    pub made_on: Day,
    /// What is measured.
    pub measure: Measure,
    /// Over what it adds up.
    pub span: Span,
    /// Whose wagers it adds up.
    pub share: Share,
    /// Of which wagers.
    pub filter: Filter,
    /// The limit.
    pub amount: Money,
    /// Who set the amount; `None` for the platform.
    pub set_by: Option<MemberId>,
    /// How high that one stands: 0 is the platform, 1 the operator, then down the tree.
    pub rank: i32,
    /// When.
    pub set_at: Instant,
}

impl LimitRule {
    /// True when both rules limit the same, whatever the amount.
    pub fn is_about_the_same(&self, other: &LimitRule) -> bool {
        let about = |rule: &LimitRule| (rule.measure, rule.span, rule.share);
        about(self) == about(other) && self.filter == other.filter
    }

    /// True when this amount lets pass what `other` does not.
    pub fn is_looser_than(&self, other: &LimitRule) -> bool {
        match self.measure {
            Measure::MinRisk => self.amount < other.amount,
            Measure::MaxRisk | Measure::MaxWin | Measure::MaxPayout => self.amount > other.amount,
        }
    }
}

/// A limit rule as asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitWanted {
    /// What is measured.
    pub measure: Measure,
    /// Over what it adds up.
    pub span: Span,
    /// Whose wagers it adds up.
    pub share: Share,
    /// Of which wagers.
    pub filter: Filter,
    /// The limit.
    pub amount: Money,
}

/// The limits of one owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitSheet {
    /// The owner: a member, [`MemberId::HOUSE`] for the book, [`PLATFORM_OWNER`] for the provider.
    pub owner: MemberId,
    /// Its rules, oldest first.
    pub rules: Vec<LimitRule>,
}

/// The owner of what the provider sets for a book.
pub const PLATFORM_OWNER: MemberId = MemberId(-1);

/// Most rules of one owner.
pub const RULES_MAX: usize = 200;

/// The owners whose limits hold for a player of this chain, the highest first.
pub fn owners(chain: &[MemberId]) -> impl Iterator<Item = MemberId> + '_ {
    [PLATFORM_OWNER, MemberId::HOUSE].into_iter().chain(chain.iter().copied())
}
