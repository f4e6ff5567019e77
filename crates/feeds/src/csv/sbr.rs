//! MLB and NBA games of the sportsbook review archive, one row a game, dates without times.
//!
//! The league is told from the columns: closing moneylines are baseball's, plain ones
//! basketball's. Run lines and totals are taken where the file has them; the price of a total
//! names no side there and is no side's price. A doubleheader is two rows of one date.

use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::market::{MarketKind, Side};
use domain::grade::detail::Detail;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::csv::build::{
    Fault, MarketCells, Offers, ReadRow, SideCell, gather, name, offered, points, two_names,
};
use crate::csv::cell::{self, Notation};
use crate::csv::table::{Column, Row, Table};
use crate::csv::{Format, zone_of};
use crate::error::FeedError;
use crate::game::{Game, GameFile, LeagueName, OfferedLine, TeamName};

/// First pitch and tip-off, which the format does not tell: the usual evening start.
const USUAL_START: Time = Time::constant(19, 5, 0, 0);

/// A league the format knows.
struct Layout {
    code: &'static str,
    name: &'static str,
    sport: Sport,
    home_moneyline: &'static str,
    away_moneyline: &'static str,
    /// First month of a season that is named by its first year; seasons within a year begin in
    /// January.
    first_month: i8,
}

const LAYOUTS: [Layout; 2] = [
    Layout {
        code: "MLB",
        name: "Major League Baseball",
        sport: Sport::Baseball,
        home_moneyline: "home_close_ml",
        away_moneyline: "away_close_ml",
        first_month: 1,
    },
    Layout {
        code: "NBA",
        name: "National Basketball Association",
        sport: Sport::Basketball,
        home_moneyline: "home_ml",
        away_moneyline: "away_ml",
        first_month: 8,
    },
];

struct RunLineColumns {
    home: Column,
    away: Column,
    home_price: Column,
    away_price: Column,
}

struct Columns {
    layout: &'static Layout,
    date: Column,
    game: Option<Column>,
    home_name: Column,
    away_name: Column,
    home_code: Option<Column>,
    away_code: Option<Column>,
    home_score: Column,
    away_score: Column,
    home_moneyline: Column,
    away_moneyline: Column,
    run_line: Option<RunLineColumns>,
    total: Option<Column>,
}

impl Columns {
    fn of(table: &Table) -> Result<Columns, FeedError> {
        let known = LAYOUTS.iter().find(|layout| table.column(layout.home_moneyline).is_some());
        let layout = known.ok_or_else(|| {
            let [mlb, nba] = &LAYOUTS;
            let (mlb, nba) = (mlb.home_moneyline, nba.home_moneyline);
            let reason = format!("neither {mlb} (MLB) nor {nba} (NBA) is in the header");
            FeedError::of_column(&table.file, nba, reason)
        })?;
        let run_line = if table.column("home_run_line").is_some() {
            Some(RunLineColumns {
                home: table.needed("home_run_line")?,
                away: table.needed("away_run_line")?,
                home_price: table.needed("home_run_line_odds")?,
                away_price: table.needed("away_run_line_odds")?,
            })
        } else {
            None
        };
        Ok(Columns {
            layout,
            date: table.needed("date")?,
            game: table.column("game"),
            home_name: table.needed("home_name")?,
            away_name: table.needed("away_name")?,
            home_code: table.column("home_abbrev"),
            away_code: table.column("away_abbrev"),
            home_score: table.needed("home_score")?,
            away_score: table.needed("away_score")?,
            home_moneyline: table.needed(layout.home_moneyline)?,
            away_moneyline: table.needed(layout.away_moneyline)?,
            run_line,
            total: table.column("close_ou_line"),
        })
    }
}

