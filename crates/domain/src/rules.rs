//! House rules: versioned data of a book. A ticket freezes the version it was accepted under.

use crate::grade::rules::GradingRules;
use crate::id::LeagueId;
use crate::money::{Money, Rounding};
use crate::wager::bought::{PointPrices, PointTable};
use crate::wager::terms::WagerRules;

/// One version of a book's rules. A version is never changed; a change makes the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseRules {
    /// Rises by one with each change.
    pub version: i32,
    /// How a payout that is not a whole minor unit is rounded.
    pub rounding: Rounding,
    /// Smallest risk of one wager.
    pub min_risk: Money,
    /// Largest risk of one wager.
    pub max_risk: Money,
    /// Largest win of one wager.
    pub max_win: Money,
    /// Most legs of a parlay.
    pub max_legs: i32,
    /// Betting ends this many seconds before the announced start.
    pub cutoff_seconds: i32,
    /// Largest risk of one wager on a circled fixture that names no limit of its own.
    pub circled_max_risk: Money,
    /// Agreeing sources that confirm a result without a person; 0 leaves it to people.
    pub confirm_sources: i32,
    /// What wager types are taken, and how.
    pub wagers: WagerRules,
    /// The same wager of a player again within this many seconds must be asked for expressly; 0
    /// takes every wager as it comes.
    pub duplicate_seconds: i32,
    /// How each sport is graded.
    pub grading: GradingRules,
    /// In which leagues points can be bought, and at what prices.
    pub points: Vec<PointTable>,
}

impl HouseRules {
    /// What points cost in a league; `None` where none are sold.
    pub fn points_of(&self, league: LeagueId) -> Option<&PointPrices> {
        let table = self.points.iter().find(|table| table.league == league);
        table.map(|table| &table.prices)
    }

    /// The next version, with this table of points in its league, or none there.
    #[must_use]
    pub fn selling(&self, league: LeagueId, table: Option<PointTable>) -> HouseRules {
        let mut next = HouseRules { version: self.version + 1, ..self.clone() };
        next.points.retain(|one| one.league != league);
        next.points.extend(table);
        next.points.sort_by_key(|one| one.league);
        next
    }

    /// The rules a new book starts with; limits suit a small book and are meant to be changed.
    pub fn standard() -> HouseRules {
        HouseRules {
            version: 1,
            rounding: Rounding::Down,
            min_risk: Money(100),
            max_risk: Money(500_000),
            max_win: Money(2_500_000),
            max_legs: 12,
            cutoff_seconds: 0,
            circled_max_risk: Money(25_000),
            confirm_sources: 0,
            wagers: WagerRules::standard(),
            duplicate_seconds: 0,
            grading: GradingRules::standard(),
            points: Vec::new(),
        }
    }
}
