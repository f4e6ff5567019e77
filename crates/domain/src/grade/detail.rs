//! What a score report tells beside the final score: how it ended, the parts of the game, and
//! whatever else a sport's grading asks for. Everything a source says is kept; what it means for
//! a wager is decided by the sport's own file.
//!
//! A detail has one canonical text, `key=value` pairs joined by semicolons, so that two sources
//! say the same exactly when their texts are equal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::board::market::Side;
use crate::board::prop::parse_statistic;
use crate::calendar::Instant;
use crate::odds::{Odds, OddsFormat};
use crate::register::{by_name, name_of, parse_name};

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
}

impl PartKind {
    /// Every kind with its stable name.
    pub const ALL: [(PartKind, &str); 9] = [
        (PartKind::Half, "half"),
        (PartKind::Quarter, "quarter"),
        (PartKind::Period, "period"),
        (PartKind::Inning, "inning"),
        (PartKind::Set, "set"),
        (PartKind::Round, "round"),
        (PartKind::Overtime, "overtime"),
        (PartKind::ExtraTime, "extra_time"),
        (PartKind::Shootout, "shootout"),
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

    /// The canonical text; empty when nothing is told.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut add = |key: &str, value: &str| {
            let joint = if text.is_empty() { "" } else { ";" };
            write!(text, "{joint}{key}={value}").expect("strings take text");
        };
        if self.ending != Ending::Completed {
            add("ending", self.ending.name());
        }
        if let Some(played) = self.played {
            add("played", &played.to_string());
        }
        if let Some(scheduled) = self.scheduled {
            add("scheduled", &scheduled.to_string());
        }
        if self.length_changed {
            add("length_changed", "yes");
        }
        for ((kind, number), (home, away)) in &self.parts {
            add(&format!("{}_{number}", kind.name()), &format!("{home}-{away}"));
        }
        if let Some((home, away)) = &self.pitchers {
            add("pitcher_home", home);
            add("pitcher_away", away);
        }
        if let Some(Stoppage { method, round, seconds }) = self.stoppage {
            add("stopped", &format!("{},{round},{seconds}", method.name()));
        }
        for (list, runners) in &self.lists {
            for (runner, finish) in runners {
                add(&format!("place.{list}.{runner}"), &finish_text(*finish));
            }
        }
        for (key, value) in &self.statistics {
            let value = value.map_or_else(|| "absent".to_owned(), |value| value.to_string());
            add(&format!("stat.{key}"), &value);
        }
        text
    }

    /// Reads a canonical text; pairs may come in any order.
    ///
    /// # Errors
    /// Names the pair that cannot be read.
    pub fn parse(text: &str) -> Result<Detail, String> {
        let mut detail = Detail::none();
        for pair in text.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
            let wrong = || format!("`{pair}` is not understood");
            let (key, value) = pair.split_once('=').ok_or_else(wrong)?;
            detail.set(key, value).ok_or_else(wrong)?;
        }
        if detail.entries() > ENTRIES_MAX {
            return Err(format!("must have at most {ENTRIES_MAX} entries"));
        }
        Ok(detail)
    }

    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "ending" => self.ending = Ending::parse(value)?,
            "played" => self.played = Some(small(value)?),
            "scheduled" => self.scheduled = Some(small(value)?),
            "length_changed" => self.length_changed = flag(value)?,
            "pitcher_home" => self.pitchers.get_or_insert_default().0 = name(value)?,
            "pitcher_away" => self.pitchers.get_or_insert_default().1 = name(value)?,
            "stopped" => self.stoppage = Some(stoppage(value)?),
            _ => return self.set_entry(key, value),
        }
        Some(())
    }

    fn set_entry(&mut self, key: &str, value: &str) -> Option<()> {
        if let Some(key) = key.strip_prefix("stat.") {
            let key = parse_statistic(key).ok()?;
            let told = if value == "absent" { None } else { Some(value.parse().ok()?) };
            return self.statistics.insert(key, told).is_none().then_some(());
        }
        if let Some(rest) = key.strip_prefix("place.") {
            let (list, runner) = rest.rsplit_once('.')?;
            let (list, runner) = (parse_statistic(list).ok()?, runner.parse().ok()?);
            let places = self.lists.entry(list).or_default();
            return places.insert(runner, finish(value)?).is_none().then_some(());
        }
        let (kind, number) = key.rsplit_once('_')?;
        let part = (PartKind::parse(kind)?, number.parse().ok().filter(|number| *number > 0)?);
        let (home, away) = value.split_once('-')?;
        let score = (small(home)?, small(away)?);
        self.parts.insert(part, score).is_none().then_some(())
    }
}

