//! Tennis matches of tennis-data.co.uk: one row a match, written winner first, dates without
//! times, decimal prices of several bookmakers, of which Bet365's are read.
//!
//! The winner stands on the home side. Sets come with their games; a match that was given up, or
//! never begun, says so in a column of its own.

use domain::board::fixture::Sport;
use domain::board::market::{MarketKind, Side};
use domain::grade::detail::{Detail, Ending, PartKind};
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::csv::build::{
    Fault, MarketCells, Offers, ReadRow, SideCell, agreed_score, gather, offered, two_names,
};
use crate::csv::cell::{self, Notation};
use crate::csv::table::{Column, Row, Table};
use crate::csv::{Format, zone_of};
use crate::error::FeedError;
use crate::game::{Game, GameFile, LeagueName, TeamName};

/// The first match of a day, which the format does not tell.
const USUAL_START: Time = Time::constant(11, 0, 0, 0);
/// Most sets of a match.
const SETS_MAX: u8 = 5;

struct Columns {
    tour: Column,
    tournament: Column,
    date: Column,
    round: Column,
    winner: Column,
    loser: Column,
    sets: Vec<(u8, Column, Column)>,
    winner_sets: Column,
    loser_sets: Column,
    comment: Column,
    winner_price: Column,
    loser_price: Column,
}

impl Columns {
    fn of(table: &Table) -> Result<Columns, FeedError> {
        let tour = table.column("ATP").map_or_else(|| table.needed("WTA"), Ok)?;
        let set = |number: u8| {
            let games = |letter: char| table.column(&format!("{letter}{number}"));
            Some((number, games('W')?, games('L')?))
        };
        table.needed("W1")?;
        Ok(Columns {
            tour,
            tournament: table.needed("Tournament")?,
            date: table.needed("Date")?,
            round: table.needed("Round")?,
            winner: table.needed("Winner")?,
            loser: table.needed("Loser")?,
            sets: (1..=SETS_MAX).filter_map(set).collect(),
            winner_sets: table.needed("Wsets")?,
            loser_sets: table.needed("Lsets")?,
            comment: table.needed("Comment")?,
            winner_price: table.needed("B365W")?,
            loser_price: table.needed("B365L")?,
        })
    }
}

/// Reads a file of the format.
pub(super) fn read(table: &Table) -> Result<GameFile, FeedError> {
    let columns = Columns::of(table)?;
    let zone = zone_of(&table.file, Format::TennisData)?;
    let code = if table.column("ATP").is_some() { "ATP" } else { "WTA" };
    Ok(gather(table, Format::TennisData, |row| {
        let cells = Cells { row, columns: &columns, code };
        cells.game(&zone)
    }))
}

struct Cells<'a> {
    row: &'a Row,
    columns: &'a Columns,
    code: &'static str,
}

impl<'a> Cells<'a> {
    fn text(&self, column: Column) -> &'a str {
        cell::known(self.row.cell(column))
    }

    fn game(&self, zone: &TimeZone) -> Result<ReadRow, String> {
        let columns = self.columns;
        let date_text = self.text(columns.date).to_owned();
        let date = cell::date_of_iso(&date_text)
            .ok_or_else(|| format!("date {date_text:?} is not a date"))?;
        let [winner, loser] = two_names(self.text(columns.winner), self.text(columns.loser))?;
        let starts_at = cell::instant(date, USUAL_START, zone)
            .ok_or_else(|| format!("{date_text} has no such time"))?;
        let mut offers = Offers::default();
        let sides = [
            self.side(Side::Home, "B365W", columns.winner_price),
            self.side(Side::Away, "B365L", columns.loser_price),
        ];
        let market = MarketCells {
            name: "winner",
            kind: MarketKind::Moneyline,
            points: None,
            notation: Notation::DecimalOrStake,
            sides: &sides,
        };
        offers.take(offered(Sport::Tennis, &market).map(Some));
        let (score, detail) = self.result(&mut offers)?;
        let (tour, tournament) = (self.text(columns.tour), self.text(columns.tournament));
        let round = self.text(columns.round);
        let game = Game {
            file_line: self.row.line,
            key: format!("{date_text} {tour} {tournament} {round} {winner} {loser}"),
            league: LeagueName {
                code: self.code.to_owned(),
                name: format!("{} Tour", self.code),
                sport: Sport::Tennis,
            },
            home: player(winner),
            away: player(loser),
            date_text,
            starts_at,
            season: date.year().into(),
            round: 0,
            neutral: true,
            venue: tournament.to_owned(),
            lines: offers.lines,
            score,
            detail,
        };
        Ok(ReadRow { game, faults: offers.faults })
    }

    fn side(&self, side: Side, column: &'static str, place: Column) -> SideCell<'a> {
        SideCell { side, column, text: self.text(place) }
    }

    fn result(&self, offers: &mut Offers) -> Result<(Option<(i32, i32)>, Detail), String> {
        let ending = match self.text(self.columns.comment) {
            "Completed" => Ending::Completed,
            "Retired" => Ending::RetiredAway,
            "Walkover" => Ending::WalkoverAway,
            "Disqualified" => Ending::DisqualifiedAway,
            "" => return Ok((None, Detail::none())),
            other => return Err(format!("comment {other:?} is no ending of a match")),
        };
        let mut detail = Detail { ending, ..Detail::none() };
        for (number, winner, loser) in &self.columns.sets {
            let games = cell::score(self.text(*winner), self.text(*loser))?;
            if let Some(games) = games {
                detail.parts.insert((PartKind::Set, *number), games);
            }
        }
        // A set without games is left blank.
        if ending != Ending::Completed {
            detail.parts.entry((PartKind::Set, 1)).or_insert((0, 0));
        }
        let (winner, loser) = (self.columns.winner_sets, self.columns.loser_sets);
        let told = cell::score(self.text(winner), self.text(loser))?;
        // Without a set of anybody the file still tells who won, and nothing of how.
        if (ending, told) == (Ending::Completed, Some((0, 0))) {
            let reason = "a completed match has no set".to_owned();
            offers.take(Err(Fault { what: "sets", reason }));
            return Ok((Some((1, 0)), Detail::none()));
        }
        let sets = if ending == Ending::Completed { told } else { told.or(Some((0, 0))) };
        let contradiction =
            sets.filter(|(winner, loser)| ending == Ending::Completed && winner <= loser);
        let contradiction = contradiction
            .map(|(winner, loser)| format!("the winner has {winner} sets, the loser {loser}"));
        Ok((agreed_score(sets, contradiction, offers), detail))
    }
}

