//! A book's own line of a market, in place of the catalogue's before the start. In play every book
//! follows the catalogue: whoever moves a line by hand is too slow for the game.
//!
//! Decides what the book's line of a market is; what a player's is, [`crate::board::profile`] says.

use crate::board::fixture::{Fixture, FixtureStatus};
use crate::board::line::Points;
use crate::board::market::{Market, Price};
use crate::calendar::Instant;
use crate::id::{FixtureId, MarketId, MemberId};

/// Points and prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTerms {
    /// The spread of the home side, the total, or nothing.
    pub points: Option<Points>,
    /// The price of each side; a side without a price is not offered.
    pub prices: Vec<Price>,
}

/// What a book made of the line of a market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLine {
    /// The market.
    pub market: MarketId,
    /// Its fixture.
    pub fixture: FixtureId,
    /// The book's line; `None` follows the catalogue again.
    pub line: Option<LineTerms>,
    /// How often it was set or given up: what is added to the catalogue's version, so that the
    /// version a player sees rises with every move of either.
    pub moves: i64,
    /// When it was set or given up last.
    pub moved_at: Instant,
    /// By whom; `None` for the system.
    pub moved_by: Option<MemberId>,
}

impl OwnLine {
    /// The market as the book has it.
    pub fn of(&self, market: &Market, fixture: &Fixture) -> Market {
        let version = market.version + self.moves;
        match &self.line {
            Some(line) if fixture.status != FixtureStatus::InPlay => Market {
                version,
                points: line.points,
                prices: line.prices.clone(),
                moved_at: self.moved_at,
                ..market.clone()
            },
            _ => Market { version, ..market.clone() },
        }
    }
}
