//! Baseball (reference/features.md 5.3): official innings, called games, the first five innings
//! and announced pitchers.
//!
//! `played` counts completed half innings: nine innings are 18, eight and a half 17. In a game
//! that is called early the last full inning counts, unless the home side ties or leads in its
//! half of the next, when the score at the call counts (WI-mlb, LR-mlb).

use crate::board::market::MarketKind;
use crate::board::period::Period;
use crate::grade::detail::{Ending, PartKind};
use crate::grade::leg::{Case, LegOutcome, Tally, Undecided, Verdict, on_tally, pitchers_started};
use crate::grade::score::ConfirmedResult;

/// Innings of a game unless the report says otherwise.
const INNINGS: i32 = 9;
/// Half innings of the first five.
const FIRST_FIVE_HALVES: i32 = 10;

/// Grades a leg on a baseball score.
pub(super) fn grade(case: &Case<'_>) -> Verdict {
    if pitchers_started(case)? == Some(false) {
        return Ok(LegOutcome::Void);
    }
    let detail = &case.result.detail;
    if detail.ending.advancing().is_some() || detail.ending == Ending::NoContest {
        return Ok(LegOutcome::Void);
    }
    if detail.ending == Ending::Awarded {
        return Err(Undecided::EndingUnclear);
    }
    // A nine-inning game cut to seven before its start has no action (GAL-mlb).
    if detail.length_changed {
        return Ok(LegOutcome::Void);
    }
    match case.leg.period {
        Period::FirstFive => part(case, 5, FIRST_FIVE_HALVES),
        Period::Inning1 => part(case, 1, 2),
        _ => game(case),
    }
}

/// The first innings; all of them must be full.
fn part(case: &Case<'_>, innings: u8, halves: i32) -> Verdict {
    let detail = &case.result.detail;
    let score = detail.sum(PartKind::Inning, 1..=innings).ok_or(Undecided::PartMissing)?;
    let (home, away) = case.result.score();
    if home < score.0 || away < score.1 {
        return Err(Undecided::PartsDisagree);
    }
    let complete = match (detail.ending, detail.played) {
        (Ending::Completed, _) => true,
        (_, Some(played)) => played >= halves,
        (_, None) => return Err(Undecided::ProgressMissing),
    };
    Ok(stand(case, Tally { score, complete }))
}

fn game(case: &Case<'_>) -> Verdict {
    let result = case.result;
    if result.detail.ending == Ending::Completed {
        return Ok(on_tally(case.leg, Tally { score: result.score(), complete: true }));
    }
    let played = result.detail.played.ok_or(Undecided::ProgressMissing)?;
    let score = called_score(result, played)?;
    let scheduled = result.detail.scheduled.unwrap_or(INNINGS);
    let moneyline = matches!(case.leg.kind, MarketKind::Moneyline | MarketKind::Moneyline3);
    let innings = if moneyline { case.rules.baseball_moneyline_innings } else { scheduled };
    let innings = innings.min(scheduled);
    let home_leads = score.0 > score.1;
    let complete = played >= innings * 2 || (home_leads && played >= innings * 2 - 1);
    Ok(stand(case, Tally { score, complete }))
}

fn stand(case: &Case<'_>, tally: Tally) -> LegOutcome {
    if !tally.complete && !case.rules.baseball_decided_totals {
        return LegOutcome::Void;
    }
    on_tally(case.leg, tally)
}

/// The score that counts in a game called after so many half innings.
fn called_score(result: &ConfirmedResult, played: i32) -> Result<(i32, i32), Undecided> {
    let (home, away) = result.score();
    let in_home_half = played % 2 == 1;
    if in_home_half && home >= away {
        return Ok((home, away));
    }
    let full = u8::try_from(played / 2).map_err(|_| Undecided::ProgressMissing)?;
    result.detail.sum(PartKind::Inning, 1..=full).ok_or(Undecided::PartMissing)
}
