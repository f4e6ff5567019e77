//! From cells to games: what all formats share. Gathers what can be meant and sets the rest
//! aside with its reason.
//!
//! A market falls as a whole when one of its prices or its points cannot be meant: its prices
//! were made together, and where one slipped the others cannot be trusted.

use std::collections::BTreeMap;

use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::market::{MarketKind, Side};

use crate::csv::Format;
use crate::csv::cell::Notation;
use crate::csv::plausible;
use crate::csv::table::{Row, Table};
use crate::game::{Game, GameFile, OfferedLine, OfferedSide, Skipped};

/// Longest team or league name that is taken as a code, in characters.
const CODE_LENGTH_MAX: usize = 40;

/// One row, read: the game, and what of it was set aside.
pub(super) struct ReadRow {
    pub(super) game: Game,
    pub(super) faults: Vec<Fault>,
}

/// Something of a row that cannot be meant.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) what: &'static str,
    pub(super) reason: String,
}

/// Reads every row with `read_row`, which answers why a row as a whole cannot be meant.
pub(super) fn gather(
    table: &Table,
    format: Format,
    mut read_row: impl FnMut(&Row) -> Result<ReadRow, String>,
) -> GameFile {
    let file = table.file.clone();
    let mut read = GameFile { file, format, games: Vec::new(), skipped: Vec::new() };
    let mut known: BTreeMap<String, u64> = BTreeMap::new();
    for row in &table.rows {
        let mut skip = |what: &str, reason: String| {
            let (file, what) = (table.file.clone(), what.to_owned());
            read.skipped.push(Skipped { file, file_line: row.line, what, reason });
        };
        let found = match table.misfit(row) {
            Some(reason) => Err(reason),
            None => read_row(row),
        };
        let found = found.and_then(|found| match known.get(&found.game.key) {
            Some(line) => Err(format!("the game {} stands on line {line}", found.game.key)),
            None => Ok(found),
        });
        match found {
            Err(reason) => skip("row", reason),
            Ok(ReadRow { game, faults }) => {
                for fault in faults {
                    skip(fault.what, fault.reason);
                }
                known.insert(game.key.clone(), row.line);
                read.games.push(game);
            }
        }
    }
    read
}

/// One side's price as it stands in the file.
pub(super) struct SideCell<'a> {
    pub(super) side: Side,
    /// Empty when the format has no column for it.
    pub(super) column: &'a str,
    pub(super) text: &'a str,
}

/// A market as it stands in the file.
pub(super) struct MarketCells<'a> {
    pub(super) name: &'static str,
    pub(super) kind: MarketKind,
    pub(super) points: Option<Points>,
    pub(super) notation: Notation,
    pub(super) sides: &'a [SideCell<'a>],
}

/// Judges a market and makes it an offered line. A missing price is no fault.
pub(super) fn offered(sport: Sport, market: &MarketCells<'_>) -> Result<OfferedLine, Fault> {
    let fault = |reason| Fault { what: market.name, reason };
    if let Some(points) = market.points {
        let judged = match market.kind {
            MarketKind::Total => plausible::total(sport, points),
            _ => plausible::spread(sport, points),
        };
        judged.map_err(fault)?;
    }
    let mut sides = Vec::new();
    let mut wrong = Vec::new();
    for SideCell { side, column, text } in market.sides {
        let odds = match market.notation.parse(text) {
            _ if text.is_empty() => None,
            Ok(odds) => Some(odds),
            Err(error) => {
                wrong.push(format!("{} price {text} {error}", side.name()));
                continue;
            }
        };
        let (price_column, price_text) = ((*column).to_owned(), (*text).to_owned());
        sides.push(OfferedSide { side: *side, price_column, price_text, odds });
    }
    if !wrong.is_empty() {
        return Err(fault(wrong.join("; ")));
    }
    Ok(OfferedLine { name: market.name, kind: market.kind, points: market.points, sides })
}

/// The points in a cell; `None` when it is empty.
pub(super) fn points(what: &'static str, text: &str) -> Result<Option<Points>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let unread = || Fault { what, reason: format!("{text} is not a line in whole quarter points") };
    Points::parse(text).map(Some).ok_or_else(unread)
}

