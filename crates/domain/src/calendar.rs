//! Instants, business days and weeks as plain numbers.
//!
//! Time zones are resolved outside the core: the shell says on which business day and in which
//! week of the book an instant falls, and the core only compares.

use crate::id::BookId;

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// Microseconds of one second.
    pub const SECOND: i64 = 1_000_000;

    /// This instant moved by whole seconds, which may be negative.
    pub fn plus_seconds(self, seconds: i64) -> Instant {
        Instant(self.0 + seconds * Self::SECOND)
    }
}

/// A business day of a book, counted in days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// A week of a book, named by its first business day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(pub i32);

impl Week {
    /// Days of a week.
    pub const DAYS: usize = 7;

    /// The week after this one.
    pub fn next(self) -> Week {
        Week(self.0 + 7)
    }

    /// Place of `day` in this week, or `None` when it lies outside.
    pub fn place_of(self, day: Day) -> Option<usize> {
        usize::try_from(day.0 - self.0).ok().filter(|place| *place < Self::DAYS)
    }
}

/// A month, counted from January of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i32);

impl Month {
    /// The month of a day, by the Gregorian calendar: years are counted from the first of March,
    /// so that the leap day is the last of its year.
    pub fn of(day: Day) -> Month {
        // Days since 0000-03-01; 1970-01-01 is 719,468 days after it.
        let days = day.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        Month((era * 400 + year) * 12 + from_march + 2)
    }

    /// Its first day.
    pub fn first_day(self) -> Day {
        let from_march = self.0 - 2;
        let (year, month) = (from_march.div_euclid(12), from_march.rem_euclid(12));
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let days = 365 * of_era + of_era / 4 - of_era / 100 + (153 * month + 2) / 5;
        Day(era * 146_097 + days - 719_468)
    }
}

/// The time of the week on a wall of the book's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WallTime {
    /// 1 is Monday, 7 is Sunday.
    pub weekday: i32,
    /// Minutes since midnight.
    pub minute: i32,
}

impl WallTime {
    /// Minutes that this clock is ahead of UTC when it shows this time at `at`.
    pub fn ahead_of_utc(self, at: Instant) -> i32 {
        const DAY: i64 = 24 * 60;
        const WEEK: i64 = 7 * DAY;
        /// From Monday to the epoch, a Thursday.
        const EPOCH: i64 = 3 * DAY;
        /// No zone is further ahead.
        const AHEAD_MOST: i64 = 14 * 60;
        let utc = at.0.div_euclid(60 * Instant::SECOND) + EPOCH;
        let shown = i64::from(self.weekday - 1) * DAY + i64::from(self.minute);
        let ahead = (shown - utc).rem_euclid(WEEK);
        let ahead = if ahead > AHEAD_MOST { ahead - WEEK } else { ahead };
        i32::try_from(ahead).expect("less than a week")
    }
}

/// Now, where it falls in the book's calendar, and the ids still unused: all that a decision may
/// know of the world beside what was loaded.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The book that decides.
    pub book: BookId,
    /// The time of this decision, strictly later than the book's last event.
    pub now: Instant,
    /// The book's business day of `now`.
    pub day: Day,
    /// The book's week of `now`.
    pub week: Week,
    /// The time of the week, for the commands that read it; see
    /// [`crate::command::Action::reads_wall_time`].
    pub wall: Option<WallTime>,
    /// The next id to hand out.
    pub next_id: i64,
}

impl Moment {
    /// Takes the next id of the book's counter.
    pub fn take_id(&mut self) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_begin_where_the_calendar_says() {
        // First days: 1970-01, 2000-02, 2000-03, 2024-02, 2024-03, 2024-09, 2100-03.
        for (first, days) in [
            (0, 31),
            (10_988, 29),
            (11_017, 31),
            (19_754, 29),
            (19_783, 31),
            (19_967, 30),
            (47_541, 31),
        ] {
            let month = Month::of(Day(first));
            assert_eq!(month.first_day(), Day(first));
            assert_eq!(Month::of(Day(first + days - 1)), month);
            assert_eq!(Month::of(Day(first + days)), Month(month.0 + 1));
            assert_eq!(Month::of(Day(first - 1)), Month(month.0 - 1));
        }
    }
}
