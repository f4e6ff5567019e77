//! Tennis (reference/features.md 5.5): the final score is in sets, spreads and totals are in
//! games, a tie-break counts as one game. What a retirement does to the moneyline is the house's
//! choice of three; other markets stand only where they were decided. A walkover voids all.

use crate::board::market::{MarketKind, Side};
use crate::board::period::Period;
use crate::grade::detail::{Detail, Ending, PartKind};
use crate::grade::leg::{Case, LegOutcome, Tally, Undecided, Verdict, on_score, on_tally};
use crate::grade::rules::TennisRetirement;

/// Grades a leg on a tennis match.
pub(super) fn grade(case: &Case<'_>) -> Verdict {
    let detail = &case.result.detail;
    match detail.ending {
        Ending::WalkoverHome | Ending::WalkoverAway | Ending::NoContest => {
            return Ok(LegOutcome::Void);
        }
        Ending::Awarded => return Err(Undecided::EndingUnclear),
        _ => {}
    }
    let set = match case.leg.period {
        Period::Game => None,
        Period::Set1 => Some(1),
        Period::Set2 => Some(2),
        Period::Set3 => Some(3),
        Period::Set4 => Some(4),
        Period::Set5 => Some(5),
        _ => return Err(Undecided::PartMissing),
    };
    match (case.leg.kind, set) {
        (MarketKind::Moneyline | MarketKind::Moneyline3, None) => winner(case),
        (MarketKind::Moneyline | MarketKind::Moneyline3, Some(set)) => set_winner(case, set),
        (_, None) => games(case),
        (_, Some(set)) => set_games(case, set),
    }
}

/// The match winner.
fn winner(case: &Case<'_>) -> Verdict {
    let detail = &case.result.detail;
    let Some(advancing) = detail.ending.advancing() else {
        let complete = detail.ending == Ending::Completed;
        return Ok(on_tally(case.leg, Tally { score: case.result.score(), complete }));
    };
    let stands = match case.rules.tennis_retirement {
        TennisRetirement::AnyRetirementVoid => false,
        TennisRetirement::BallServed => true,
        TennisRetirement::OneSet => {
            detail.part(PartKind::Set, 1).ok_or(Undecided::PartMissing).map(is_full_set)?
        }
    };
    Ok(if stands { won_by(case, advancing) } else { LegOutcome::Void })
}

fn won_by(case: &Case<'_>, winner: Side) -> LegOutcome {
    let score = if winner == Side::Home { (1, 0) } else { (0, 1) };
    on_score(case.leg, score)
}

/// A set is full at six games with two more than the other, or at seven.
fn is_full_set((home, away): (i32, i32)) -> bool {
    let (more, fewer) = (home.max(away), home.min(away));
    more >= 6 && (more - fewer >= 2 || (more == 7 && fewer == 6))
}

/// The winner of one set: by its games, or under rule set B by who goes on when play had begun.
fn set_winner(case: &Case<'_>, set: u8) -> Verdict {
    let detail = &case.result.detail;
    let Some(score) = detail.part(PartKind::Set, set) else { return unplayed(detail, set) };
    if is_full_set(score) {
        return Ok(on_score(case.leg, score));
    }
    match (detail.ending.advancing(), case.rules.tennis_retirement) {
        (Some(advancing), TennisRetirement::BallServed) => Ok(won_by(case, advancing)),
        (None, _) if detail.ending == Ending::Completed => Err(Undecided::PartsDisagree),
        _ => Ok(LegOutcome::Void),
    }
}

/// A set that is not told was not played, where the sets before it are told.
fn unplayed(detail: &Detail, set: u8) -> Verdict {
    if set > 1 && detail.count(PartKind::Set) > 0 {
        return Ok(LegOutcome::Void);
    }
    Err(Undecided::PartMissing)
}

/// Spreads and totals of the match, in games.
fn games(case: &Case<'_>) -> Verdict {
    let detail = &case.result.detail;
    let count = detail.count(PartKind::Set);
    if count == 0 {
        return Err(Undecided::PartMissing);
    }
    let score = detail.sum(PartKind::Set, 1..=count).ok_or(Undecided::PartMissing)?;
    let complete = detail.ending == Ending::Completed;
    if complete && sets_won(detail, count) != case.result.score() {
        return Err(Undecided::PartsDisagree);
    }
    Ok(on_tally(case.leg, Tally { score, complete }))
}

fn sets_won(detail: &Detail, count: u8) -> (i32, i32) {
    let sets = (1..=count).filter_map(|set| detail.part(PartKind::Set, set));
    sets.fold((0, 0), |won, (home, away)| {
        (won.0 + i32::from(home > away), won.1 + i32::from(away > home))
    })
}

/// Spreads and totals of one set, in games.
fn set_games(case: &Case<'_>, set: u8) -> Verdict {
    let detail = &case.result.detail;
    let Some(score) = detail.part(PartKind::Set, set) else { return unplayed(detail, set) };
    Ok(on_tally(case.leg, Tally { score, complete: is_full_set(score) }))
}
