//! NFL games as nflverse publishes them (`games.csv`). `NA` means empty.
//!
//! `spread_line` is the number of points the home side is favoured by, the opposite of the line
//! its bettor reads. Old seasons lack prices and kick-off times.

use domain::board::fixture::Sport;
use domain::board::market::{MarketKind, Side};
use domain::grade::detail::Detail;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::csv::build::{
    Fault, MarketCells, Offers, ReadRow, SideCell, agreed_score, gather, offered, points, two_names,
};
use crate::csv::cell::{self, Notation};
use crate::csv::nfl_team::nfl_team;
use crate::csv::table::{Column, Row, Table};
use crate::csv::{Format, zone_of};
use crate::error::FeedError;
use crate::game::{Game, GameFile, LeagueName, OfferedLine};

/// Kick-off where the file has none: the usual one.
const USUAL_START: Time = Time::constant(13, 0, 0, 0);

/// Longest venue, in characters.
const VENUE_LENGTH_MAX: usize = 120;

const HOME_SPREAD: &str = "home_spread_odds";
const AWAY_SPREAD: &str = "away_spread_odds";
const OVER: &str = "over_odds";
const UNDER: &str = "under_odds";
const HOME_MONEYLINE: &str = "home_moneyline";
const AWAY_MONEYLINE: &str = "away_moneyline";

struct Columns {
    game_id: Column,
    season: Column,
    gameday: Column,
    home_team: Column,
    away_team: Column,
    home_score: Column,
    away_score: Column,
    spread_line: Column,
    total_line: Column,
    home_spread: Column,
    away_spread: Column,
    over: Column,
    under: Column,
    home_moneyline: Column,
    away_moneyline: Column,
    week: Option<Column>,
    gametime: Option<Column>,
    location: Option<Column>,
    stadium: Option<Column>,
    result: Option<Column>,
    total: Option<Column>,
}

impl Columns {
    fn of(table: &Table) -> Result<Columns, FeedError> {
        Ok(Columns {
            game_id: table.needed("game_id")?,
            season: table.needed("season")?,
            gameday: table.needed("gameday")?,
            home_team: table.needed("home_team")?,
            away_team: table.needed("away_team")?,
            home_score: table.needed("home_score")?,
            away_score: table.needed("away_score")?,
            spread_line: table.needed("spread_line")?,
            total_line: table.needed("total_line")?,
            home_spread: table.needed(HOME_SPREAD)?,
            away_spread: table.needed(AWAY_SPREAD)?,
            over: table.needed(OVER)?,
            under: table.needed(UNDER)?,
            home_moneyline: table.needed(HOME_MONEYLINE)?,
            away_moneyline: table.needed(AWAY_MONEYLINE)?,
            week: table.column("week"),
            gametime: table.column("gametime"),
            location: table.column("location"),
            stadium: table.column("stadium"),
            result: table.column("result"),
            total: table.column("total"),
        })
    }
}

/// Reads a file of the format.
pub(super) fn read(table: &Table) -> Result<GameFile, FeedError> {
    let columns = Columns::of(table)?;
    let zone = zone_of(&table.file, Format::Nflverse)?;
    Ok(gather(table, Format::Nflverse, |row| {
        let cells = Cells { row, columns: &columns };
        cells.game(&zone)
    }))
}

struct Cells<'a> {
    row: &'a Row,
    columns: &'a Columns,
}

