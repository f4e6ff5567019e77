//! Soccer matches as football-data.co.uk publishes them: its league files of every season and
//! its extra leagues. Prices are decimal; times, where there are any, are UK time.
//!
//! Column sets differ by season and league. [`prices`](super::football_prices) picks each
//! market's columns from the header, once for the file; a blank cell is a missing price and never
//! filled from another bookmaker.

use domain::board::fixture::Sport;
use domain::board::line::Points;
use domain::board::market::{MarketKind, Side};
use domain::grade::detail::Detail;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::csv::build::{
    Fault, MarketCells, Offers, ReadRow, SideCell, agreed_score, gather, name, offered, points,
    two_names,
};
use crate::csv::cell::{self, Notation};
use crate::csv::football_prices::{Handicap, PriceColumn, Prices};
use crate::csv::table::{Column, Row, Table};
use crate::csv::{Format, zone_of};
use crate::error::FeedError;
use crate::game::{Game, GameFile, LeagueName, OfferedLine, TeamName};

/// Kick-off where the file has no time: the usual one.
const USUAL_START: Time = Time::constant(15, 0, 0, 0);
/// The total that the format's over-under columns are named after.
const GOALS: Points = Points(10);
/// Seasons that span two years begin in this month or later.
const FIRST_MONTH: i8 = 7;

/// Names of divisions by code; a code that is not here names itself.
const DIVISIONS: [(&str, &str); 22] = [
    ("B1", "Belgian Pro League"),
    ("D1", "Bundesliga"),
    ("D2", "2. Bundesliga"),
    ("E0", "Premier League"),
    ("E1", "Championship"),
    ("E2", "League One"),
    ("E3", "League Two"),
    ("EC", "National League"),
    ("F1", "Ligue 1"),
    ("F2", "Ligue 2"),
    ("G1", "Super League Greece"),
    ("I1", "Serie A"),
    ("I2", "Serie B"),
    ("N1", "Eredivisie"),
    ("P1", "Primeira Liga"),
    ("SC0", "Scottish Premiership"),
    ("SC1", "Scottish Championship"),
    ("SC2", "Scottish League One"),
    ("SC3", "Scottish League Two"),
    ("SP1", "La Liga"),
    ("SP2", "Segunda División"),
    ("T1", "Süper Lig"),
];

/// How the file names the league.
enum Division {
    /// One code, such as `E0`.
    Code(Column),
    /// A country and a league of it.
    CountryAndLeague(Column, Column),
}

struct Columns {
    division: Division,
    date: Column,
    time: Option<Column>,
    season: Option<Column>,
    home: Column,
    away: Column,
    home_goals: Column,
    away_goals: Column,
    result: Option<Column>,
    prices: Prices,
}

impl Columns {
    fn of(table: &Table) -> Result<Columns, FeedError> {
        let either = |usual: &str, other: &str| match table.column(other) {
            Some(column) if table.column(usual).is_none() => Ok(column),
            _ => table.needed(usual),
        };
        let division = match (table.column("Country"), table.column("League")) {
            (Some(country), Some(league)) if table.column("Div").is_none() => {
                Division::CountryAndLeague(country, league)
            }
            _ => Division::Code(table.needed("Div")?),
        };
        Ok(Columns {
            division,
            date: table.needed("Date")?,
            time: table.column("Time"),
            season: table.column("Season"),
            home: either("HomeTeam", "Home")?,
            away: either("AwayTeam", "Away")?,
            home_goals: either("FTHG", "HG")?,
            away_goals: either("FTAG", "AG")?,
            result: table.column("FTR").or_else(|| table.column("Res")),
            prices: Prices::of(table)?,
        })
    }
}

