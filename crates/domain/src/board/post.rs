//! What is posted on the board: a fixture, a line.

use crate::board::line::Points;
use crate::board::market::{MarketKind, MarketStatus, Price};
use crate::board::period::Period;
use crate::board::prop::Prop;
use crate::calendar::Instant;
use crate::id::FixtureId;

/// A new fixture.
#[derive(Clone, Debug)]
pub struct PostFixture {
    /// Code of the league.
    pub league: String,
    /// Code of the home team.
    pub home: String,
    /// Code of the visiting team.
    pub away: String,
    /// The announced start.
    pub starts_at: Instant,
    /// Rotation number of the visiting side.
    pub rotation: i32,
    /// The season's first year.
    pub season: i32,
    /// Round or week, 0 when unknown.
    pub round: i32,
    /// Neutral ground.
    pub neutral: bool,
    /// An event of a field: `home` names it and `away` is the same.
    pub field: bool,
    /// Where.
    pub venue: String,
}

/// A line posted or moved.
#[derive(Clone, Debug)]
pub struct MoveLine {
    /// The fixture.
    pub fixture: FixtureId,
    /// What the market asks; a market that does not exist yet is created.
    pub kind: MarketKind,
    /// Which part of the game.
    pub period: Period,
    /// 0 for the main line, or the number of an alternate one.
    pub alternate: i32,
    /// What it asks beside the score, for kinds that do; never changed by a later move.
    pub prop: Option<Box<Prop>>,
    /// Whether it is offered.
    pub status: MarketStatus,
    /// Spread of the home side, or the total.
    pub points: Option<Points>,
    /// Price of each side.
    pub prices: Vec<Price>,
}
