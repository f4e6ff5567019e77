//! A book: one operator's tenant, its brand and its calendar.

use crate::id::BookId;
use crate::odds::OddsFormat;
use crate::register::{by_name, name_of};

/// Whether a book does business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BookStatus {
    /// Open.
    Open,
    /// No wagers and no money movements until reopened.
    Suspended,
}

impl BookStatus {
    /// Every status with its stable name.
    pub const ALL: [(BookStatus, &str); 2] =
        [(BookStatus::Open, "open"), (BookStatus::Suspended, "suspended")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The status of a stable name.
    pub fn parse(name: &str) -> Option<BookStatus> {
        by_name(&Self::ALL, name)
    }
}

/// How the operator presents itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    /// Display name.
    pub name: String,
    /// The one colour the screens derive theirs from, `#rrggbb`.
    pub colour: String,
    /// One or two letters that stand for a logo.
    pub mark: String,
}

/// When the book's days and weeks begin. Interpreted by the shell, stored by the core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookCalendar {
    /// Time zone name, such as `America/New_York`.
    pub zone: String,
    /// A business day ends this many minutes after midnight of the next civil day.
    pub day_cutoff_minutes: i32,
    /// First weekday: 1 is Monday, 7 is Sunday.
    pub first_weekday: i32,
}

/// One operator's tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Identity.
    pub id: BookId,
    /// Its name in addresses.
    pub slug: String,
    /// Whether it does business.
    pub status: BookStatus,
    /// How it presents itself.
    pub brand: Brand,
    /// Currency code of all its money.
    pub currency: String,
    /// The format its prices are shown in unless the player chooses.
    pub odds_format: OddsFormat,
    /// When its days and weeks begin.
    pub calendar: BookCalendar,
    /// The house rules now in force.
    pub rules_version: i32,
    /// What the book makes use of, so that what it does not use is never read.
    pub uses: Uses,
}

/// Parts that a book may do without. A part once used stays used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Limit rules, see [`crate::limit`].
    pub limits: bool,
    /// Stops, see [`crate::control`].
    pub controls: bool,
    /// Line profiles.
    pub profiles: bool,
    /// Protection of players, see [`crate::protection`].
    pub protection: bool,
    /// Terms under which wagers wait for the operator's word, see [`crate::acceptance`].
    pub acceptance: bool,
    /// Wagers that waited, for that word or for a delay: the timer looks for them.
    pub tenders: bool,
    /// Lines of its own, see [`crate::board::own_line`].
    pub own_lines: bool,
}

impl Uses {
    /// As bits, in the order of the fields.
    pub fn bits(self) -> i64 {
        let flags = [
            self.limits,
            self.controls,
            self.profiles,
            self.protection,
            self.acceptance,
            self.tenders,
            self.own_lines,
        ];
        (0..).zip(flags).fold(0, |bits, (place, flag)| bits | i64::from(flag) << place)
    }

    /// Of such bits.
    pub fn of_bits(bits: i64) -> Uses {
        let has = |place: u32| bits >> place & 1 == 1;
        Uses {
            limits: has(0),
            controls: has(1),
            profiles: has(2),
            protection: has(3),
            acceptance: has(4),
            tenders: has(5),
            own_lines: has(6),
        }
    }
}

/// A host name and the book it leads to, kept in the provider's own scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName {
    /// The name, lower case.
    pub host: String,
    /// The book; none once it was taken back.
    pub book: Option<BookId>,
}

/// An entry of the directory of books, kept in the provider's own scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// The book's name in addresses.
    pub slug: String,
    /// The book.
    pub book: BookId,
}
