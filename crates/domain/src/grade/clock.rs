//! Sports played by the clock: American football, basketball, ice hockey, soccer.
//!
//! Says which parts make up a market's period, from which minute on it is official, and where
//! overtime counts (reference/features.md 5.1 and 5.4): in the game and the second half, never in
//! the fourth quarter or third period. A period has to be played to its end. Soccer's final score
//! is that of regular time.

use crate::board::fixture::Sport;
use crate::board::market::{MarketKind, Side};
use crate::board::period::Period;
use crate::grade::detail::{Detail, Ending, PartKind};
use crate::grade::leg::{Case, LegOutcome, Tally, Undecided, Verdict, on_tally};
use crate::grade::rules::{Awarded, GradingRules};
use crate::grade::score::ConfirmedResult;

/// How a sport runs.
struct Clock {
    /// Minutes of regular time.
    minutes: i32,
    /// Minutes after which a game is official.
    official: i32,
    /// The equal parts of regular time.
    parts: PartKind,
    /// How many there are.
    count: u8,
    /// Overtime counts in lines on the whole game.
    overtime: bool,
}

impl Clock {
    fn of(sport: Sport, detail: &Detail, rules: &GradingRules) -> Clock {
        let quarters = if detail.part(PartKind::Quarter, 1).is_some() {
            (PartKind::Quarter, 4)
        } else {
            (PartKind::Half, 2)
        };
        let (minutes, official, (parts, count)) = match sport {
            Sport::Basketball => {
                let minutes = detail.scheduled.unwrap_or(48);
                let short = rules.basketball_short_official_minutes;
                let long = rules.basketball_official_minutes;
                (minutes, if minutes < 48 { short } else { long }, quarters)
            }
            Sport::Hockey => (60, rules.hockey_official_minutes, (PartKind::Period, 3)),
            Sport::Soccer => (90, 90, (PartKind::Half, 2)),
            _ => (60, rules.football_official_minutes, quarters),
        };
        let overtime = sport != Sport::Hockey || rules.hockey_overtime;
        Clock { minutes, official, parts, count, overtime }
    }

    /// The score after regular time; `None` when a part is missing.
    fn regulation(&self, detail: &Detail) -> Option<(i32, i32)> {
        detail.sum(self.parts, 1..=self.count)
    }
}

/// Grades a leg on the score of a sport played by the clock.
pub(super) fn grade(case: &Case<'_>) -> Verdict {
    let ending = case.result.detail.ending;
    if ending.advancing().is_some() || ending == Ending::NoContest {
        return Ok(LegOutcome::Void);
    }
    if ending == Ending::Awarded && case.rules.soccer_awarded == Awarded::Void {
        return Ok(LegOutcome::Void);
    }
    let clock = Clock::of(case.sport, &case.result.detail, case.rules);
    let tally = tally(&clock, case.leg.period, case.result)?;
    // A three-way line on a game with overtime is on regular time, where a draw can win.
    let three_way = case.leg.kind == MarketKind::Moneyline3 || case.leg.side == Side::Draw;
    if three_way && case.leg.period == Period::Game && case.sport != Sport::Soccer {
        return Ok(on_tally(case.leg, regulation(&clock, case.result)?));
    }
    Ok(on_tally(case.leg, tally))
}

fn tally(clock: &Clock, period: Period, result: &ConfirmedResult) -> Result<Tally, Undecided> {
    let detail = &result.detail;
    let numbers = match period {
        Period::Game if clock.overtime => {
            let complete = has_reached(detail, clock.official)?;
            return Ok(Tally { score: result.score(), complete });
        }
        Period::Game | Period::Regulation => return regulation(clock, result),
        Period::SecondHalf => return second_half(clock, result),
        Period::FirstHalf => return first_half(clock, result),
        Period::Quarter1 | Period::Period1 => 1,
        Period::Quarter2 | Period::Period2 => 2,
        Period::Quarter3 | Period::Period3 => 3,
        Period::Quarter4 => 4,
        _ => return Err(Undecided::PartMissing),
    };
    let kind = if clock.parts == PartKind::Period { PartKind::Period } else { PartKind::Quarter };
    let count = if kind == PartKind::Period { 3 } else { 4 };
    check_sum(clock, result)?;
    let score = detail.part(kind, numbers).ok_or(Undecided::PartMissing)?;
    let complete = has_reached(detail, clock.minutes * i32::from(numbers) / count)?;
    Ok(Tally { score, complete })
}

