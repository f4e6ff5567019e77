//! Markets and their prices at a version.

use crate::board::line::Points;
use crate::calendar::Instant;
use crate::id::{FixtureId, MarketId};
use crate::odds::Odds;
use crate::register::{by_name, name_of};

/// What a market asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarketKind {
    /// Who wins after points are given.
    Spread,
    /// More or fewer points than a number.
    Total,
    /// Who wins; a tie returns the stake.
    Moneyline,
    /// Home, draw or away; a tie loses both sides.
    Moneyline3,
}

impl MarketKind {
    /// Every kind with its stable name.
    pub const ALL: [(MarketKind, &str); 4] = [
        (MarketKind::Spread, "spread"),
        (MarketKind::Total, "total"),
        (MarketKind::Moneyline, "moneyline"),
        (MarketKind::Moneyline3, "moneyline3"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<MarketKind> {
        by_name(&Self::ALL, name)
    }

    /// The sides this kind offers, in order.
    pub fn sides(self) -> &'static [Side] {
        match self {
            MarketKind::Spread | MarketKind::Moneyline => &[Side::Away, Side::Home],
            MarketKind::Total => &[Side::Over, Side::Under],
            MarketKind::Moneyline3 => &[Side::Home, Side::Draw, Side::Away],
        }
    }

    /// True when the market has points.
    pub fn has_points(self) -> bool {
        matches!(self, MarketKind::Spread | MarketKind::Total)
    }
}

/// One side of a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The home side.
    Home,
    /// The visiting side.
    Away,
    /// Neither wins.
    Draw,
    /// More than the number.
    Over,
    /// Fewer than the number.
    Under,
}

impl Side {
    /// Every side with its stable name.
    pub const ALL: [(Side, &str); 5] = [
        (Side::Home, "home"),
        (Side::Away, "away"),
        (Side::Draw, "draw"),
        (Side::Over, "over"),
        (Side::Under, "under"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The side of a stable name.
    pub fn parse(name: &str) -> Option<Side> {
        by_name(&Self::ALL, name)
    }
}

/// Whether wagers are taken on a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarketStatus {
    /// Wagers are taken.
    Open,
    /// Shown, but no wagers for now.
    Suspended,
    /// No longer offered.
    Closed,
}

impl MarketStatus {
    /// Every status with its stable name.
    pub const ALL: [(MarketStatus, &str); 3] = [
        (MarketStatus::Open, "open"),
        (MarketStatus::Suspended, "suspended"),
        (MarketStatus::Closed, "closed"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The status of a stable name.
    pub fn parse(name: &str) -> Option<MarketStatus> {
        by_name(&Self::ALL, name)
    }
}

/// The price of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Which side.
    pub side: Side,
    /// What it pays.
    pub odds: Odds,
}

/// One market with its current line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Market {
    /// Identity.
    pub id: MarketId,
    /// The fixture it belongs to.
    pub fixture: FixtureId,
    /// What it asks.
    pub kind: MarketKind,
    /// Which part of the game: 0 is the whole game.
    pub period: i32,
    /// Whether the line is offered by the catalogue.
    pub status: MarketStatus,
    /// Rises with every move.
    pub version: i64,
    /// The spread of the home side, the total, or nothing.
    pub points: Option<Points>,
    /// The price of each side; a side without a price is not offered.
    pub prices: Vec<Price>,
    /// When this version was posted.
    pub moved_at: Instant,
}

impl Market {
    /// The points as the bettor of `side` reads them.
    pub fn points_of(&self, side: Side) -> Option<Points> {
        let points = self.points?;
        Some(if side == Side::Away { points.mirrored() } else { points })
    }

    /// The price of `side`.
    pub fn odds_of(&self, side: Side) -> Option<Odds> {
        self.prices.iter().find(|price| price.side == side).map(|price| price.odds)
    }
}

/// One side's line at one version: the history of a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineMove {
    /// The market that moved.
    pub market: MarketId,
    /// The version that began.
    pub version: i64,
    /// The side.
    pub side: Side,
    /// The market's points from then on (home side's view for a spread).
    pub points: Option<Points>,
    /// The price from then on.
    pub odds: Odds,
    /// When.
    pub at: Instant,
}