fn player(name: String) -> TeamName {
    TeamName { code: name.clone(), name: name.clone(), short: name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::read;
    use domain::odds::Odds;

    const HEADER: &str = "ATP,Tournament,Date,Round,Winner,Loser,W1,L1,W2,L2,W3,L3,Wsets,Lsets,\
        Comment,B365W,B365L";

    fn matches(rows: &[&str]) -> GameFile {
        let text = format!("{HEADER}\n{}\n", rows.join("\n"));
        read(Format::TennisData, "atp", text.as_bytes()).expect("reads")
    }

    #[test]
    fn sets_games_and_endings_are_read() {
        let read = matches(&[
            "1,Open,2015-01-05,1st Round,A B.,C D.,6,2,6,7,7,5,2,1,Completed,4.5,1.18",
            "1,Open,2015-01-05,1st Round,E F.,G H.,3,6,7,6,2,0,1,1,Retired,2.75,1.4",
            "1,Open,2015-01-05,1st Round,I J.,K L.,,,,,,,,,Walkover,1.5,",
            "1,Open,2015-01-05,1st Round,M N.,O P.,,,,,,,,,,1.5,2.5",
        ]);
        let told: Vec<_> = read.games.iter().map(|game| (game.score, game.detail.text())).collect();
        assert_eq!(told[0], (Some((2, 1)), "set_1=6-2;set_2=6-7;set_3=7-5".to_owned()));
        let text = "ending=retired_away;set_1=3-6;set_2=7-6;set_3=2-0";
        assert_eq!(told[1], (Some((1, 1)), text.to_owned()));
        assert_eq!(told[2], (Some((0, 0)), "ending=walkover_away;set_1=0-0".to_owned()));
        assert_eq!(told[3], (None, String::new()));
        assert!(read.games[2].lines[0].sides[1].odds.is_none());
    }

    #[test]
    fn what_cannot_be_meant_is_set_aside() {
        let read = matches(&[
            "1,Open,2015-01-05,1st Round,A B.,C D.,6,2,2,6,5,7,1,2,Completed,4.5,1.18",
            "1,Open,2015-01-05,1st Round,E F.,G H.,3,6,7,6,2,0,1,1,Rained off,2.75,1.4",
            "1,Open,2015-01-06,1st Round,E F.,G H.,6,0,6,0,,,2,0,Completed,0.9,1.4",
            "1,Open,2015-01-06,1st Round,I J.,K L.,1,2,,,,,0,0,Completed,1,1.4",
        ]);
        let skipped: Vec<_> =
            read.skipped.iter().map(|one| (one.file_line, one.what.as_str())).collect();
        assert_eq!(skipped, [(2, "score"), (3, "row"), (4, "winner"), (5, "sets")]);
        let last = read.games.last().expect("a match");
        assert_eq!((last.score, last.detail.text()), (Some((1, 0)), String::new()));
        assert_eq!(last.lines[0].sides[0].odds, Some(Odds::STAKE_BACK));
    }
}