/// True when the event was played at least to this minute.
fn has_reached(detail: &Detail, minute: i32) -> Result<bool, Undecided> {
    match (detail.ending, detail.played) {
        (Ending::Completed | Ending::Awarded, _) => Ok(true),
        (_, Some(played)) => Ok(played >= minute),
        (_, None) => Err(Undecided::ProgressMissing),
    }
}

/// Regular time: its parts, or the final score where the report tells that nothing came after.
fn regulation(clock: &Clock, result: &ConfirmedResult) -> Result<Tally, Undecided> {
    check_sum(clock, result)?;
    let score = clock.regulation(&result.detail).ok_or(Undecided::PartMissing)?;
    Ok(Tally { score, complete: has_reached(&result.detail, clock.official)? })
}

fn first_half(clock: &Clock, result: &ConfirmedResult) -> Result<Tally, Undecided> {
    check_sum(clock, result)?;
    let detail = &result.detail;
    let score = detail
        .part(PartKind::Half, 1)
        .or_else(|| detail.sum(PartKind::Quarter, 1..=2))
        .ok_or(Undecided::PartMissing)?;
    Ok(Tally { score, complete: has_reached(detail, clock.minutes / 2)? })
}

/// Everything after the first half, overtime included.
fn second_half(clock: &Clock, result: &ConfirmedResult) -> Result<Tally, Undecided> {
    let first = first_half(clock, result)?.score;
    let (home, away) = result.score();
    let complete = has_reached(&result.detail, clock.minutes)?;
    Ok(Tally { score: (home - first.0, away - first.1), complete })
}

/// Parts that are all told must add up to the final score with overtime and the one goal that a
/// shootout is worth (WI-hk). Sources often leave overtime out: then regular time must be level.
fn check_sum(clock: &Clock, result: &ConfirmedResult) -> Result<(), Undecided> {
    let detail = &result.detail;
    let Some((home, away)) = clock.regulation(detail) else {
        return check_part_sum(result);
    };
    let overtime = detail.part(PartKind::Overtime, 1);
    let shootout = detail.part(PartKind::Shootout, 1);
    let extra = overtime.unwrap_or((0, 0));
    let winner = |(home, away): (i32, i32)| (i32::from(home > away), i32::from(away > home));
    let goal = shootout.map_or((0, 0), winner);
    let whole = (home + extra.0 + goal.0, away + extra.1 + goal.1);
    let left_out = overtime.is_none() && shootout.is_none() && home == away;
    let fits = result.score() == whole || (left_out && is_no_less(result.score(), (home, away)));
    if fits { Ok(()) } else { Err(Undecided::PartsDisagree) }
}

/// No part can have more points than the game.
fn check_part_sum(result: &ConfirmedResult) -> Result<(), Undecided> {
    let kinds = [PartKind::Half, PartKind::Quarter, PartKind::Period];
    let fits = kinds.into_iter().all(|kind| {
        let count = result.detail.count(kind);
        let sum = result.detail.sum(kind, 1..=count).unwrap_or((0, 0));
        is_no_less(result.score(), sum)
    });
    if fits { Ok(()) } else { Err(Undecided::PartsDisagree) }
}

fn is_no_less(whole: (i32, i32), part: (i32, i32)) -> bool {
    whole.0 >= part.0 && whole.1 >= part.1
}
