//! Boxing and mixed martial arts (reference/features.md 5.6). The score of a fight is 1-0, 0-1 or
//! 0-0 for a draw; a total counts rounds. Ringside results are final: an overturned one is no
//! correction (MGM-box, INST, S411).

use crate::board::fixture::Sport;
use crate::board::market::{MarketKind, Side};
use crate::grade::detail::{Detail, Ending, Method, Stoppage};
use crate::grade::leg::{Case, LegOutcome, Undecided, Verdict, on_score, quarters};
use crate::grade::prop;
use crate::grade::rules::ExactHalf;

/// Grades a leg on a fight.
pub(super) fn grade(case: &Case<'_>) -> Verdict {
    let detail = &case.result.detail;
    match detail.ending {
        Ending::WalkoverHome | Ending::WalkoverAway => return Ok(LegOutcome::Void),
        Ending::Abandoned | Ending::Awarded => return Err(Undecided::EndingUnclear),
        _ => {}
    }
    match case.leg.kind {
        // The winner stands when the rounds were changed, markets on rounds do not.
        MarketKind::Total | MarketKind::OverUnder if detail.length_changed => Ok(LegOutcome::Void),
        MarketKind::Total => rounds(case),
        kind if kind.is_prop() && detail.ending == Ending::NoContest => {
            prop::grade(case).or(Ok(LegOutcome::Void))
        }
        kind if kind.is_prop() => prop::grade(case),
        _ if detail.ending == Ending::NoContest => Ok(LegOutcome::Void),
        _ => Ok(winner(case)),
    }
}

/// A draw returns a two-way wager and wins the draw of a three-way one (BOL-box, LR-box).
fn winner(case: &Case<'_>) -> LegOutcome {
    match case.result.detail.ending.advancing() {
        Some(Side::Home) => on_score(case.leg, (1, 0)),
        Some(_) => on_score(case.leg, (0, 1)),
        None => on_score(case.leg, case.result.score()),
    }
}

/// Seconds of one round: a half round is 1:30 in boxing and 2:30 in mixed martial arts (INST,
/// BOL-box).
fn round_seconds(sport: Sport) -> i32 {
    if sport == Sport::Mma { 300 } else { 180 }
}

/// Over or under a number of rounds, by the time the fight lasted.
fn rounds(case: &Case<'_>) -> Verdict {
    let detail = &case.result.detail;
    let length = round_seconds(case.sport);
    let lasted = match (detail.stoppage, detail.scheduled) {
        (Some(stop), _) if stop.method != Method::Decision => {
            (stop.round - 1) * length + stop.seconds.min(length)
        }
        (_, Some(scheduled)) => scheduled * length,
        _ => return Err(Undecided::StoppageMissing),
    };
    let line = quarters(case.leg.points) * length / 4;
    let over = (lasted - line).signum();
    // No contest is void unless it was decided: only what was passed already is.
    if detail.ending == Ending::NoContest && over <= 0 {
        return Ok(LegOutcome::Void);
    }
    let is_half = quarters(case.leg.points) % 4 == 2;
    let over = match over {
        0 if is_half && case.rules.fight_exact_half == ExactHalf::Over => 1,
        other => other,
    };
    let own = if case.leg.side == Side::Under { -over } else { over };
    Ok(match own {
        1 => LegOutcome::Win,
        0 => LegOutcome::Push,
        _ => LegOutcome::Loss,
    })
}

/// What follows from how a fight was stopped: `knockout`, `submission`, `decision` and `distance`
/// are 1 or 0, `round` is the round it ended in. Disqualification and a retirement in the corner
/// count as knock-out (BOL-box, MGM-box).
pub(super) fn statistic(detail: &Detail, key: &str) -> Option<i64> {
    let Stoppage { method, round, .. } = detail.stoppage?;
    let knockout = [Method::Knockout, Method::Corner, Method::Disqualification].contains(&method);
    let judged = [Method::Decision, Method::TechnicalDecision].contains(&method);
    match key {
        "knockout" => Some(knockout.into()),
        "submission" => Some((method == Method::Submission).into()),
        "decision" => Some(judged.into()),
        "distance" => Some((method == Method::Decision).into()),
        "round" => Some(round.into()),
        _ => None,
    }
}
