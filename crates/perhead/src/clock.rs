//! Clocks and calendars: where time enters the program.

use std::sync::{Arc, Mutex, PoisonError};

use desk::clock::{Calendar, Clock};
use domain::book::BookCalendar;
use domain::calendar::{Day, Instant, WallTime, Week};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the desk's clock")]
    fn now(&self) -> Instant {
        Instant(Timestamp::now().as_microsecond())
    }
}

/// A clock that runs `speed` times as fast as the machine's, and can jump forward.
#[derive(Clone, Debug)]
pub struct FastClock(Arc<Mutex<Pace>>);

#[derive(Clone, Copy, Debug)]
struct Pace {
    /// The machine's time when this pace began.
    real: Instant,
    /// Its own time then.
    shown: Instant,
    speed: i64,
}

impl Pace {
    fn shown_at(self, real: Instant) -> Instant {
        Instant(self.shown.0 + (real.0 - self.real.0) * self.speed)
    }
}

impl FastClock {
    /// A clock that shows `start` now. At speed 0 it stands.
    pub fn new(start: Instant, speed: i64) -> FastClock {
        let pace = Pace { real: SystemClock.now(), shown: start, speed };
        FastClock(Arc::new(Mutex::new(pace)))
    }

    fn change(&self, change: impl FnOnce(&mut Pace)) {
        let mut pace = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let real = SystemClock.now();
        pace.shown = pace.shown_at(real);
        pace.real = real;
        change(&mut pace);
    }

    /// Runs at `speed` from now on.
    pub fn set_speed(&self, speed: i64) {
        self.change(|pace| pace.speed = speed);
    }

    /// Jumps to `at`; an earlier instant leaves it where it is.
    pub fn skip_to(&self, at: Instant) {
        self.change(|pace| pace.shown = pace.shown.max(at));
    }
}

impl Clock for FastClock {
    fn now(&self) -> Instant {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).shown_at(SystemClock.now())
    }
}

/// Business days and weeks by the tz database.
#[derive(Clone, Copy, Debug, Default)]
pub struct ZoneCalendar;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The zone of a name; UTC for a name the tz database does not know.
pub fn zone_of(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// The civil date of a business day.
pub fn date_of(day: Day) -> Date {
    EPOCH.saturating_add(Span::new().days(day.0))
}

/// The business day of a civil date.
pub fn day_of(date: Date) -> Day {
    Day(date.since(EPOCH).map_or(0, |span| span.get_days()))
}

/// An instant as RFC 3339 text in UTC; beyond the calendar its end.
pub fn time_text(at: Instant) -> String {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::MAX).to_string()
}

/// When a business day begins.
pub fn begin_of(calendar: &BookCalendar, day: Day) -> Instant {
    let midnight = date_of(day).at(0, 0, 0, 0);
    let begin = midnight.saturating_add(Span::new().minutes(calendar.day_cutoff_minutes));
    let zoned = zone_of(&calendar.zone).to_ambiguous_zoned(begin).compatible();
    Instant(zoned.map_or(0, |zoned| zoned.timestamp().as_microsecond()))
}

impl Calendar for ZoneCalendar {
    /// The civil day of the instant, less the cut-off, in the book's zone; its week begins on the
    /// last first weekday.
    fn place(&self, calendar: &BookCalendar, at: Instant) -> (Day, Week) {
        let Ok(timestamp) = Timestamp::from_microsecond(at.0) else { return Default::default() };
        let civil = zone_of(&calendar.zone).to_datetime(timestamp);
        let shifted = civil.saturating_sub(Span::new().minutes(calendar.day_cutoff_minutes));
        let date = shifted.date();
        let day = day_of(date);
        let weekday = i32::from(date.weekday().to_monday_one_offset());
        let since = (weekday - calendar.first_weekday).rem_euclid(7);
        (day, Week(day.0 - since))
    }

    fn wall(&self, calendar: &BookCalendar, at: Instant) -> WallTime {
        let timestamp = Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
        let civil = zone_of(&calendar.zone).to_datetime(timestamp);
        WallTime {
            weekday: i32::from(civil.date().weekday().to_monday_one_offset()),
            minute: i32::from(civil.hour()) * 60 + i32::from(civil.minute()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard() -> BookCalendar {
        BookCalendar {
            zone: "America/New_York".to_owned(),
            day_cutoff_minutes: 180,
            first_weekday: 2,
        }
    }

    fn at(text: &str) -> Instant {
        Instant(text.parse::<Timestamp>().expect(text).as_microsecond())
    }

    fn placed(text: &str) -> (String, String) {
        let (day, week) = ZoneCalendar.place(&standard(), at(text));
        (date_of(day).to_string(), date_of(Day(week.0)).to_string())
    }

    #[test]
    fn monday_night_belongs_to_the_old_week() {
        // Tuesday 02:59 and 03:00 in New York, summer time.
        let expected = ("2024-09-16".to_owned(), "2024-09-10".to_owned());
        assert_eq!(placed("2024-09-17T06:59:00Z"), expected);
        let expected = ("2024-09-17".to_owned(), "2024-09-17".to_owned());
        assert_eq!(placed("2024-09-17T07:00:00Z"), expected);
    }

    #[test]
    fn days_turn_at_the_cutoff_across_clock_changes() {
        // The night clocks go back in New York: 03:00 standard time is 08:00 UTC.
        assert_eq!(placed("2024-11-03T07:59:00Z").0, "2024-11-02");
        assert_eq!(placed("2024-11-03T08:00:00Z").0, "2024-11-03");
        let (day, _) = ZoneCalendar.place(&standard(), at("2024-11-03T08:00:00Z"));
        assert_eq!(begin_of(&standard(), day), at("2024-11-03T08:00:00Z"));
    }
}
