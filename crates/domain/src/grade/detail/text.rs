//! The canonical text of a detail: `key=value` pairs joined by semicolons, so that two sources say
//! the same exactly when their texts are equal. Decides nothing of what it means.

use std::fmt::Write as _;

use super::{Detail, ENTRIES_MAX, Ending, Finish, Method, PartKind, Stoppage, Venue, Withdrawal};
use crate::board::prop::parse_statistic;
use crate::calendar::Instant;
use crate::odds::{Odds, OddsFormat};
use crate::register::{by_name, parse_name};

impl Detail {
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
        if self.major {
            add("major", "yes");
        }
        if let Some(venue) = self.venue {
            add("venue", venue.name());
        }
        if let Some(local) = self.local {
            add("local", &local.to_string());
        }
        for (key, at) in [("resumed", self.resumed), ("finished", self.finished)] {
            if let Some(at) = at {
                add(key, &at.0.to_string());
            }
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
            "major" => self.major = flag(value)?,
            "venue" => self.venue = Some(Venue::parse(value)?),
            "local" => self.local = Some(ahead(value)?),
            "resumed" => self.resumed = Some(Instant(value.parse().ok()?)),
            "finished" => self.finished = Some(Instant(value.parse().ok()?)),
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

/// Minutes ahead of UTC: clocks differ from it by at most fourteen hours.
fn ahead(text: &str) -> Option<i32> {
    text.parse().ok().filter(|minutes: &i32| minutes.abs() <= 14 * 60)
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
            "major=yes;venue=near;local=-240;resumed=1725000000000000;finished=1725010000000000",
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
            "venue=moon",
            "local=900",
            "resumed=soon",
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
