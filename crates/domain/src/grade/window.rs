//! When and where a game was played, against what its wagers were taken for: postponements, play
//! that went on another day, a change of ground (reference/features.md 5.1 to 5.7).
//!
//! A window is counted in hours from the announced start, or by the calendar at the event. Says
//! only whether a wager has no action any more; never how it ends otherwise.

use crate::board::fixture::Sport;
use crate::board::market::MarketKind;
use crate::calendar::Instant;
use crate::grade::detail::{Detail, Venue};
use crate::grade::leg::{Case, Undecided};
use crate::grade::rules::{GradingRules, Grounds, Window};

const MINUTE: i64 = 60 * Instant::SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Where a house leaves postponements to people, a start moved by less than this is none.
const SLIP: i64 = 12 * HOUR;
/// By this hour of the next day a game begun late still counts for its day (BM-fb, GAL-mlb).
const NEXT_MORNING: i64 = 5 * HOUR;
/// A tournament is announced for four days.
const TOURNAMENT: i64 = 4 * DAY;

/// How long a sport's wagers wait.
struct Patience {
    window: Window,
    hours: i32,
    /// The same for playoffs and major tournaments, where the house has a rule for them.
    major_hours: i32,
    /// Hours from the start within which play that was broken off must have gone on.
    resumed_hours: Option<i32>,
    grounds: Grounds,
}

impl Patience {
    fn of(sport: Sport, rules: &GradingRules) -> Option<Patience> {
        let plain = |window, hours| Patience {
            window,
            hours,
            major_hours: 0,
            resumed_hours: None,
            grounds: Grounds::Any,
        };
        Some(match sport {
            Sport::Football => Patience {
                major_hours: rules.football_playoff_days * 24,
                grounds: rules.football_grounds,
                ..plain(rules.football_window, rules.football_postponed_hours)
            },
            Sport::Basketball => plain(rules.basketball_window, rules.basketball_postponed_hours),
            Sport::Hockey => plain(rules.hockey_window, rules.hockey_postponed_hours),
            Sport::Baseball => Patience {
                major_hours: rules.baseball_playoff_hours,
                grounds: rules.baseball_grounds,
                ..plain(rules.baseball_window, rules.baseball_postponed_hours)
            },
            Sport::Soccer => Patience {
                major_hours: rules.soccer_major_hours,
                resumed_hours: Some(rules.soccer_resumed_hours),
                grounds: rules.soccer_grounds,
                ..plain(rules.soccer_window, rules.soccer_postponed_hours)
            },
            Sport::Tennis => plain(rules.tennis_window, rules.tennis_delay_hours),
            Sport::Boxing | Sport::Mma => Patience {
                grounds: rules.fight_grounds,
                ..plain(Window::Hours, rules.fight_postponed_hours)
            },
            Sport::Golf => plain(Window::Hours, rules.golf_postponed_hours),
            Sport::HorseRacing | Sport::MotorRacing => {
                plain(Window::Hours, rules.racing_postponed_hours)
            }
            Sport::Other | Sport::Several => return None,
        })
    }
}

/// True when a wager has no action any more because of when or where the event took place.
///
/// # Errors
/// When the house leaves it to a person.
pub(super) fn has_no_action(case: &Case<'_>) -> Result<bool, Undecided> {
    let Some(patience) = Patience::of(case.sport, case.rules) else { return Ok(false) };
    let detail = &case.result.detail;
    if detail.venue.is_some_and(|venue| !patience.grounds.take(venue)) {
        return Ok(true);
    }
    let (announced, started) = (case.leg.starts_at, case.result.started_at);
    if case.leg.kind == MarketKind::Outright {
        let end = Instant(announced.0 + TOURNAMENT);
        let is_golf = case.sport == Sport::Golf;
        return match detail.finished.filter(|finished| is_golf && *finished > end) {
            Some(finished) => is_late(&patience, detail, case.result.local, (end, finished)),
            None => Ok(false),
        };
    }
    let local = case.result.local;
    if is_late(&patience, detail, local, (announced, started))? {
        return Ok(true);
    }
    if let (Some(resumed), Some(hours)) = (detail.resumed, patience.resumed_hours) {
        return Ok(resumed.0 - started.0 > i64::from(hours) * HOUR);
    }
    // Play broken off and finished another day has to end within the window as well.
    match detail.finished.filter(|_| detail.resumed.is_some()) {
        Some(finished) => is_late(&patience, detail, local, (announced, finished)),
        None => Ok(false),
    }
}

