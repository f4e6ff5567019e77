//! Markets and their prices at a version.

use crate::board::line::Points;
use crate::board::period::Period;
use crate::board::prop::Prop;
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
    /// More or fewer points of the home side than a number.
    HomeTotal,
    /// More or fewer points of the visiting side than a number.
    AwayTotal,
    /// Whether something happens.
    YesNo,
    /// More or fewer of a statistic than a number.
    OverUnder,
    /// Which of several answers is right.
    MultiWay,
    /// Who of a field wins a competition: an outright or future.
    Outright,
}

impl MarketKind {
    /// Every kind with its stable name.
    pub const ALL: [(MarketKind, &str); 10] = [
        (MarketKind::Spread, "spread"),
        (MarketKind::Total, "total"),
        (MarketKind::Moneyline, "moneyline"),
        (MarketKind::Moneyline3, "moneyline3"),
        (MarketKind::HomeTotal, "home_total"),
        (MarketKind::AwayTotal, "away_total"),
        (MarketKind::YesNo, "yes_no"),
        (MarketKind::OverUnder, "over_under"),
        (MarketKind::MultiWay, "multi_way"),
        (MarketKind::Outright, "outright"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<MarketKind> {
        by_name(&Self::ALL, name)
    }

    /// The sides this kind offers, in order. A market over a field has its runners instead.
    pub fn sides(self) -> &'static [Side] {
        match self {
            MarketKind::Spread | MarketKind::Moneyline => &[Side::Away, Side::Home],
            MarketKind::Total
            | MarketKind::HomeTotal
            | MarketKind::AwayTotal
            | MarketKind::OverUnder => &[Side::Over, Side::Under],
            MarketKind::Moneyline3 => &[Side::Home, Side::Draw, Side::Away],
            MarketKind::YesNo => &[Side::Yes, Side::No],
            MarketKind::MultiWay | MarketKind::Outright => &[],
        }
    }

    /// True when the market has points.
    pub fn has_points(self) -> bool {
        self == MarketKind::Spread || self.sides().contains(&Side::Over)
    }

    /// True when the market asks something beside the score, told by its [`Prop`].
    pub fn is_prop(self) -> bool {
        matches!(self, MarketKind::YesNo | MarketKind::OverUnder) || self.has_field()
    }

    /// True when the market's sides are the runners of a field.
    pub fn has_field(self) -> bool {
        matches!(self, MarketKind::MultiWay | MarketKind::Outright)
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
    /// It happens.
    Yes,
    /// It does not happen.
    No,
    /// The runner of that number, from 1.
    Runner(u8),
}

/// Names of runners: `r001` to `r255`, so that text sorts as numbers do.
static RUNNER_NAMES: [[u8; 4]; 256] = runner_names();

const fn runner_names() -> [[u8; 4]; 256] {
    let mut names = [*b"r000"; 256];
    let mut number: u8 = 255;
    while number > 0 {
        let digits = [number / 100, number / 10 % 10, number % 10];
        names[number as usize] = [b'r', b'0' + digits[0], b'0' + digits[1], b'0' + digits[2]];
        number -= 1;
    }
    names
}

impl Side {
    /// Every side that is no runner, with its stable name.
    pub const ALL: [(Side, &str); 7] = [
        (Side::Home, "home"),
        (Side::Away, "away"),
        (Side::Draw, "draw"),
        (Side::Over, "over"),
        (Side::Under, "under"),
        (Side::Yes, "yes"),
        (Side::No, "no"),
    ];

    /// The stable name; runners are `r001` to `r255`.
    pub fn name(self) -> &'static str {
        match self {
            Side::Runner(number) => {
                let name = &RUNNER_NAMES[usize::from(number)];
                std::str::from_utf8(name).expect("digits are text")
            }
            fixed => name_of(&Self::ALL, fixed),
        }
    }

    /// The side of a stable name.
    pub fn parse(name: &str) -> Option<Side> {
        let number = || match name.as_bytes() {
            [b'r', digits @ ..] if digits.len() == 3 && digits.iter().all(u8::is_ascii_digit) => {
                name[1..].parse().ok().filter(|number| *number > 0).map(Side::Runner)
            }
            _ => None,
        };
        by_name(&Self::ALL, name).or_else(number)
    }
}

/// Where a market stands on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarketGroup {
    /// The main lines of the whole game.
    Main,
    /// Other numbers for the whole game.
    Alternate,
    /// Parts of the game.
    Period,
    /// Questions beside the score.
    Prop,
    /// Who wins a competition.
    Future,
}

impl MarketGroup {
    /// Every group with its stable name.
    pub const ALL: [(MarketGroup, &str); 5] = [
        (MarketGroup::Main, "main"),
        (MarketGroup::Alternate, "alternate"),
        (MarketGroup::Period, "period"),
        (MarketGroup::Prop, "prop"),
        (MarketGroup::Future, "future"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
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
    /// Which part of the game.
    pub period: Period,
    /// 0 is the main line; each alternate line of the same kind and period has a number of its
    /// own.
    pub alternate: i32,
    /// What it asks beside the score, for kinds that do.
    pub prop: Option<Box<Prop>>,
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
    /// True for a line posted while its fixture was in play.
    pub live: bool,
}

impl Market {
    /// The sides it can offer, in order.
    pub fn sides(&self) -> Vec<Side> {
        match &self.prop {
            Some(prop) if self.kind.has_field() => {
                prop.runners.iter().map(|runner| Side::Runner(runner.number)).collect()
            }
            _ => self.kind.sides().to_vec(),
        }
    }

    /// The group it stands in on a board.
    pub fn group(&self) -> MarketGroup {
        match self.kind {
            MarketKind::Outright => MarketGroup::Future,
            kind if kind.is_prop() => MarketGroup::Prop,
            _ if self.period != Period::Game => MarketGroup::Period,
            _ if self.alternate != 0 => MarketGroup::Alternate,
            _ => MarketGroup::Main,
        }
    }

    /// What tells it from the other markets of its fixture.
    pub fn identity(&self) -> (MarketKind, Period, i32, &str) {
        let statistic = self.prop.as_ref().map_or("", |prop| prop.statistic.as_str());
        (self.kind, self.period, self.alternate, statistic)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_side_is_read_back_from_its_name() {
        let fixed = Side::ALL.iter().map(|(side, _)| *side);
        for side in fixed.chain((1..=255).map(Side::Runner)) {
            assert_eq!(Side::parse(side.name()), Some(side));
        }
        assert_eq!(Side::Runner(7).name(), "r007");
        for bad in ["r000", "r7", "r256", "r0x1", "runner", ""] {
            assert_eq!(Side::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn kinds_with_sides_over_and_under_have_points() {
        let with: Vec<&str> =
            MarketKind::ALL.iter().filter(|(kind, _)| kind.has_points()).map(|one| one.1).collect();
        assert_eq!(with, ["spread", "total", "home_total", "away_total", "over_under"]);
    }
}
