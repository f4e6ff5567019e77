//! Files of games as comma-separated text: which formats there are, and the one way in.

mod build;
mod cell;
mod football_data;
mod football_prices;
mod nfl_team;
mod nflverse;
mod plausible;
mod sbr;
mod table;
mod tennis_data;

use domain::register::{by_name, name_of};
use jiff::tz::TimeZone;

use crate::error::FeedError;
use crate::game::GameFile;

/// A known format of files of games.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// NFL games of nflverse: American prices, US Eastern time.
    Nflverse,
    /// Soccer matches of football-data.co.uk: decimal prices, UK time.
    FootballData,
    /// MLB and NBA games of the sportsbook review archive: American prices, dates only.
    Sbr,
    /// Tennis matches of tennis-data.co.uk: decimal prices, dates only.
    TennisData,
}

impl Format {
    /// Every format with its stable name.
    pub const ALL: [(Format, &str); 4] = [
        (Format::Nflverse, "nflverse"),
        (Format::FootballData, "football-data"),
        (Format::Sbr, "sbr"),
        (Format::TennisData, "tennis-data"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The format of a stable name.
    pub fn parse(name: &str) -> Option<Format> {
        by_name(&Self::ALL, name)
    }

    /// The time zone in which the format's dates and times are meant.
    pub fn zone(self) -> &'static str {
        match self {
            Format::Nflverse | Format::Sbr => "America/New_York",
            Format::FootballData => "Europe/London",
            Format::TennisData => "Etc/UTC",
        }
    }
}

/// Reads the `bytes` of the file named `file` (without folder and extension).
///
/// # Errors
/// When a needed column is missing, or when nothing in the file can be meant. One bad row is
/// listed in [`GameFile::skipped`] instead.
pub fn read(format: Format, file: &str, bytes: &[u8]) -> Result<GameFile, FeedError> {
    let table = table::Table::read(file, bytes)?;
    let read = match format {
        Format::Nflverse => nflverse::read(&table)?,
        Format::FootballData => football_data::read(&table)?,
        Format::Sbr => sbr::read(&table)?,
        Format::TennisData => tennis_data::read(&table)?,
    };
    if let (true, Some(first)) = (read.games.is_empty(), read.skipped.first()) {
        return Err(FeedError {
            file: file.to_owned(),
            line: Some(first.file_line),
            field: None,
            reason: format!("no row can be read as {}: {}", format.name(), first.reason),
        });
    }
    Ok(read)
}

fn zone_of(file: &str, format: Format) -> Result<TimeZone, FeedError> {
    TimeZone::get(format.zone()).map_err(|error| FeedError::of_file(file, error.to_string()))
}
