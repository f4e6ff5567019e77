//! What a file of games says, in our words. Nothing here knows a provider's columns.

use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::market::{MarketKind, Side};
use domain::calendar::Instant;
use domain::grade::detail::Detail;
use domain::odds::Odds;

use crate::csv::Format;

/// One file, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GameFile {
    /// Name of the file, without folder and extension.
    pub file: String,
    /// The format it was read as.
    pub format: Format,
    /// The games that can be meant, in the order of the file.
    pub games: Vec<Game>,
    /// What was set aside, in the order of the file.
    pub skipped: Vec<Skipped>,
}

/// One game with what was offered on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Game {
    /// Line of the file; the header is line 1.
    pub file_line: u64,
    /// The source's own key, unique within the file.
    pub key: String,
    /// The competition.
    pub league: LeagueName,
    /// The home side.
    pub home: TeamName,
    /// The visiting side.
    pub away: TeamName,
    /// The date as the file writes it.
    pub date_text: String,
    /// The announced start.
    pub starts_at: Instant,
    /// The season's first year.
    pub season: i32,
    /// Round or week of the season, 0 when unknown.
    pub round: i32,
    /// Played on neutral ground.
    pub neutral: bool,
    /// Where it is played; may be empty.
    pub venue: String,
    /// What was offered, in the order the format lists its markets.
    pub lines: Vec<OfferedLine>,
    /// The final score, home first; `None` while unplayed.
    pub score: Option<(i32, i32)>,
    /// What is told of it beside the final score.
    pub detail: Detail,
}

/// A competition as a source names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeagueName {
    /// Short stable code, such as `NFL`.
    pub code: String,
    /// Display name.
    pub name: String,
    /// Its sport.
    pub sport: Sport,
}

/// A side as a source names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamName {
    /// Code, unique within the league.
    pub code: String,
    /// Full name.
    pub name: String,
    /// The name used beside a price.
    pub short: String,
}

/// One market as offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedLine {
    /// The format's own name of the market, such as `runline`.
    pub name: &'static str,
    /// What it asks.
    pub kind: MarketKind,
    /// The spread of the home side, the total, or nothing.
    pub points: Option<Points>,
    /// Its sides, in the order the format lists them.
    pub sides: Vec<OfferedSide>,
}

/// One side of an offered market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedSide {
    /// The side.
    pub side: Side,
    /// The column its price stands in; empty when the format has none.
    pub price_column: String,
    /// The price as the file writes it; empty when it is missing.
    pub price_text: String,
    /// The price, or `None` when it is missing.
    pub odds: Option<Odds>,
}

/// A row, a market or a score that no bookmaker can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Name of the file, without folder and extension.
    pub file: String,
    /// Line of the file; the header is line 1.
    pub file_line: u64,
    /// What was set aside: `row`, `score` or the name of a market.
    pub what: String,
    /// Why.
    pub reason: String,
}
