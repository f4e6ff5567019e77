//! What a score report tells beside the final score: how it ended, the parts of the game, and
//! whatever else a sport's grading asks for. Everything a source says is kept; what it means for
//! a wager is decided by the sport's own file.
//!
//! Its canonical text is written and read in [`text`].

mod text;

use std::collections::BTreeMap;

use crate::board::market::Side;
use crate::calendar::Instant;
use crate::odds::Odds;
use crate::register::{by_name, name_of};

/// Most entries of one detail, so that no report is without bound.
pub const ENTRIES_MAX: usize = 1_000;

/// How an event ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// Played to its end.
    #[default]
    Completed,
    /// Broken off for good, or called early.
    Abandoned,
    /// Decided by a committee instead of on the field.
    Awarded,
    /// The home side did not appear.
    WalkoverHome,
    /// The visiting side did not appear.
    WalkoverAway,
    /// The home side gave up after the start.
    RetiredHome,
    /// The visiting side gave up after the start.
    RetiredAway,
    /// The home side was disqualified.
    DisqualifiedHome,
    /// The visiting side was disqualified.
    DisqualifiedAway,
    /// Declared to be no contest.
    NoContest,
}

impl Ending {
    /// Every ending with its stable name.
    pub const ALL: [(Ending, &str); 10] = [
        (Ending::Completed, "completed"),
        (Ending::Abandoned, "abandoned"),
        (Ending::Awarded, "awarded"),
        (Ending::WalkoverHome, "walkover_home"),
        (Ending::WalkoverAway, "walkover_away"),
        (Ending::RetiredHome, "retired_home"),
        (Ending::RetiredAway, "retired_away"),
        (Ending::DisqualifiedHome, "disqualified_home"),
        (Ending::DisqualifiedAway, "disqualified_away"),
        (Ending::NoContest, "no_contest"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The ending of a stable name.
    pub fn parse(name: &str) -> Option<Ending> {
        by_name(&Self::ALL, name)
    }

    /// The side that goes on where the other did not appear, gave up or was disqualified.
    pub fn advancing(self) -> Option<Side> {
        match self {
            Ending::WalkoverHome | Ending::RetiredHome | Ending::DisqualifiedHome => {
                Some(Side::Away)
            }
            Ending::WalkoverAway | Ending::RetiredAway | Ending::DisqualifiedAway => {
                Some(Side::Home)
            }
            Ending::Completed | Ending::Abandoned | Ending::Awarded | Ending::NoContest => None,
        }
    }
}

/// What a part of a game is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// A half.
    Half,
    /// A quarter.
    Quarter,
    /// A period of three.
    Period,
    /// An inning.
    Inning,
    /// A set; its score is in games.
    Set,
    /// A round of golf; its score is in strokes.
    Round,
    /// Overtime, all of it.
    Overtime,
    /// Extra time of a soccer match.
    ExtraTime,
    /// A shootout, in goals of its own.
    Shootout,
    /// A game of a series, or of all games of a day.
    Game,
}

impl PartKind {
    /// Every kind with its stable name.
    pub const ALL: [(PartKind, &str); 10] = [
        (PartKind::Half, "half"),
        (PartKind::Quarter, "quarter"),
        (PartKind::Period, "period"),
        (PartKind::Inning, "inning"),
        (PartKind::Set, "set"),
        (PartKind::Round, "round"),
        (PartKind::Overtime, "overtime"),
        (PartKind::ExtraTime, "extra_time"),
        (PartKind::Shootout, "shootout"),
        (PartKind::Game, "game"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<PartKind> {
        by_name(&Self::ALL, name)
    }
}

/// How a fight ended before its last bell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// By the judges, after all rounds.
    Decision,
    /// Knock-out or technical knock-out.
    Knockout,
    /// Submission.
    Submission,
    /// The corner gave up.
    Corner,
    /// Disqualification.
    Disqualification,
    /// The judges' cards after an accident.
    TechnicalDecision,
}

impl Method {
    /// Every method with its stable name.
    pub const ALL: [(Method, &str); 6] = [
        (Method::Decision, "decision"),
        (Method::Knockout, "knockout"),
        (Method::Submission, "submission"),
        (Method::Corner, "corner"),
        (Method::Disqualification, "disqualification"),
        (Method::TechnicalDecision, "technical_decision"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The method of a stable name.
    pub fn parse(name: &str) -> Option<Method> {
        by_name(&Self::ALL, name)
    }
}

/// When and how a fight was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stoppage {
    /// How.
    pub method: Method,
    /// In which round. A fighter who does not answer the bell lost in the round before.
    pub round: i32,
    /// After how many seconds of it.
    pub seconds: i32,
}

/// What became of a runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// Finished in this position; equal positions are dead heats.
    Position(i32),
    /// Started and did not finish, or finished unplaced.
    Unplaced,
    /// Did not start.
    NonRunner(Withdrawal),
}

/// When a runner was taken out, and its price then, for deductions from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: Instant,
    /// Its price then, if it had one.
    pub price: Option<Odds>,
}

/// Where an event was moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Venue {
    /// To another ground within a hundred miles.
    Near,
    /// Further away, to neutral ground.
    Far,
    /// To the ground of the visitors: the sides are reversed.
    Visitors,
    /// To another country.
    Abroad,
}

