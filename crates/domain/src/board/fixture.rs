//! Leagues, teams and fixtures.

use crate::calendar::Instant;
use crate::id::{FixtureId, LeagueId, TeamId};
use crate::register::{by_name, name_of};

/// A sport: selects the grading rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sport {
    /// Legs of several sports on one ticket; no fixture has it.
    Several,
    /// American football.
    Football,
    /// Basketball.
    Basketball,
    /// Baseball.
    Baseball,
    /// Ice hockey.
    Hockey,
    /// Association football.
    Soccer,
    /// Tennis.
    Tennis,
    /// Boxing.
    Boxing,
    /// Mixed martial arts.
    Mma,
    /// Golf.
    Golf,
    /// Horse racing.
    HorseRacing,
    /// Motor racing.
    MotorRacing,
    /// Anything else: two-way, three-way, over and under, and fields.
    Other,
}

impl Sport {
    /// Every sport with its stable name.
    pub const ALL: [(Sport, &str); 13] = [
        (Sport::Several, "several"),
        (Sport::Football, "football"),
        (Sport::Basketball, "basketball"),
        (Sport::Baseball, "baseball"),
        (Sport::Hockey, "hockey"),
        (Sport::Soccer, "soccer"),
        (Sport::Tennis, "tennis"),
        (Sport::Boxing, "boxing"),
        (Sport::Mma, "mma"),
        (Sport::Golf, "golf"),
        (Sport::HorseRacing, "horse_racing"),
        (Sport::MotorRacing, "motor_racing"),
        (Sport::Other, "other"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The sport of a stable name.
    pub fn parse(name: &str) -> Option<Sport> {
        by_name(&Self::ALL, name)
    }

    /// True where the home side is written first. American team sports write the visitor first.
    pub fn writes_home_first(self) -> bool {
        !matches!(self, Sport::Football | Sport::Basketball | Sport::Baseball | Sport::Hockey)
    }
}

/// A competition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct League {
    /// Identity.
    pub id: LeagueId,
    /// Short stable code, such as `NFL`.
    pub code: String,
    /// Display name.
    pub name: String,
    /// Its sport.
    pub sport: Sport,
}

/// A side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Identity.
    pub id: TeamId,
    /// Where it plays.
    pub league: LeagueId,
    /// Short code, such as `KC`; unique within the league.
    pub code: String,
    /// Full name.
    pub name: String,
    /// The name used beside a price.
    pub short: String,
}

/// Where a fixture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FixtureStatus {
    /// Not begun.
    Scheduled,
    /// Being played.
    InPlay,
    /// Over.
    Finished,
    /// Put off to a time not yet known.
    Postponed,
    /// Begun and broken off.
    Abandoned,
    /// Will not be played.
    Cancelled,
}

impl FixtureStatus {
    /// Every status with its stable name.
    pub const ALL: [(FixtureStatus, &str); 6] = [
        (FixtureStatus::Scheduled, "scheduled"),
        (FixtureStatus::InPlay, "in_play"),
        (FixtureStatus::Finished, "finished"),
        (FixtureStatus::Postponed, "postponed"),
        (FixtureStatus::Abandoned, "abandoned"),
        (FixtureStatus::Cancelled, "cancelled"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The status of a stable name.
    pub fn parse(name: &str) -> Option<FixtureStatus> {
        by_name(&Self::ALL, name)
    }
}

/// A sporting event: of two sides, or of a field (a race, a tournament, a season's award), which
/// is named by one team that stands on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixture {
    /// Identity.
    pub id: FixtureId,
    /// Its competition.
    pub league: LeagueId,
    /// The league's sport, copied so that a decision needs no league.
    pub sport: Sport,
    /// The home side.
    pub home: TeamId,
    /// The visiting side.
    pub away: TeamId,
    /// The announced start.
    pub starts_at: Instant,
    /// Where it stands.
    pub status: FixtureStatus,
    /// Rotation number of the visiting side; the home side has the next one.
    pub rotation: i32,
    /// The season's first year.
    pub season: i32,
    /// Round or week of the season, 0 when unknown.
    pub round: i32,
    /// Played on neutral ground.
    pub neutral: bool,
    /// Where it is played; may be empty.
    pub venue: String,
    /// The running score while in play and the last report afterwards.
    pub score: Option<(i32, i32)>,
    /// When the running score changed last.
    pub scored_at: Option<Instant>,
    /// Version of the announced pitchers, 0 when none are announced.
    pub listing: i32,
}

impl Fixture {
    /// True for an event of a field instead of two sides.
    pub fn has_field(&self) -> bool {
        self.home == self.away
    }
}
