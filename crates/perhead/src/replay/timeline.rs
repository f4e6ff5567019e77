//! When what happens in a replay.
//!
//! A week's games are posted and bet an hour before its first start. A game is settled three and
//! a half hours after its start, but still on the business day it was played on. A week is closed
//! soon after its end.

use std::collections::{BTreeMap, BTreeSet};

use desk::clock::Calendar;
use domain::book::BookCalendar;
use domain::calendar::{Day, Instant, Week};

use super::plan::PlannedGame;
use crate::clock::{ZoneCalendar, begin_of};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// One thing to do. Games are places in the plan's list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Enter and confirm scores, and settle.
    Settle(Vec<usize>),
    /// Close a week.
    CloseWeek(Week),
    /// Post fixtures and lines, and bet.
    Open(Vec<usize>),
}

/// The steps of a replay in the order of time. Games bet on together (`together`) are posted
/// together, with the earliest of them.
pub(super) fn steps(
    games: &[PlannedGame<'_>],
    together: &[&[usize]],
    calendar: &BookCalendar,
) -> Vec<(Instant, Step)> {
    let mut first_of: BTreeMap<usize, usize> = BTreeMap::new();
    for group in together {
        let first = group.iter().min_by_key(|place| games[**place].game.starts_at);
        first_of.extend(first.into_iter().flat_map(|first| group.iter().map(|one| (*one, *first))));
    }
    let mut by_week: BTreeMap<Week, Vec<usize>> = BTreeMap::new();
    let mut by_end: BTreeMap<Instant, Vec<usize>> = BTreeMap::new();
    let mut weeks: BTreeSet<Week> = BTreeSet::new();
    for (place, planned) in games.iter().enumerate() {
        let starts_at = planned.game.starts_at;
        let (day, week) = ZoneCalendar.place(calendar, starts_at);
        weeks.insert(week);
        let first = first_of.get(&place).unwrap_or(&place);
        let (_, opened) = ZoneCalendar.place(calendar, games[*first].game.starts_at);
        by_week.entry(opened).or_default().push(place);
        if planned.game.score.is_some() {
            by_end.entry(settled_at(calendar, starts_at, day)).or_default().push(place);
        }
    }
    let opened = by_week.into_values().map(|mut places| {
        places.sort_by_key(|place| games[*place].game.starts_at);
        (games[places[0]].game.starts_at.plus_seconds(-HOUR), Step::Open(places))
    });
    let settled = by_end.into_iter().map(|(at, places)| (at, Step::Settle(places)));
    let closed = weeks.into_iter().map(|week| {
        let ends_at = begin_of(calendar, Day(week.next().0));
        (ends_at.plus_seconds(5 * MINUTE), Step::CloseWeek(week))
    });
    let mut steps: Vec<(Instant, Step)> = opened.chain(settled).chain(closed).collect();
    steps.sort();
    steps
}

fn settled_at(calendar: &BookCalendar, starts_at: Instant, day: Day) -> Instant {
    let over = starts_at.plus_seconds(3 * HOUR + 30 * MINUTE);
    let latest = begin_of(calendar, Day(day.0 + 1)).plus_seconds(-5 * MINUTE);
    over.min(latest).max(starts_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use feeds::{Format, Game, read};

    /// Games at the given US Eastern dates and times; those after the bar are unplayed.
    fn games(starts: &str) -> Vec<Game> {
        let mut text = "game_id,season,gameday,gametime,home_team,away_team,home_score,away_score,\
            spread_line,total_line,home_spread_odds,away_spread_odds,over_odds,under_odds,\
            home_moneyline,away_moneyline\n"
            .to_owned();
        for (place, start) in starts.split(", ").enumerate() {
            let (start, score) = start.strip_suffix('?').map_or((start, "1,2"), |s| (s, ","));
            let start = start.replace(' ', ",");
            text += &format!("g{place},2024,{start},NE,SF,{score},,,,,,,,\n");
        }
        read(Format::Nflverse, "games", text.as_bytes()).expect("reads").games
    }

    fn eastern() -> BookCalendar {
        let zone = "America/New_York".to_owned();
        BookCalendar { zone, day_cutoff_minutes: 180, first_weekday: 2 }
    }

    fn told(starts: &str) -> Vec<String> {
        let games = games(starts);
        let planned: Vec<PlannedGame<'_>> =
            games.iter().map(|game| PlannedGame { file: "games", game }).collect();
        let zone = crate::clock::zone_of("America/New_York");
        let local = |at: Instant| {
            let at = jiff::Timestamp::from_microsecond(at.0).expect("in range");
            at.to_zoned(zone.clone()).strftime("%a %d %H:%M").to_string()
        };
        let steps = steps(&planned, &[], &eastern());
        steps.iter().map(|(at, step)| format!("{} {step:?}", local(*at))).collect()
    }

    #[test]
    fn a_week_is_opened_settled_and_closed_in_order() {
        let steps = told("2024-09-08 13:00, 2024-09-09 20:15, 2024-09-05 20:20, 2024-09-08 13:00");
        assert_eq!(
            steps,
            [
                "Thu 05 19:20 Open([2, 0, 3, 1])",
                "Thu 05 23:50 Settle([2])",
                "Sun 08 16:30 Settle([0, 3])",
                "Mon 09 23:45 Settle([1])",
                "Tue 10 03:05 CloseWeek(Week(19969))",
            ]
        );
    }

    #[test]
    fn late_games_are_settled_on_their_own_business_day_and_unplayed_ones_never() {
        let steps = told("2024-09-09 23:59, 2024-09-10 20:00, 2024-09-12 20:00?, 2024-09-13 02:58");
        assert_eq!(
            steps,
            [
                "Mon 09 22:59 Open([0])",
                "Tue 10 02:55 Settle([0])",
                "Tue 10 03:05 CloseWeek(Week(19969))",
                "Tue 10 19:00 Open([1, 2, 3])",
                "Tue 10 23:30 Settle([1])",
                "Fri 13 02:58 Settle([3])",
                "Tue 17 03:05 CloseWeek(Week(19976))",
            ]
        );
    }
}
