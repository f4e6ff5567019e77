//! Times and dates over the wire: RFC 3339 in UTC, and civil dates for business days.

use domain::book::BookCalendar;
use domain::calendar::{Day, Instant};
use jiff::civil::Date as CivilDate;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{RefOr, schema::SchemaType};
use utoipa::{PartialSchema, ToSchema};

/// The first day of the count.
const EPOCH: CivilDate = jiff::civil::date(1970, 1, 1);

/// An instant, printed in UTC with as many digits as it has: `2024-09-17T20:15:00.25Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Time(pub(crate) Instant);

impl Time {
    /// RFC 3339 text. Times beyond the calendar print as its end.
    pub(crate) fn text(self) -> String {
        let end = if self.0.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_microsecond(self.0.0).unwrap_or(end).to_string()
    }

    /// As people of a zone read it: `Sun, Sep 8 2024, 16:25 EDT`. A zone that is not known
    /// counts as UTC.
    pub(crate) fn spoken(self, zone: &str) -> String {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let end = if self.0.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        let at = Timestamp::from_microsecond(self.0.0).unwrap_or(end).to_zoned(zone);
        at.strftime("%a, %b %-d %Y, %H:%M %Z").to_string()
    }

    /// Reads RFC 3339 text with any offset.
    pub(crate) fn parse(text: &str) -> Option<Time> {
        Some(Time(Instant(text.parse::<Timestamp>().ok()?.as_microsecond())))
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Time, D::Error> {
        let text = String::deserialize(input)?;
        let wrong = || serde::de::Error::custom("must be a time such as 2024-09-17T20:15:00Z");
        Time::parse(&text).ok_or_else(wrong)
    }
}

impl PartialSchema for Time {
    fn schema() -> RefOr<Schema> {
        text_of_format(KnownFormat::DateTime, "RFC 3339 in UTC, microseconds possible.")
    }
}

impl ToSchema for Time {}

/// A business day of the book: `2024-09-17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(pub(crate) Day);

impl Date {
    /// The civil date. Days beyond the calendar print as its end.
    pub(crate) fn text(self) -> String {
        let end = if self.0.0 < 0 { CivilDate::MIN } else { CivilDate::MAX };
        let span = Span::new().try_days(self.0.0);
        span.and_then(|days| EPOCH.checked_add(days)).unwrap_or(end).to_string()
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    pub(crate) fn parse(text: &str) -> Option<Date> {
        let plain = text.len() == 10 && text.bytes().all(|b| b == b'-' || b.is_ascii_digit());
        let date: CivilDate = text.parse().ok().filter(|_| plain)?;
        Some(Date(Day((date - EPOCH).get_days())))
    }

    /// The instant at which this business day of a book begins.
    pub(crate) fn begins(self, calendar: &BookCalendar) -> Option<Instant> {
        let date = EPOCH.checked_add(Span::new().try_days(self.0.0).ok()?).ok()?;
        let zone = TimeZone::get(&calendar.zone).ok()?;
        let midnight = date.to_datetime(jiff::civil::Time::midnight());
        let start = midnight.checked_add(i64::from(calendar.day_cutoff_minutes).minutes()).ok()?;
        Some(Instant(start.to_zoned(zone).ok()?.timestamp().as_microsecond()))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Date, D::Error> {
        let text = String::deserialize(input)?;
        Date::parse(&text).ok_or_else(|| serde::de::Error::custom("must be a date YYYY-MM-DD"))
    }
}

impl PartialSchema for Date {
    fn schema() -> RefOr<Schema> {
        text_of_format(KnownFormat::Date, "A business day of the book.")
    }
}

impl ToSchema for Date {}

/// One end of a range: a business day or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// A business day, meant whole.
    Day(Date),
    /// An instant.
    At(Instant),
}

impl Edge {
    /// The instant at which a range from here begins.
    pub(crate) fn begins(self, calendar: &BookCalendar) -> Option<Instant> {
        match self {
            Edge::Day(day) => day.begins(calendar),
            Edge::At(at) => Some(at),
        }
    }