/// Keeps what was offered and notes what was not, until the row is done.
#[derive(Default)]
pub(super) struct Offers {
    pub(super) lines: Vec<OfferedLine>,
    pub(super) faults: Vec<Fault>,
}

impl Offers {
    /// Takes one market: offered, absent, or not to be meant.
    pub(super) fn take(&mut self, line: Result<Option<OfferedLine>, Fault>) {
        match line {
            Ok(line) => self.lines.extend(line),
            Err(fault) => self.faults.push(fault),
        }
    }
}

/// A cell that must name a team or league: not empty, not a number, not overlong.
pub(super) fn name(what: &str, text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err(format!("{what} is empty"));
    }
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_short = text.chars().count() <= CODE_LENGTH_MAX;
    if !has_letter || !is_short || text.chars().any(char::is_control) {
        return Err(format!("{what} {text:?} is not a name"));
    }
    Ok(text.to_owned())
}

/// The names of two sides, which must differ.
pub(super) fn two_names(home: &str, away: &str) -> Result<[String; 2], String> {
    let (home, away) = (name("home team", home)?, name("away team", away)?);
    if home == away {
        return Err(format!("{home} plays itself"));
    }
    Ok([home, away])
}

/// A score that another column contradicts is set aside: nobody can say which of them is right.
pub(super) fn agreed_score(
    score: Option<(i32, i32)>,
    contradiction: Option<String>,
    offers: &mut Offers,
) -> Option<(i32, i32)> {
    let Some(reason) = contradiction else { return score };
    offers.faults.push(Fault { what: "score", reason });
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread<'a>(points: &str, sides: &'a [SideCell<'a>]) -> MarketCells<'a> {
        MarketCells {
            name: "spread",
            kind: MarketKind::Spread,
            points: Points::parse(points),
            notation: Notation::American,
            sides,
        }
    }

    fn side(side: Side, text: &str) -> SideCell<'_> {
        SideCell { side, column: "odds", text }
    }

    #[test]
    fn a_missing_price_is_no_fault() {
        let sides = [side(Side::Home, "-110"), side(Side::Away, "")];
        let line = offered(Sport::Football, &spread("-3", &sides)).expect("offered");
        let priced: Vec<bool> = line.sides.iter().map(|side| side.odds.is_some()).collect();
        assert_eq!(priced, [true, false]);
    }

    #[test]
    fn one_wrong_price_takes_the_market_off_and_all_wrong_ones_are_named() {
        let reason = |sides: &[SideCell<'_>]| {
            offered(Sport::Football, &spread("-3", sides)).err().map(|fault| fault.reason)
        };
        let one = reason(&[side(Side::Home, "-218"), side(Side::Away, "8")]).expect("one");
        assert_eq!(one, "away price 8 is not an American price (at least 100 either side)");
        let both = reason(&[side(Side::Home, "pk"), side(Side::Away, "-219.5")]).expect("both");
        assert!(both.starts_with("home price pk is not a number; away price -219.5"), "{both}");
        assert_eq!(reason(&[side(Side::Home, "-100"), side(Side::Away, "+100")]), None);
    }

    #[test]
    fn implausible_points_take_the_market_off() {
        let sides = [side(Side::Home, "-110"), side(Side::Away, "-110")];
        let fault = offered(Sport::Football, &spread("-350", &sides)).expect_err("fault");
        assert_eq!(
            (fault.what, fault.reason.as_str()),
            ("spread", "-350 is not a football spread")
        );
        assert!(points("spread", "3.3").is_err());
        assert!(points("spread", "").is_ok_and(|points| points.is_none()));
    }

    #[test]
    fn teams_need_names_and_opponents() {
        assert!(two_names("NE", "PIT").is_ok());
        for (home, away) in [("", "PIT"), ("NE", "21"), ("NE", "NE"), ("NE", "-350")] {
            assert!(two_names(home, away).is_err(), "{home} {away}");
        }
        assert!(name("team", &"x".repeat(41)).is_err());
    }
}