impl<'a> Cells<'a> {
    fn text(&self, column: Column) -> &'a str {
        cell::known(self.row.cell(column))
    }

    fn text_if_any(&self, column: Option<Column>) -> &'a str {
        column.map_or("", |column| self.text(column))
    }

    fn game(&self, zone: &TimeZone) -> Result<ReadRow, String> {
        let columns = self.columns;
        let key = self.text(columns.game_id).to_owned();
        if key.is_empty() {
            return Err("game_id is empty".to_owned());
        }
        let [home, away] = two_names(self.text(columns.home_team), self.text(columns.away_team))?;
        let date_text = self.text(columns.gameday).to_owned();
        let date = cell::date_of_iso(&date_text)
            .ok_or_else(|| format!("gameday {date_text:?} is not a date"))?;
        let starts_at = cell::instant(date, self.start()?, zone)
            .ok_or_else(|| format!("{date_text} has no such time"))?;
        let season = self.text(columns.season);
        let season =
            cell::season(season).ok_or_else(|| format!("season {season:?} is not a year"))?;
        let score = cell::score(self.text(columns.home_score), self.text(columns.away_score))?;
        let mut offers = self.offers();
        let score = agreed_score(score, self.contradiction(score), &mut offers);
        let game = Game {
            file_line: self.row.line,
            key,
            league: LeagueName {
                code: "NFL".to_owned(),
                name: "National Football League".to_owned(),
                sport: Sport::Football,
            },
            home: nfl_team(&home),
            away: nfl_team(&away),
            date_text,
            starts_at,
            season,
            round: cell::whole(self.text_if_any(columns.week)).unwrap_or(0).max(0),
            neutral: self.text_if_any(columns.location) == "Neutral",
            venue: venue(self.text_if_any(columns.stadium)),
            lines: offers.lines,
            score,
            detail: Detail::none(),
        };
        Ok(ReadRow { game, faults: offers.faults })
    }

    fn start(&self) -> Result<Time, String> {
        match self.text_if_any(self.columns.gametime) {
            "" => Ok(USUAL_START),
            text => {
                cell::time(text).ok_or_else(|| format!("gametime {text:?} is not a time of day"))
            }
        }
    }

    fn offers(&self) -> Offers {
        let columns = self.columns;
        let mut offers = Offers::default();
        let spread = self.pointed(
            ("spread", MarketKind::Spread),
            columns.spread_line,
            [
                (Side::Home, HOME_SPREAD, columns.home_spread),
                (Side::Away, AWAY_SPREAD, columns.away_spread),
            ],
        );
        offers.take(spread);
        let total = self.pointed(
            ("total", MarketKind::Total),
            columns.total_line,
            [(Side::Over, OVER, columns.over), (Side::Under, UNDER, columns.under)],
        );
        offers.take(total);
        let sides = self.sides([
            (Side::Home, HOME_MONEYLINE, columns.home_moneyline),
            (Side::Away, AWAY_MONEYLINE, columns.away_moneyline),
        ]);
        offers.take(market("moneyline", MarketKind::Moneyline, None, &sides).map(Some));
        offers
    }

    /// A market with points; none without a line.
    fn pointed(
        &self,
        (name, kind): (&'static str, MarketKind),
        line: Column,
        sides: [(Side, &'static str, Column); 2],
    ) -> Result<Option<OfferedLine>, Fault> {
        let Some(written) = points(name, self.text(line))? else { return Ok(None) };
        let read = if kind == MarketKind::Spread { written.mirrored() } else { written };
        market(name, kind, Some(read), &self.sides(sides)).map(Some)
    }

    fn sides(&self, sides: [(Side, &'static str, Column); 2]) -> [SideCell<'a>; 2] {
        sides.map(|(side, column, place)| SideCell { side, column, text: self.text(place) })
    }

    /// `result` is home less away, `total` their sum, where the file has them.
    fn contradiction(&self, score: Option<(i32, i32)>) -> Option<String> {
        let (home, away) = score?;
        let columns = [
            ("result", self.columns.result, home - away),
            ("total", self.columns.total, home + away),
        ];
        columns.into_iter().find_map(|(name, column, by_score)| {
            let written = self.text_if_any(column);
            let differs = !written.is_empty() && cell::whole(written) != Some(by_score);
            differs.then(|| format!("{home}-{away} contradicts {name} {written}"))
        })
    }
}

/// A venue is said beside the game and nothing more: what is overlong is cut.
fn venue(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(VENUE_LENGTH_MAX).collect()
}

fn market(
    name: &'static str,
    kind: MarketKind,
    points: Option<domain::board::line::Points>,
    sides: &[SideCell<'_>],
) -> Result<OfferedLine, Fault> {
    let notation = Notation::American;
    offered(Sport::Football, &MarketCells { name, kind, points, notation, sides })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::read;

    const HEADER: &str = "game_id,season,week,gameday,gametime,away_team,away_score,home_team,\
        home_score,location,result,total,away_moneyline,home_moneyline,spread_line,\
        away_spread_odds,home_spread_odds,total_line,under_odds,over_odds,stadium";
    const GAME: &str = "2015_01_PIT_NE,2015,1,2015-09-10,20:30,PIT,21,NE,28,Home,7,49,305,-350,\
        7.5,-111,101,51,-107,-103,Gillette Stadium";

    fn file(rows: &[&str]) -> GameFile {
        let text = format!("{HEADER}\n{}\n", rows.join("\n"));
        read(Format::Nflverse, "games", text.as_bytes()).expect("reads")
    }

    fn one(row: &str) -> Game {
        file(&[row]).games.remove(0)
    }

    fn skipped(row: &str) -> (String, String) {
        let skipped = file(&[GAME, row]).skipped.remove(0);
        assert_eq!((skipped.file.as_str(), skipped.file_line), ("games", 3));
        (skipped.what, skipped.reason)
    }

    #[test]
    fn a_game_is_read_with_the_lines_its_bettors_read() {
        let game = one(GAME);
        assert_eq!((game.key.as_str(), game.file_line), ("2015_01_PIT_NE", 2));
        assert_eq!(
            (game.home.name.as_str(), game.away.short.as_str()),
            ("New England Patriots", "Steelers")
        );
        assert_eq!((game.season, game.round, game.score), (2015, 1, Some((28, 21))));
        assert_eq!(game.starts_at.0, 1_441_931_400_000_000);
        let names: Vec<&str> = game.lines.iter().map(|line| line.name).collect();
        assert_eq!(names, ["spread", "total", "moneyline"]);
        let spread = &game.lines[0];
        assert_eq!(spread.points.map(|points| points.signed()).as_deref(), Some("-7.5"));
        let side = &spread.sides[1];
        assert_eq!((side.side, side.price_column.as_str()), (Side::Away, "away_spread_odds"));
        assert_eq!(
            (side.price_text.as_str(), side.odds.map(|odds| odds.to_american())),
            ("-111", Some(-111))
        );
    }

    #[test]
    fn na_and_blank_mean_missing_and_the_usual_start_is_one_o_clock() {
        let game = one(
            "1999_01_MIN_ATL,1999,1,1999-09-12,NA,MIN,17,ATL,14,Home,-3,31,NA,,-4,NA,NA,49,NA,\
             NA,NA",
        );
        assert_eq!(game.starts_at.0, 937_155_600_000_000);
        assert_eq!(game.lines.len(), 3);
        assert!(game.lines.iter().flat_map(|line| &line.sides).all(|side| side.odds.is_none()));
        assert_eq!(game.lines[0].points.map(|points| points.signed()).as_deref(), Some("+4"));
        assert_eq!(game.venue, "");
        let without = one(&GAME.replace(",7.5,", ",NA,").replace(",51,", ",,"));
        assert_eq!(without.lines.iter().map(|line| line.name).collect::<Vec<_>>(), ["moneyline"]);
    }

    #[test]
    fn unplayed_games_have_no_score() {
        let game = one(&GAME.replace(",21,", ",NA,").replace(",28,Home,7,49", ",NA,Home,NA,NA"));
        assert_eq!((game.score, game.lines.len()), (None, 3));
    }

    #[test]
    fn rows_that_cannot_be_meant_are_set_aside() {
        let other = GAME.replace("_01_PIT", "_02_PIT");
        for (change, to, reason) in [
            ("2015-09-10", "Thursday", "gameday \"Thursday\" is not a date"),
            ("20:30", "late", "gametime \"late\" is not a time of day"),
            (",NE,", ",28,", "home team \"28\" is not a name"),
            (",NE,", ",PIT,", "PIT plays itself"),
            (",21,", ",21st,", "home \"28\" and away \"21st\" are not a score"),
            (",21,", ",,", "home \"28\" and away \"\" are not a score"),
            (",2015,", ",x,", "season \"x\" is not a year"),
            ("2015_02_PIT_NE", "", "game_id is empty"),
            (",Gillette Stadium", "", "has 20 cells under 21 columns"),
            ("Gillette Stadium", "Gillette, Stadium", "has 22 cells under 21 columns"),
            ("2015_02", "2015_01", "the game 2015_01_PIT_NE stands on line 2"),
        ] {
            let got = skipped(&other.replacen(change, to, 1));
            assert_eq!(got, ("row".to_owned(), reason.to_owned()));
        }
    }

    #[test]
    fn markets_and_scores_that_cannot_be_meant_are_set_aside_alone() {
        let other = GAME.replace("_01_PIT", "_02_PIT");
        for (change, to, what) in [
            (",-350,", ",-35,", "moneyline"),
            (",7.5,", ",7.3,", "spread"),
            (",7.5,", ",-350,", "spread"),
            (",51,", ",5.1,", "total"),
            (",51,", ",-51,", "total"),
            (",-107,", ",EVEN,", "total"),
            (",7,49,", ",6,49,", "score"),
            (",7,49,", ",7,50,", "score"),
        ] {
            let read = file(&[GAME, &other.replacen(change, to, 1)]);
            assert_eq!((read.games.len(), read.skipped.len()), (2, 1), "{change} {to}");
            assert_eq!(read.skipped[0].what, what);
            let game = &read.games[1];
            assert_eq!(game.lines.len(), if what == "score" { 3 } else { 2 });
            assert_eq!(game.score.is_none(), what == "score");
        }
    }

    #[test]
    fn a_missing_column_or_a_meaningless_file_is_an_error() {
        let text = format!("{}\n{GAME}\n", HEADER.replace("spread_line", "spread"));
        let error = read(Format::Nflverse, "games", text.as_bytes()).expect_err("refused");
        assert_eq!((error.line, error.field.as_deref()), (Some(1), Some("spread_line")));
        let text = format!("{HEADER}\n{}\n", GAME.replace("2015-09-10", "NA"));
        let error = read(Format::Nflverse, "games", text.as_bytes()).expect_err("refused");
        assert_eq!(error.line, Some(2));
        assert!(error.reason.starts_with("no row can be read as nflverse"), "{error}");
    }
}