/// Reads a file of the format.
pub(super) fn read(table: &Table) -> Result<GameFile, FeedError> {
    let columns = Columns::of(table)?;
    let zone = zone_of(&table.file, Format::FootballData)?;
    Ok(gather(table, Format::FootballData, |row| {
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
        self.row.cell(column)
    }

    fn game(&self, zone: &TimeZone) -> Result<ReadRow, String> {
        let columns = self.columns;
        let league = self.league()?;
        let date_text = self.text(columns.date).to_owned();
        let date = cell::date_of_day_first(&date_text)
            .ok_or_else(|| format!("Date {date_text:?} is not a date"))?;
        let [home, away] = two_names(self.text(columns.home), self.text(columns.away))?;
        let starts_at = cell::instant(date, self.start()?, zone)
            .ok_or_else(|| format!("{date_text} has no such time"))?;
        let score = cell::score(self.text(columns.home_goals), self.text(columns.away_goals))?;
        let mut offers = self.offers();
        let score = agreed_score(score, self.contradiction(score), &mut offers);
        let game = Game {
            file_line: self.row.line,
            key: format!("{} {date_text} {home} - {away}", league.code),
            league,
            home: team(home),
            away: team(away),
            season: self.season(date)?,
            date_text,
            starts_at,
            round: 0,
            neutral: false,
            venue: String::new(),
            lines: offers.lines,
            score,
            detail: Detail::none(),
        };
        Ok(ReadRow { game, faults: offers.faults })
    }

    fn league(&self) -> Result<LeagueName, String> {
        let (code, display) = match self.columns.division {
            Division::Code(column) => {
                let code = name("Div", self.text(column))?;
                let known = DIVISIONS.iter().find(|(known, _)| *known == code);
                let display = known.map_or(code.clone(), |(_, display)| (*display).to_owned());
                (code, display)
            }
            Division::CountryAndLeague(country, league) => {
                let text = format!("{} {}", self.text(country), self.text(league));
                let code = name("Country and League", text.trim())?;
                (code.clone(), code)
            }
        };
        Ok(LeagueName { code, name: display, sport: Sport::Soccer })
    }

    fn start(&self) -> Result<Time, String> {
        match self.columns.time.map_or("", |column| self.text(column)) {
            "" => Ok(USUAL_START),
            text => cell::time(text).ok_or_else(|| format!("Time {text:?} is not a time of day")),
        }
    }

    fn season(&self, date: Date) -> Result<i32, String> {
        let text = self.columns.season.map_or("", |column| self.text(column));
        if !text.is_empty() {
            return cell::season(text).ok_or_else(|| format!("Season {text:?} is not a year"));
        }
        let year = i32::from(date.year());
        Ok(if date.month() >= FIRST_MONTH { year } else { year - 1 })
    }

    fn offers(&self) -> Offers {
        let prices = &self.columns.prices;
        let mut offers = Offers::default();
        if let Some(columns) = &prices.match_result {
            let sides = self.sides([Side::Home, Side::Draw, Side::Away], columns);
            offers.take(market("1x2", MarketKind::Moneyline3, None, &sides).map(Some));
        }
        if let Some(columns) = &prices.goals {
            let sides = self.sides([Side::Over, Side::Under], columns);
            offers.take(market("ou25", MarketKind::Total, Some(GOALS), &sides).map(Some));
        }
        if let Some(handicap) = &prices.handicap {
            offers.take(self.handicap(handicap));
        }
        offers
    }

    fn handicap(&self, handicap: &Handicap) -> Result<Option<OfferedLine>, Fault> {
        let Some(line) = points("ah", self.text(handicap.line))? else { return Ok(None) };
        let sides = self.sides([Side::Home, Side::Away], &handicap.prices);
        market("ah", MarketKind::Spread, Some(line), &sides).map(Some)
    }

    fn sides<'b, const N: usize>(
        &self,
        sides: [Side; N],
        columns: &'b [PriceColumn; N],
    ) -> [SideCell<'b>; N]
    where
        'a: 'b,
    {
        std::array::from_fn(|place| SideCell {
            side: sides[place],
            column: &columns[place].name,
            text: self.text(columns[place].place),
        })
    }

    /// The result column says `H`, `D` or `A`, where the file has it.
    fn contradiction(&self, score: Option<(i32, i32)>) -> Option<String> {
        let (home, away) = score?;
        let written = self.columns.result.map_or("", |column| self.text(column));
        let by_goals = match home.cmp(&away) {
            std::cmp::Ordering::Greater => "H",
            std::cmp::Ordering::Equal => "D",
            std::cmp::Ordering::Less => "A",
        };
        let differs = !written.is_empty() && written != by_goals;
        differs.then(|| format!("{home}-{away} contradicts the result {written}"))
    }
}

fn market(
    name: &'static str,
    kind: MarketKind,
    points: Option<Points>,
    sides: &[SideCell<'_>],
) -> Result<OfferedLine, Fault> {
    let notation = Notation::Decimal;
    offered(Sport::Soccer, &MarketCells { name, kind, points, notation, sides })
}

fn team(name: String) -> TeamName {
    TeamName { code: name.clone(), short: name.clone(), name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::read;

    const HEADER: &str = "Div,Date,Time,HomeTeam,AwayTeam,FTHG,FTAG,FTR,B365H,B365D,B365A,\
        B365CH,B365CD,B365CA,B365C>2.5,B365C<2.5,AHh,AHCh,B365CAHH,B365CAHA";
    const MATCH: &str = "E0,13/08/2021,20:00,Brentford,Arsenal,2,0,H,4.0,3.4,1.95,3.8,3.25,2.05,\
        2.37,1.57,0.25,-0.75,1.75,2.05";

    fn file(header: &str, rows: &str) -> GameFile {
        read(Format::FootballData, "E0", format!("{header}\n{rows}\n").as_bytes()).expect("reads")
    }

    #[test]
    fn a_match_is_read_at_closing_prices() {
        let game = file(HEADER, MATCH).games.remove(0);
        assert_eq!((game.league.name.as_str(), game.season), ("Premier League", 2021));
        assert_eq!(game.starts_at.0, 1_628_881_200_000_000);
        assert_eq!((game.date_text.as_str(), game.score), ("13/08/2021", Some((2, 0))));
        let got: Vec<(&str, Option<Points>, Vec<&str>)> = game
            .lines
            .iter()
            .map(|line| {
                let columns = line.sides.iter().map(|side| side.price_column.as_str()).collect();
                (line.name, line.points, columns)
            })
            .collect();
        assert_eq!(
            got,
            [
                ("1x2", None, vec!["B365CH", "B365CD", "B365CA"]),
                ("ou25", Points::parse("2.5"), vec!["B365C>2.5", "B365C<2.5"]),
                ("ah", Points::parse("-0.75"), vec!["B365CAHH", "B365CAHA"]),
            ]
        );
        assert_eq!(game.lines[0].sides[2].price_text, "2.05");
    }

    #[test]
    fn blank_prices_and_lines_are_missing_not_wrong() {
        let game = file(HEADER, &MATCH.replace(",-0.75,", ",,").replace(",3.8,3.25,2.05,", ",,,,"));
        assert!(game.skipped.is_empty());
        let lines = &game.games[0].lines;
        assert_eq!(lines.iter().map(|line| line.name).collect::<Vec<_>>(), ["1x2", "ou25"]);
        assert!(lines[0].sides.iter().all(|side| side.odds.is_none()));
    }

    #[test]
    fn without_a_time_column_matches_start_at_three_in_the_uk() {
        let header = HEADER.replace("Time,", "");
        let row = MATCH.replace("20:00,", "").replace("13/08/2021", "13/08/21");
        assert_eq!(file(&header, &row).games[0].starts_at.0, 1_628_863_200_000_000);
        let unknown = MATCH.replace("20:00", "");
        assert_eq!(file(HEADER, &unknown).games[0].starts_at.0, 1_628_863_200_000_000);
    }

    #[test]
    fn what_cannot_be_meant_is_set_aside() {
        let good = MATCH.replace("Arsenal", "Fulham");
        for (change, to, what, games) in [
            (",3.8,", ",0.8,", "1x2", 2),
            (",3.8,", ",1,", "1x2", 2),
            (",1.57,", ",-110,", "ou25", 2),
            (",-0.75,", ",-0.7,", "ah", 2),
            (",-0.75,", ",44,", "ah", 2),
            (",2,0,H,", ",2,0,A,", "score", 2),
            (",2,0,H,", ",2,x,H,", "row", 1),
            ("13/08/2021", "2021-13-08", "row", 1),
            ("13/08/2021", "31/09/2021", "row", 1),
            ("20:00", "8pm", "row", 1),
            ("E0,", ",", "row", 1),
            ("Arsenal", "3.4", "row", 1),
            (",2.05\n", "\n", "row", 1),
        ] {
            let bad = format!("{MATCH}\n").replacen(change, to, 1);
            let read = file(HEADER, &format!("{bad}{good}"));
            let skipped: Vec<_> = read.skipped.iter().map(|one| one.what.as_str()).collect();
            assert_eq!((skipped, read.games.len()), (vec![what], games), "{change} {to}");
            assert_eq!(read.skipped[0].file_line, 2);
        }
    }

    #[test]
    fn extra_leagues_name_country_season_and_teams_their_own_way() {
        let header = "Country,League,Season,Date,Time,Home,Away,HG,AG,Res,PH,PD,PA,MaxH,MaxD,MaxA,\
            AvgH,AvgD,AvgA";
        let row = "Argentina,Primera Division,2012/2013,03/02/2013,23:00,Arsenal Sarandi,\
            Union de Santa Fe,1,0,H,1.9,3.39,5.03,1.9,3.5,5.03,1.76,3.3,4.68";
        let game = file(header, row).games.remove(0);
        assert_eq!((game.league.code.as_str(), game.season), ("Argentina Primera Division", 2012));
        assert_eq!(game.home.code, "Arsenal Sarandi");
        assert_eq!(game.lines[0].sides[0].price_column, "PH");
        assert_eq!(game.lines.len(), 1);
    }

    #[test]
    fn missing_columns_are_named() {
        let field = |header: &str| {
            let text = format!("{header}\n{MATCH}\n");
            let error = read(Format::FootballData, "E0", text.as_bytes()).expect_err("refused");
            error.field.expect("a field")
        };
        assert_eq!(field(&HEADER.replace("FTHG", "x")), "FTHG");
        assert_eq!(field(&HEADER.replace("HomeTeam", "x")), "HomeTeam");
        assert_eq!(field(&HEADER.replace("Div", "x")), "Div");
        assert_eq!(field("Div,Date,HomeTeam,AwayTeam,FTHG,FTAG"), "B365H");
    }
}