/// True when what was announced for one instant came at another outside of the window.
fn is_late(
    patience: &Patience,
    detail: &Detail,
    local: i32,
    (announced, came): (Instant, Instant),
) -> Result<bool, Undecided> {
    let moved = came.0 - announced.0;
    if detail.major && patience.major_hours > 0 {
        return Ok(moved > i64::from(patience.major_hours) * HOUR);
    }
    let day = |at: Instant, from: i64| (at.0 + i64::from(local) * MINUTE - from).div_euclid(DAY);
    Ok(match patience.window {
        Window::Stands => false,
        Window::Hours if patience.hours == 0 && moved > SLIP => return Err(Undecided::PutOff),
        Window::Hours if patience.hours == 0 => false,
        Window::Hours => moved > i64::from(patience.hours) * HOUR,
        Window::SameDay => day(came, 0) > day(announced, 0),
        // Whatever the announced hour, the morning is that after its day.
        Window::NextMorning => day(came, NEXT_MORNING) > day(announced, 0),
        Window::FootballWeek => {
            // The epoch was a Thursday, like the first day of the football week.
            let week = |at| day(at, 0).div_euclid(7);
            week(came) > week(announced)
        }
    })
}

impl Grounds {
    /// True when wagers stand although the event was moved to `venue`.
    fn take(self, venue: Venue) -> bool {
        match self {
            Grounds::Any => true,
            Grounds::Original => false,
            Grounds::Near => venue == Venue::Near,
            Grounds::NotVisitors => venue != Venue::Visitors,
            Grounds::SameCountry => venue != Venue::Abroad,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes of a day and an hour since Monday 2024-09-02 at the event, which is four hours
    /// behind UTC.
    fn at(day: i64, hour: i64) -> Instant {
        const MONDAY: i64 = 1_725_235_200;
        Instant((MONDAY + (day * 24 + hour + 4) * 3_600) * Instant::SECOND)
    }

    fn late(window: Window, hours: i32, came: Instant, told: &str) -> Result<bool, Undecided> {
        let rules = GradingRules::standard();
        let football = Patience::of(Sport::Football, &rules).expect("football waits");
        let patience = Patience { window, hours, ..football };
        let detail = Detail::parse(told).expect("a detail");
        // Announced for Sunday at 13:00.
        is_late(&patience, &detail, -240, (at(6, 13), came))
    }

    /// The windows of reference/features.md 5.2 and 5.3, each on both sides of its end.
    #[test]
    fn windows_end_where_the_houses_say() {
        for (window, hours, last) in [
            (Window::Hours, 48, at(8, 13)),
            (Window::Hours, 168, at(13, 13)),
            (Window::Hours, 192, at(14, 13)),
        ] {
            assert_eq!(late(window, hours, last, ""), Ok(false));
            assert_eq!(late(window, hours, Instant(last.0 + 1), ""), Ok(true));
        }
        for (window, end) in [
            (Window::SameDay, at(7, 0)),
            (Window::NextMorning, at(7, 5)),
            // The week of Thursday to Wednesday.
            (Window::FootballWeek, at(10, 0)),
        ] {
            assert_eq!(late(window, 0, Instant(end.0 - 1), ""), Ok(false), "{window:?}");
            assert_eq!(late(window, 0, end, ""), Ok(true), "{window:?}");
        }
        assert_eq!(late(Window::Stands, 0, at(60, 0), ""), Ok(false));
        assert_eq!(late(Window::Hours, 0, at(7, 1), ""), Ok(false));
        assert_eq!(late(Window::Hours, 0, at(7, 2), ""), Err(Undecided::PutOff));
    }

    #[test]
    fn playoffs_wait_thirty_days_and_early_games_are_never_late() {
        assert_eq!(late(Window::SameDay, 0, at(36, 13), "major=yes"), Ok(false));
        assert_eq!(late(Window::SameDay, 0, at(36, 14), "major=yes"), Ok(true));
        assert_eq!(late(Window::SameDay, 0, at(5, 13), ""), Ok(false));
        assert_eq!(late(Window::FootballWeek, 0, at(1, 13), ""), Ok(false));
    }
}
