//! What one cell says: a number, a day, a time of day, a score. Never a float.

use std::ops::RangeInclusive;

use domain::calendar::Instant;
use domain::odds::{Odds, OddsError};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// Highest score of one side that is taken, in any sport.
const SCORE_MAX: i32 = 400;

/// Years that can be meant: instants are counted from 1970, and anything beyond is a number from
/// another column.
const YEARS: RangeInclusive<i32> = 1971..=2150;

/// The notation of a format's prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// `-110`.
    American,
    /// `1.91`.
    Decimal,
    /// The same, and `1` for what pays the stake alone.
    DecimalOrStake,
}

impl Notation {
    /// Reads a price.
    pub(super) fn parse(self, text: &str) -> Result<Odds, OddsError> {
        match self {
            Notation::American => Odds::parse_american(text),
            Notation::Decimal => Odds::parse_decimal(text),
            Notation::DecimalOrStake => match Odds::parse_decimal(text) {
                Err(OddsError::NotAboveOne) if is_one(text) => Ok(Odds::STAKE_BACK),
                read => read,
            },
        }
    }
}

/// The price 1, with or without decimals.
fn is_one(text: &str) -> bool {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    whole == "1" && rest.bytes().all(|digit| digit == b'0')
}

/// A cell of a format that writes `NA` for nothing.
pub(super) fn known(text: &str) -> &str {
    if text == "NA" { "" } else { text }
}

/// The first year of a season: a year, or two as in `2012/2013`.
pub(super) fn season(text: &str) -> Option<i32> {
    let first = text.split(['/', '-']).next()?;
    whole(first).filter(|year| YEARS.contains(year))
}

/// A whole number, also one written with zero decimals (`28.0`).
pub(super) fn whole(text: &str) -> Option<i32> {
    let (digits, rest) = text.split_once('.').unwrap_or((text, ""));
    if !rest.chars().all(|c| c == '0') {
        return None;
    }
    digits.parse().ok()
}

/// The final score: both sides, or neither while unplayed.
pub(super) fn score(home: &str, away: &str) -> Result<Option<(i32, i32)>, String> {
    let one = |text: &str| whole(text).filter(|points| (0..=SCORE_MAX).contains(points));
    match (home, away) {
        ("", "") => Ok(None),
        _ => match (one(home), one(away)) {
            (Some(home), Some(away)) => Ok(Some((home, away))),
            _ => Err(format!("home {home:?} and away {away:?} are not a score")),
        },
    }
}

/// `2018-03-29`.
pub(super) fn date_of_iso(text: &str) -> Option<Date> {
    let [year, month, day] = parts(text, '-')?;
    (year.len() == 4).then(|| date(year.parse().ok()?, month, day))?
}

/// `29/03/18` or `29/03/2018`. Two digits from 70 on are of the last century.
pub(super) fn date_of_day_first(text: &str) -> Option<Date> {
    let [day, month, year] = parts(text, '/')?;
    let number: i16 = year.parse().ok()?;
    match year.len() {
        4 => date(number, month, day),
        2 if number >= 70 => date(1900 + number, month, day),
        2 => date(2000 + number, month, day),
        _ => None,
    }
}

/// `20:30` or `20:30:00`; the seconds are dropped.
pub(super) fn time(text: &str) -> Option<Time> {
    let mut parts = text.split(':');
    let (hour, minute) = (parts.next()?, parts.next()?);
    let seconds_are_fine = parts.next().is_none_or(|seconds| digits(seconds).is_some());
    if !seconds_are_fine || parts.next().is_some() {
        return None;
    }
    Time::new(digits(hour)?, digits(minute)?, 0, 0).ok()
}

/// The instant of a date and time of day in a zone. A time skipped or repeated by a change of
/// clocks is taken as clocks show it before the change.
pub(super) fn instant(date: Date, time: Time, zone: &TimeZone) -> Option<Instant> {
    let zoned = date.to_datetime(time).to_zoned(zone.clone()).ok()?;
    Some(Instant(zoned.timestamp().as_microsecond()))
}

fn parts(text: &str, mark: char) -> Option<[&str; 3]> {
    let parts: Vec<&str> = text.split(mark).collect();
    let all_digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    parts.iter().all(all_digits).then(|| parts.try_into().ok())?
}

fn digits(text: &str) -> Option<i8> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

fn date(year: i16, month: &str, day: &str) -> Option<Date> {
    if !YEARS.contains(&i32::from(year)) {
        return None;
    }
    Date::new(year, digits(month)?, digits(day)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_two_whole_numbers_or_none() {
        assert_eq!(score("28", "21.0"), Ok(Some((28, 21))));
        assert_eq!(score("", ""), Ok(None));
        for (home, away) in
            [("28", ""), ("", "3"), ("-1", "2"), ("1.5", "2"), ("x", "2"), ("401", "0")]
        {
            assert!(score(home, away).is_err(), "{home} {away}");
        }
    }

    #[test]
    fn seasons_begin_with_a_year() {
        let got = ["2012/2013", "2012", "2019-20", "0", "x", ""].map(season);
        assert_eq!(got, [Some(2012), Some(2012), Some(2019), None, None, None]);
    }

    #[test]
    fn dates_of_both_notations() {
        let day = |year, month, day| Date::new(year, month, day).ok();
        assert_eq!(date_of_iso("2018-03-29"), day(2018, 3, 29));
        assert_eq!(date_of_day_first("16/08/14"), day(2014, 8, 16));
        assert_eq!(date_of_day_first("14/08/1993"), day(1993, 8, 14));
        assert_eq!(date_of_day_first("14/08/93"), day(1993, 8, 14));
        for bad in ["", "2018-02-30", "Thursday", "20180329", "18-03-29", "2018-3", "-1-2-3"] {
            assert_eq!(date_of_iso(bad), None, "{bad}");
        }
        for bad in ["31/02/14", "8/14", "14/08/014", "a/b/c", "14/08/+4", "14/08/0004"] {
            assert_eq!(date_of_day_first(bad), None, "{bad}");
        }
    }

    #[test]
    fn times_of_day() {
        assert_eq!(time("09:30"), Time::new(9, 30, 0, 0).ok());
        assert_eq!(time("20:15:00"), Time::new(20, 15, 0, 0).ok());
        for bad in ["", "25:00", "20", "20:15:00:1", "8pm", "20:75", "-1:30", "20:15:"] {
            assert_eq!(time(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_zone_has_summer_and_winter_time() {
        let zone = TimeZone::get("America/New_York").expect("zone");
        let at = |day| instant(day, time("13:00").expect("time"), &zone).map(|at| at.0 / 1_000_000);
        let summer = date_of_iso("2024-09-08").expect("date");
        let winter = date_of_iso("2024-12-08").expect("date");
        assert_eq!(at(summer), Some(1_725_814_800));
        assert_eq!(at(winter), Some(1_733_680_800));
    }
}