/// Reads a file of the format.
pub(super) fn read(table: &Table) -> Result<GameFile, FeedError> {
    let columns = Columns::of(table)?;
    let zone = zone_of(&table.file, Format::Sbr)?;
    Ok(gather(table, Format::Sbr, |row| {
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

    fn game(&self, zone: &TimeZone) -> Result<ReadRow, String> {
        let (columns, layout) = (self.columns, self.columns.layout);
        let date_text = self.text(columns.date).to_owned();
        let date = cell::date_of_iso(&date_text)
            .ok_or_else(|| format!("date {date_text:?} is not a date"))?;
        let [home, away] = two_names(self.text(columns.home_name), self.text(columns.away_name))?;
        let score = cell::score(self.text(columns.home_score), self.text(columns.away_score))?;
        let starts_at = cell::instant(date, USUAL_START, zone)
            .ok_or_else(|| format!("{date_text} has no such time"))?;
        let number = columns.game.map_or("", |column| self.text(column));
        let key = match number {
            "" => format!("{date_text} line {}", self.row.line),
            number => format!("{date_text} game {number}"),
        };
        let offers = self.offers();
        let game = Game {
            file_line: self.row.line,
            key,
            league: LeagueName {
                code: layout.code.to_owned(),
                name: layout.name.to_owned(),
                sport: layout.sport,
            },
            home: team(columns.home_code.map(|column| self.text(column)), home)?,
            away: team(columns.away_code.map(|column| self.text(column)), away)?,
            date_text,
            starts_at,
            season: season(date, layout),
            round: 0,
            neutral: false,
            venue: String::new(),
            lines: offers.lines,
            score,
            detail: Detail::none(),
        };
        Ok(ReadRow { game, faults: offers.faults })
    }

    fn offers(&self) -> Offers {
        let (columns, layout) = (self.columns, self.columns.layout);
        let mut offers = Offers::default();
        let sides = [
            self.side(Side::Home, layout.home_moneyline, columns.home_moneyline),
            self.side(Side::Away, layout.away_moneyline, columns.away_moneyline),
        ];
        offers.take(self.market("moneyline", MarketKind::Moneyline, None, &sides).map(Some));
        if let Some(run_line) = &columns.run_line {
            offers.take(self.run_line(run_line));
        }
        if let Some(total) = columns.total {
            offers.take(self.total(total));
        }
        offers
    }

    fn run_line(&self, columns: &RunLineColumns) -> Result<Option<OfferedLine>, Fault> {
        let what = "runline";
        let home = points(what, self.text(columns.home))?;
        let away = points(what, self.text(columns.away))?.map(Points::mirrored);
        if let (Some(home), Some(mirrored)) = (home, away)
            && home != mirrored
        {
            let away = mirrored.mirrored();
            let reason = format!("home {home} and away {away} do not mirror each other");
            return Err(Fault { what, reason });
        }
        let Some(line) = home.or(away) else { return Ok(None) };
        let sides = [
            self.side(Side::Home, "home_run_line_odds", columns.home_price),
            self.side(Side::Away, "away_run_line_odds", columns.away_price),
        ];
        self.market(what, MarketKind::Spread, Some(line), &sides).map(Some)
    }

    fn total(&self, column: Column) -> Result<Option<OfferedLine>, Fault> {
        let Some(line) = points("total", self.text(column))? else { return Ok(None) };
        let sides = [Side::Over, Side::Under].map(|side| SideCell { side, column: "", text: "" });
        self.market("total", MarketKind::Total, Some(line), &sides).map(Some)
    }

    fn side(&self, side: Side, column: &'static str, place: Column) -> SideCell<'a> {
        SideCell { side, column, text: self.text(place) }
    }

    fn market(
        &self,
        name: &'static str,
        kind: MarketKind,
        points: Option<Points>,
        sides: &[SideCell<'_>],
    ) -> Result<OfferedLine, Fault> {
        let notation = Notation::American;
        offered(self.columns.layout.sport, &MarketCells { name, kind, points, notation, sides })
    }
}

fn season(date: Date, layout: &Layout) -> i32 {
    let year = i32::from(date.year());
    if date.month() >= layout.first_month { year } else { year - 1 }
}

/// Nicknames of two words; all others are the last word of the name.
const LONG_NICKNAMES: [&str; 4] = ["Red Sox", "White Sox", "Blue Jays", "Trail Blazers"];

fn team(code: Option<&str>, full: String) -> Result<TeamName, String> {
    let code = match code {
        None | Some("") => full.clone(),
        Some(code) => name("team code", code)?,
    };
    let long = LONG_NICKNAMES.iter().find(|nickname| full.ends_with(*nickname));
    let last = || full.split(' ').next_back().unwrap_or(&full);
    let short = long.copied().unwrap_or_else(last).to_owned();
    Ok(TeamName { code, name: full, short })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::read;

    const MLB: &str = "date,game,away_abbrev,home_abbrev,away_name,home_name,away_score,home_score,\
        away_close_ml,home_close_ml,away_run_line,home_run_line,away_run_line_odds,\
        home_run_line_odds,close_ou_line,close_ou_odds";
    const GAME: &str = "2018-03-29,1,CUB,BOS,Chicago Cubs,Boston Red Sox,8,4,-200,175,-1.5,1.5,\
        -125,105,8,100";

    fn mlb(row: &str) -> GameFile {
        let other = GAME.replace(",1,CUB", ",2,CUB");
        read(Format::Sbr, "mlb", format!("{MLB}\n{row}\n{other}\n").as_bytes()).expect("reads")
    }

    #[test]
    fn a_baseball_game_has_moneyline_run_line_and_unpriced_total() {
        let game = mlb(GAME).games.remove(0);
        assert_eq!((game.league.code.as_str(), game.league.sport), ("MLB", Sport::Baseball));
        assert_eq!((game.home.code.as_str(), game.home.short.as_str()), ("BOS", "Red Sox"));
        assert_eq!((game.season, game.score), (2018, Some((4, 8))));
        assert_eq!(game.starts_at.0, 1_522_364_700_000_000);
        let lines: Vec<_> = game.lines.iter().map(|line| (line.name, line.points)).collect();
        assert_eq!(
            lines,
            [("moneyline", None), ("runline", Points::parse("1.5")), ("total", Points::parse("8"))]
        );
        assert!(game.lines[2].sides.iter().all(|side| side.odds.is_none()));
        let home = &game.lines[0].sides[0];
        assert_eq!(
            (home.price_column.as_str(), home.price_text.as_str()),
            ("home_close_ml", "175")
        );
    }

    #[test]
    fn markets_no_bookmaker_can_mean_are_set_aside_alone() {
        for (change, to, what) in [
            (",-200,175,", ",-219.5,9.5,", "moneyline"),
            (",-200,175,", ",8,-218,", "moneyline"),
            (",8,100", ",104,-110", "total"),
            (",-1.5,1.5,", ",-0.5,0.5,", "runline"),
            (",-1.5,1.5,", ",1.5,1.5,", "runline"),
            (",-1.5,1.5,", ",-1.5,2.5,", "runline"),
            (",-125,105,", ",-125,5,", "runline"),
        ] {
            let read = mlb(&GAME.replacen(change, to, 1));
            assert_eq!((read.games.len(), read.skipped.len()), (2, 1), "{change} {to}");
            assert_eq!((read.skipped[0].file_line, read.skipped[0].what.as_str()), (2, what));
            assert!(read.games[0].lines.iter().all(|line| line.name != what));
            assert_eq!(read.games[0].lines.len(), 2);
        }
        let read = mlb(&GAME.replacen(",-1.5,1.5,", ",-1,,", 1));
        assert_eq!(read.games[0].lines[1].points, Points::parse("1"));
    }

    #[test]
    fn doubleheaders_are_two_games_and_a_repeated_row_is_one() {
        let second = GAME.replace(",1,CUB", ",3,CUB");
        assert_eq!(mlb(&format!("{GAME}\n{second}")).games.len(), 3);
        let read = mlb(&format!("{GAME}\n{GAME}"));
        assert_eq!((read.games.len(), read.skipped.len()), (2, 1));
        assert_eq!(read.skipped[0].file_line, 3);
    }

    #[test]
    fn basketball_is_told_by_its_columns_and_seasons_span_two_years() {
        let text = "date,game,away_name,home_name,away_score,home_score,away_ml,home_ml\r\n\
            2019-02-01,1,Boston Celtics,Portland Trail Blazers,87,105,170,-200\r\n\
            2019-02-02,2,Boston Celtics,New York Knicks,NA,NA,NA,\r\n\
            02/03/2019,3,Boston Celtics,New York Knicks,1,2,100,-120\r\n";
        let read = read(Format::Sbr, "nba", text.as_bytes()).expect("reads");
        let game = &read.games[0];
        assert_eq!((game.league.sport, game.season), (Sport::Basketball, 2018));
        assert_eq!(
            (game.home.short.as_str(), game.away.short.as_str()),
            ("Trail Blazers", "Celtics")
        );
        assert_eq!(game.lines.len(), 1);
        assert_eq!((read.games[1].score, read.games[1].lines[0].sides[0].odds), (None, None));
        assert_eq!((read.skipped[0].file_line, read.skipped[0].what.as_str()), (4, "row"));
    }

    #[test]
    fn a_file_of_no_known_league_is_an_error() {
        let refused = |text: &str| read(Format::Sbr, "x", text.as_bytes()).expect_err("refused");
        assert_eq!(refused("date,home_name\n1,2\n").field.as_deref(), Some("home_ml"));
        let error = refused(&format!("{}\n{GAME}\n", MLB.replace("home_run_line_odds", "other")));
        assert_eq!(error.field.as_deref(), Some("home_run_line_odds"));
    }
}
