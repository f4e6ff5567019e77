//! Golf (reference/features.md 5.7): outrights and top-N by finishing place, match-ups by holes
//! and strokes. Final scores and rounds of a match-up are in strokes; the fewer win. A playoff
//! decides the outright and is left out of match-ups.

use crate::board::period::Period;
use crate::grade::detail::{Detail, Ending, PartKind};
use crate::grade::leg::{Case, LegOutcome, Undecided, Verdict, on_score};
use crate::grade::prop;

/// Grades a leg on golf.
pub(super) fn grade(case: &Case<'_>) -> Verdict {
    if case.leg.kind.has_field() {
        return outright(case);
    }
    if case.leg.kind.is_prop() {
        return prop::grade(case);
    }
    match_up(case)
}

fn outright(case: &Case<'_>) -> Verdict {
    let detail = &case.result.detail;
    if detail.ending != Ending::Completed {
        let holes = detail.played.ok_or(Undecided::ProgressMissing)?;
        if holes < case.rules.golf_minimum_holes {
            return Ok(LegOutcome::Void);
        }
    }
    let field = prop::field(case)?;
    prop::placed(case, &field, case.rules.golf_ties, 0)
}

/// Both must tee off; the one who completed more holes wins, then the lower score; a tie pushes.
/// Holes are told as `holes.home` and `holes.away` where they differ from the whole; `absent` is
/// who did not tee off. `missed_cut.home` and `missed_cut.away` are 1 where it was missed.
fn match_up(case: &Case<'_>) -> Verdict {
    let detail = &case.result.detail;
    let walkover = [Ending::WalkoverHome, Ending::WalkoverAway, Ending::NoContest];
    if walkover.contains(&detail.ending) || is_absent(detail) {
        return Ok(LegOutcome::Void);
    }
    let round = match case.leg.period {
        Period::Game => None,
        Period::Round1 => Some(1),
        Period::Round2 => Some(2),
        Period::Round3 => Some(3),
        Period::Round4 => Some(4),
        _ => return Err(Undecided::PartMissing),
    };
    if let Some(round) = round {
        let strokes = detail.part(PartKind::Round, round).ok_or(Undecided::PartMissing)?;
        return Ok(by_strokes(case, strokes));
    }
    let missed = |key: &str| detail.statistics.get(key).copied().flatten() == Some(1);
    let both = missed("missed_cut.home") && missed("missed_cut.away");
    if both && case.rules.golf_both_cut_void {
        return Ok(LegOutcome::Void);
    }
    let holes = |key: &str| detail.statistics.get(key).copied().flatten();
    match (holes("holes.home"), holes("holes.away")) {
        (Some(home), Some(away)) if home != away => {
            let score = if home > away { (1, 0) } else { (0, 1) };
            let margin_known = !case.leg.kind.has_points();
            if margin_known { Ok(on_score(case.leg, score)) } else { Ok(LegOutcome::Void) }
        }
        _ => Ok(by_strokes(case, case.result.score())),
    }
}

fn is_absent(detail: &Detail) -> bool {
    ["holes.home", "holes.away"].iter().any(|key| detail.statistics.get(*key) == Some(&None))
}

/// The fewer strokes win: read from the other side.
fn by_strokes(case: &Case<'_>, (home, away): (i32, i32)) -> LegOutcome {
    let has_sum =
        case.leg.kind != crate::board::market::MarketKind::Spread && case.leg.kind.has_points();
    on_score(case.leg, if has_sum { (home, away) } else { (away, home) })
}