    /// The instant before which a range to here ends.
    pub(crate) fn ends(self, calendar: &BookCalendar) -> Option<Instant> {
        match self {
            Edge::Day(day) => Date(Day(day.0.0.checked_add(1)?)).begins(calendar),
            Edge::At(at) => Some(at),
        }
    }
}

impl<'de> Deserialize<'de> for Edge {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Edge, D::Error> {
        let text = String::deserialize(input)?;
        let edge = Date::parse(&text).map(Edge::Day);
        edge.or_else(|| Time::parse(&text).map(|time| Edge::At(time.0)))
            .ok_or_else(|| serde::de::Error::custom("must be a date or an RFC 3339 time"))
    }
}

/// Minutes after midnight as a time of day: `09:00`; `24:00` is the end of the day.
pub(crate) fn clock_text(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Reads what [`clock_text`] wrote.
pub(crate) fn parse_clock(text: &str) -> Option<i32> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |part: &str| {
        let plain = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<i32>().ok().filter(|_| plain)
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 24 * 60).then_some(total)
}

/// True when a text fits one of the formats of this file; `None` for any other format.
pub(crate) fn fits_format(format: &str, text: &str) -> Option<bool> {
    match format {
        "date" => Some(Date::parse(text).is_some()),
        "date-time" => Some(Time::parse(text).is_some()),
        _ => None,
    }
}

fn text_of_format(format: KnownFormat, description: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .format(Some(SchemaFormat::KnownFormat(format)))
        .description(Some(description))
        .build()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_print_in_utc_with_the_digits_they_have() {
        let time = |text: &str| Time::parse(text).expect(text).text();
        assert_eq!(time("2024-09-17T20:15:00Z"), "2024-09-17T20:15:00Z");
        assert_eq!(time("2024-09-17T20:15:00.000001Z"), "2024-09-17T20:15:00.000001Z");
        assert_eq!(time("2024-09-17T22:15:00+02:00"), "2024-09-17T20:15:00Z");
        assert_eq!(Time::parse("2024-09-17"), None);
        assert!(!Time(Instant(i64::MAX)).text().is_empty());
    }

    #[test]
    fn times_are_spoken_in_the_zone_of_the_book() {
        let time = Time::parse("2024-09-08T20:25:30.5Z").expect("a time");
        assert_eq!(time.spoken("America/New_York"), "Sun, Sep 8 2024, 16:25 EDT");
        assert_eq!(time.spoken("Nowhere/Else"), "Sun, Sep 8 2024, 20:25 UTC");
    }

    #[test]
    fn dates_are_days_since_1970() {
        assert_eq!(Date::parse("1970-01-01"), Some(Date(Day(0))));
        assert_eq!(Date::parse("2024-09-17").map(Date::text).as_deref(), Some("2024-09-17"));
        for bad in ["2024-9-17", "2024-02-30", "20240917", "2024-09-17T00:00", "", "x"] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
        assert!(!Date(Day(i32::MAX)).text().is_empty());
    }

    #[test]
    fn times_of_day_have_one_spelling() {
        for minutes in [0, 9 * 60, 17 * 60 + 5, 24 * 60] {
            assert_eq!(parse_clock(&clock_text(minutes)), Some(minutes));
        }
        for bad in ["", "9:00", "24:01", "12:60", "+1:00", "12", "ab:cd"] {
            assert_eq!(parse_clock(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_business_day_begins_at_its_cutoff_in_the_zone_of_the_book() {
        let zone = "America/New_York".to_owned();
        let calendar = BookCalendar { zone, day_cutoff_minutes: 180, first_weekday: 2 };
        let begins = |text: &str| {
            let begins = Date::parse(text).and_then(|date| date.begins(&calendar));
            Time(begins.expect(text)).text()
        };
        assert_eq!(begins("2024-09-17"), "2024-09-17T07:00:00Z");
        assert_eq!(begins("2024-12-17"), "2024-12-17T08:00:00Z");
    }
}
