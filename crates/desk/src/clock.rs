//! Time and the calendar of a book, handed in from outside.

use domain::book::BookCalendar;
use domain::calendar::{Day, Instant, WallTime, Week};

/// The one source of time. A lane stamps every decision with it and moves it forward where two
/// decisions would share an instant.
pub trait Clock: Send + Sync {
    /// Now, in UTC microseconds.
    fn now(&self) -> Instant;
}

/// Says on which business day, in which week and at which local time of a book an instant falls.
pub trait Calendar: Send + Sync {
    /// The business day and week of `at`.
    fn place(&self, calendar: &BookCalendar, at: Instant) -> (Day, Week);
    /// The time of the week that a clock on the wall shows in the book's zone.
    fn wall(&self, calendar: &BookCalendar, at: Instant) -> WallTime;
}