impl Venue {
    /// Every place with its stable name.
    pub const ALL: [(Venue, &str); 4] = [
        (Venue::Near, "near"),
        (Venue::Far, "far"),
        (Venue::Visitors, "visitors"),
        (Venue::Abroad, "abroad"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The place of a stable name.
    pub fn parse(name: &str) -> Option<Venue> {
        by_name(&Self::ALL, name)
    }
}

/// Everything a report tells beside the final score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// How it ended.
    pub ending: Ending,
    /// How far it went, where it was not played to its end: minutes, half innings, holes.
    pub played: Option<i32>,
    /// How long it was scheduled for, where it differs from the sport's usual length: minutes,
    /// innings, rounds.
    pub scheduled: Option<i32>,
    /// The scheduled length was changed after the event was announced.
    pub length_changed: bool,
    /// A playoff game, or one of a major tournament.
    pub major: bool,
    /// Where it was moved to, if it was.
    pub venue: Option<Venue>,
    /// Minutes that clocks at the event were ahead of UTC.
    pub local: Option<i32>,
    /// When play went on after it had been broken off to another time.
    pub resumed: Option<Instant>,
    /// When it was over, where that was not the day it began.
    pub finished: Option<Instant>,
    /// The parts, home first.
    pub parts: BTreeMap<(PartKind, u8), (i32, i32)>,
    /// Who threw the first pitch: for the home side, for the visitors.
    pub pitchers: Option<(String, String)>,
    /// When and how a fight was stopped.
    pub stoppage: Option<Stoppage>,
    /// Finishing places of each list, by runner.
    pub lists: BTreeMap<String, BTreeMap<u8, Finish>>,
    /// Values of statistics; `None` when the participant did not take part.
    pub statistics: BTreeMap<String, Option<i64>>,
}

impl Detail {
    /// Nothing told beside the final score of an event that was played to its end.
    pub fn none() -> Detail {
        Detail::default()
    }

    /// The score of one part.
    pub fn part(&self, kind: PartKind, number: u8) -> Option<(i32, i32)> {
        self.parts.get(&(kind, number)).copied()
    }

    /// The sum of parts, or `None` when one of them is missing.
    pub fn sum(&self, kind: PartKind, numbers: impl IntoIterator<Item = u8>) -> Option<(i32, i32)> {
        numbers.into_iter().try_fold((0, 0), |sum, number| {
            let (home, away) = self.part(kind, number)?;
            Some((sum.0 + home, sum.1 + away))
        })
    }

    /// How many parts of a kind are told, counted from the first without a gap.
    pub fn count(&self, kind: PartKind) -> u8 {
        let is_told = |number: &u8| self.parts.contains_key(&(kind, *number));
        (1..=u8::MAX).take_while(is_told).last().unwrap_or(0)
    }

    /// True when two details say the same of everything that both tell.
    pub fn agrees_with(&self, other: &Detail) -> bool {
        fn shared<K: Ord, V: PartialEq>(a: &BTreeMap<K, V>, b: &BTreeMap<K, V>) -> bool {
            a.iter().all(|(key, value)| b.get(key).is_none_or(|other| other == value))
        }
        fn same<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        let list = |(name, runners): (&String, &BTreeMap<u8, Finish>)| {
            other.lists.get(name).is_none_or(|others| shared(runners, others))
        };
        self.ending == other.ending
            && self.length_changed == other.length_changed
            && same(&self.venue, &other.venue)
            && same(&self.local, &other.local)
            && same(&self.resumed, &other.resumed)
            && same(&self.finished, &other.finished)
            && same(&self.played, &other.played)
            && same(&self.scheduled, &other.scheduled)
            && same(&self.pitchers, &other.pitchers)
            && same(&self.stoppage, &other.stoppage)
            && shared(&self.parts, &other.parts)
            && shared(&self.statistics, &other.statistics)
            && self.lists.iter().all(list)
    }

    /// How much is told, to prefer the report that tells most.
    pub fn entries(&self) -> usize {
        let places: usize = self.lists.values().map(BTreeMap::len).sum();
        self.parts.len() + places + self.statistics.len()
    }
}
