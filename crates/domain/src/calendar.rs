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

/// The time of the week on a wall of the book's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WallTime {
    /// 1 is Monday, 7 is Sunday.
    pub weekday: i32,
    /// Minutes since midnight.
    pub minute: i32,
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
    /// [`crate::funding::command::FundingCommand::reads_wall_time`].
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