fn small(text: &str) -> Option<i32> {
    text.parse().ok().filter(|value| (0..=10_000).contains(value))
}

fn flag(text: &str) -> Option<bool> {
    by_name(&[(true, "yes"), (false, "no")], text)
}

fn name(text: &str) -> Option<String> {
    parse_name("pitchers", text).ok().filter(|name| !name.contains([';', '=']))
}

fn stoppage(text: &str) -> Option<Stoppage> {
    let mut words = text.split(',');
    let method = Method::parse(words.next()?)?;
    let (round, seconds) = (small(words.next()?)?, small(words.next()?)?);
    words.next().is_none().then_some(Stoppage { method, round, seconds })
}

fn finish_text(finish: Finish) -> String {
    match finish {
        Finish::Position(position) => position.to_string(),
        Finish::Unplaced => "unplaced".to_owned(),
        Finish::NonRunner(Withdrawal { at, price: None }) => format!("non_runner,{}", at.0),
        Finish::NonRunner(Withdrawal { at, price: Some(Odds { win, risk, format }) }) => {
            format!("non_runner,{},{win}/{risk},{}", at.0, format.name())
        }
    }
}

fn finish(text: &str) -> Option<Finish> {
    let mut words = text.split(',');
    let first = words.next()?;
    let finish = match first {
        "unplaced" => Finish::Unplaced,
        "non_runner" => {
            let at = Instant(words.next()?.parse().ok()?);
            let price = match words.next() {
                None => None,
                Some(price) => {
                    let (win, risk) = price.split_once('/')?;
                    let format = OddsFormat::parse(words.next()?)?;
                    let odds = Odds::fractional(win.parse().ok()?, risk.parse().ok()?).ok()?;
                    Some(Odds { format, ..odds })
                }
            };
            Finish::NonRunner(Withdrawal { at, price })
        }
        position => Finish::Position(small(position).filter(|position| *position > 0)?),
    };
    words.next().is_none().then_some(finish)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_is_read_back_from_its_text() {
        for text in [
            "",
            "ending=abandoned;played=52;quarter_1=7-0;quarter_2=3-14",
            "played=18;scheduled=7;length_changed=yes;pitcher_home=Cole;pitcher_away=Sale",
            "stopped=knockout,9,90",
            "place.finish.1=1;place.finish.2=unplaced;\
             place.finish.3=non_runner,1725000000000000,5/2,fractional;\
             place.finish.4=non_runner,1725000000000000",
            "stat.kelce.touchdown=absent;stat.kelce.yards=-3",
        ] {
            assert_eq!(Detail::parse(text).map(|detail| detail.text()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused_by_name() {
        for bad in [
            "quarter_1",
            "quarter_0=1-1",
            "quarter_1=7",
            "quarter_1=-7-0",
            "ending=soon",
            "stat.Kelce=1",
            "stat.a=1;stat.a=2",
            "place.finish.300=1",
            "place.finish.3=0",
            "stopped=knockout,9",
            "colour=red",
        ] {
            let told = Detail::parse(bad).expect_err(bad);
            assert!(told.contains("is not understood"), "{told}");
        }
    }

    #[test]
    fn sums_need_every_part() {
        let detail = Detail::parse("quarter_1=7-0;quarter_2=3-14;quarter_4=0-3").expect("read");
        assert_eq!(detail.sum(PartKind::Quarter, 1..=2), Some((10, 14)));
        assert_eq!(detail.sum(PartKind::Quarter, 1..=4), None);
        assert_eq!(detail.count(PartKind::Quarter), 2);
    }
}
