//! Markets beside the score, in every sport: yes or no, over or under a statistic, and one of
//! several answers, with dead heats (reference/features.md 4.10 and 4.11).

use crate::board::fixture::Sport;
use crate::board::market::{MarketKind, Side};
use crate::grade::detail::{Detail, Ending, Finish};
use crate::grade::fight;
use crate::grade::leg::{Case, LegOutcome, Undecided, Verdict, against_line, quarters};
use crate::grade::rules::Ties;

/// Grades a leg on a question beside the score.
pub(super) fn grade(case: &Case<'_>) -> Verdict {
    let walkover = [Ending::WalkoverHome, Ending::WalkoverAway];
    if walkover.contains(&case.result.detail.ending) {
        return Ok(LegOutcome::Void);
    }
    match case.leg.kind {
        MarketKind::YesNo => yes_or_no(case),
        MarketKind::OverUnder => over_or_under(case),
        _ => {
            let field = field(case)?;
            placed(case, &field, Ties::DeadHeat, 0)
        }
    }
}

/// The value of the statistic asked about: `None` when its participant did not take part.
fn value(case: &Case<'_>) -> Result<Option<i64>, Undecided> {
    let key = case.prop.ok_or(Undecided::AnswerMissing)?.statistic.as_str();
    let detail = &case.result.detail;
    if let Some(told) = detail.statistics.get(key) {
        return Ok(*told);
    }
    let derived = match case.sport {
        Sport::Boxing | Sport::Mma => fight::statistic(detail, key),
        Sport::Soccer if key == "booking_points" => booking_points(detail),
        Sport::Soccer if key == "corners" => corners(detail),
        _ => None,
    };
    derived.map(Some).ok_or(Undecided::AnswerMissing)
}

/// A corner that is taken again counts once (LR-soc): told as `corners.taken`, those taken again
/// among them as `corners.retaken`.
fn corners(detail: &Detail) -> Option<i64> {
    let told = |key: &str| detail.statistics.get(key).copied().flatten();
    Some(told("corners.taken")? - told("corners.retaken")?)
}

/// A yellow card is one point, a red card two, a player at most three (LR-soc). Cards are told as
/// `yellow.<player>` and `red.<player>`.
fn booking_points(detail: &Detail) -> Option<i64> {
    let cards = |colour: &str, player: &str| {
        detail.statistics.get(&format!("{colour}.{player}")).copied().flatten().unwrap_or(0)
    };
    let mut players: Vec<&str> = detail
        .statistics
        .keys()
        .filter_map(|key| key.strip_prefix("yellow.").or_else(|| key.strip_prefix("red.")))
        .collect();
    players.sort_unstable();
    players.dedup();
    let points = |player: &&str| (cards("yellow", player) + 2 * cards("red", player)).min(3);
    (!players.is_empty()).then(|| players.iter().map(points).sum())
}

/// Who did not take part has no action, or counts as nothing, as the house chose.
fn taken_part(case: &Case<'_>) -> Result<Option<i64>, Undecided> {
    Ok(value(case)?.or_else(|| (!case.rules.prop_participation).then_some(0)))
}

fn yes_or_no(case: &Case<'_>) -> Verdict {
    let Some(value) = taken_part(case)? else { return Ok(LegOutcome::Void) };
    let won = (value > 0) == (case.leg.side == Side::Yes);
    Ok(if won { LegOutcome::Win } else { LegOutcome::Loss })
}

fn over_or_under(case: &Case<'_>) -> Verdict {
    let Some(value) = taken_part(case)? else { return Ok(LegOutcome::Void) };
    let value = i32::try_from(value).map_err(|_| Undecided::AnswerMissing)?;
    let over = value.saturating_mul(4).saturating_sub(quarters(case.leg.points));
    Ok(against_line(if case.leg.side == Side::Under { -over } else { over }))
}

/// The field of a market and how many of it win.
pub(super) struct Field<'a> {
    /// What became of each runner.
    pub(super) finishes: &'a std::collections::BTreeMap<u8, Finish>,
    /// How many places win.
    pub(super) places: i32,
}

/// The list a market asks about. A statistic `finish.top_5` reads the list `finish` and pays five
/// places; the place part of an each-way wager pays the places frozen on the leg.
pub(super) fn field<'a>(case: &Case<'a>) -> Result<Field<'a>, Undecided> {
    let key = case.prop.ok_or(Undecided::AnswerMissing)?.statistic.as_str();
    let top = key.rsplit_once(".top_").and_then(|(list, most)| Some((list, most.parse().ok()?)));
    let (list, most) = top.unwrap_or((key, 1));
    let finishes = case.result.detail.lists.get(list).ok_or(Undecided::AnswerMissing)?;
    let places = if case.leg.places > 0 { i32::from(case.leg.places) } else { most };
    Ok(Field { finishes, places })
}

/// Where a runner came in: `k` places for `m` tied pays `k/m` of the stake (DK-dh, GAL-dh).
pub(super) fn placed(case: &Case<'_>, field: &Field<'_>, ties: Ties, cut: u8) -> Verdict {
    let Side::Runner(runner) = case.leg.side else { return Err(Undecided::AnswerMissing) };
    let position = match field.finishes.get(&runner) {
        Some(Finish::Position(position)) => *position,
        Some(Finish::NonRunner(_)) => {
            let void = case.rules.outright_non_starter_void;
            return Ok(if void { LegOutcome::Void } else { LegOutcome::Loss });
        }
        Some(Finish::Unplaced) => return Ok(LegOutcome::Loss),
        // A list that names its winners says of all others that they are none.
        None if field.is_told() => return Ok(LegOutcome::Loss),
        None => return Err(Undecided::AnswerMissing),
    };
    let tied = field.finishes.values().filter(|one| **one == Finish::Position(position)).count();
    let tied = u8::try_from(tied).unwrap_or(u8::MAX).max(1);
    let left = field.places - (position - 1);
    if left <= 0 {
        return Ok(LegOutcome::Loss);
    }
    let left = u8::try_from(left).unwrap_or(u8::MAX);
    let won = if ties == Ties::PaidInFull { tied } else { left.min(tied) };
    Ok(LegOutcome::share(won, tied, cut))
}

impl Field<'_> {
    /// True when as many runners as places have a position.
    fn is_told(&self) -> bool {
        let told = self.finishes.values().filter(|one| matches!(one, Finish::Position(_))).count();
        i32::try_from(told).is_ok_and(|told| told >= self.places)
    }
}
