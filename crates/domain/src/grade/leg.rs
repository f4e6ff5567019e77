//! The outcome of one leg under a confirmed score.
//!
//! Quarter lines split the stake over the two neighbouring half lines
//! (reference/features.md 4.2). A tie on a two-way moneyline returns the stake; on a three-way
//! one it loses both sides and wins the draw.

use crate::board::line::Points;
use crate::board::market::{MarketKind, Side};
use crate::board::period::Period;
use crate::odds::Odds;
use crate::register::name_of;
use crate::wager::ticket::Leg;

/// The five-way result of a leg, and void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegOutcome {
    /// Won.
    Win,
    /// Half won, half returned.
    HalfWin,
    /// Returned: level with the line.
    Push,
    /// Half lost, half returned.
    HalfLoss,
    /// Lost.
    Loss,
    /// Returned: no action.
    Void,
}

impl LegOutcome {
    /// Every outcome with its stable name.
    pub const ALL: [(LegOutcome, &str); 6] = [
        (LegOutcome::Win, "win"),
        (LegOutcome::HalfWin, "half_win"),
        (LegOutcome::Push, "push"),
        (LegOutcome::HalfLoss, "half_loss"),
        (LegOutcome::Loss, "loss"),
        (LegOutcome::Void, "void"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// `won * (1 + odds) + returned` as an exact fraction, per the domain page's table.
    pub fn multiplier(self, odds: Odds) -> (u64, u64) {
        let (factor, risk) = odds.factor();
        match self {
            LegOutcome::Win => (factor, risk),
            LegOutcome::HalfWin => (factor + risk, 2 * risk),
            LegOutcome::Push | LegOutcome::Void => (1, 1),
            LegOutcome::HalfLoss => (1, 2),
            LegOutcome::Loss => (0, 1),
        }
    }
}

/// Grades a leg on the final points of the two sides; `None` for what they do not tell.
pub fn grade(leg: &Leg, home: i32, away: i32) -> Option<LegOutcome> {
    if leg.period != Period::Game {
        return None;
    }
    let margin = home - away;
    let own_margin = if leg.side == Side::Away { -margin } else { margin };
    Some(match (leg.kind, leg.side) {
        (MarketKind::Spread, _) => against_line(own_margin * 4 + quarters(leg.points)),
        (MarketKind::Total, Side::Under) => against_line(quarters(leg.points) - (home + away) * 4),
        (MarketKind::Total, _) => against_line((home + away) * 4 - quarters(leg.points)),
        (MarketKind::Moneyline, _) => against_line(own_margin * 4),
        (MarketKind::Moneyline3, Side::Draw) if margin == 0 => LegOutcome::Win,
        (MarketKind::Moneyline3, Side::Home | Side::Away) if own_margin > 0 => LegOutcome::Win,
        (MarketKind::Moneyline3, _) => LegOutcome::Loss,
        (MarketKind::HomeTotal, Side::Over) => against_line(home * 4 - quarters(leg.points)),
        (MarketKind::HomeTotal, _) => against_line(quarters(leg.points) - home * 4),
        (MarketKind::AwayTotal, Side::Over) => against_line(away * 4 - quarters(leg.points)),
        (MarketKind::AwayTotal, _) => against_line(quarters(leg.points) - away * 4),
        (
            MarketKind::YesNo | MarketKind::OverUnder | MarketKind::MultiWay | MarketKind::Outright,
            _,
        ) => return None,
    })
}

fn quarters(points: Option<Points>) -> i32 {
    points.map_or(0, |points| points.0)
}

/// The outcome of a distance from the line, in quarter points. A whole or half line is decided by
/// its sign; a quarter line is two half stakes, a quarter below and a quarter above.
fn against_line(distance: i32) -> LegOutcome {
    let halves = if distance % 2 == 0 { [distance; 2] } else { [distance - 1, distance + 1] };
    match halves.map(i32::signum) {
        [1, 1] => LegOutcome::Win,
        [0, 1] => LegOutcome::HalfWin,
        [-1, 0] => LegOutcome::HalfLoss,
        [-1, -1] => LegOutcome::Loss,
        _ => LegOutcome::Push,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::prop::PitcherRule;
    use crate::calendar::Instant;
    use crate::id::{FixtureId, MarketId};
    use LegOutcome::{HalfLoss, HalfWin, Loss, Push, Win};

    fn leg(kind: MarketKind, side: Side, points: &str) -> Leg {
        Leg {
            fixture: FixtureId(1),
            market: MarketId(1),
            kind,
            period: Period::Game,
            side,
            points: Points::parse(points),
            odds: Odds::EVEN,
            version: 1,
            starts_at: Instant(0),
            pitchers: PitcherRule::Action,
            listing: 0,
            places: 0,
        }
    }

    /// The Asian handicap table of reference/features.md 4.2.
    #[test]
    fn quarter_lines_follow_the_published_table() {
        let margins = [2, 1, 0, -1, -2];
        for (line, expected) in [
            ("-0.25", [Win, Win, HalfLoss, Loss, Loss]),
            ("+0.25", [Win, Win, HalfWin, Loss, Loss]),
            ("-0.75", [Win, HalfWin, Loss, Loss, Loss]),
            ("+0.75", [Win, Win, Win, HalfLoss, Loss]),
            ("-1.25", [Win, HalfLoss, Loss, Loss, Loss]),
            ("+1.25", [Win, Win, Win, HalfWin, Loss]),
        ] {
            let got = margins
                .map(|m| grade(&leg(MarketKind::Spread, Side::Home, line), m.max(0), (-m).max(0)));
            assert_eq!(got, expected.map(Some), "{line}");
        }
    }

    /// Quarter totals, reference/features.md 4.2 (source VPT there).
    #[test]
    fn quarter_totals() {
        assert_eq!(grade(&leg(MarketKind::Total, Side::Over, "2.25"), 1, 1), Some(HalfLoss));
        assert_eq!(grade(&leg(MarketKind::Total, Side::Over, "2.75"), 2, 1), Some(HalfWin));
        assert_eq!(grade(&leg(MarketKind::Total, Side::Under, "2.25"), 1, 1), Some(HalfWin));
    }

    #[test]
    fn sides_of_a_line_mirror_each_other() {
        let away = |points| leg(MarketKind::Spread, Side::Away, points);
        assert_eq!(grade(&away("+7.5"), 28, 21), Some(Win));
        assert_eq!(grade(&away("-3"), 10, 13), Some(Push));
        assert_eq!(grade(&leg(MarketKind::Total, Side::Under, "51"), 28, 21), Some(Win));
    }

    #[test]
    fn ties_push_two_way_and_lose_three_way() {
        assert_eq!(grade(&leg(MarketKind::Moneyline, Side::Home, "0"), 6, 6), Some(Push));
        for (side, outcome) in [(Side::Home, Loss), (Side::Draw, Win), (Side::Away, Loss)] {
            assert_eq!(grade(&leg(MarketKind::Moneyline3, side, "0"), 1, 1), Some(outcome));
        }
        assert_eq!(grade(&leg(MarketKind::Moneyline3, Side::Draw, "0"), 2, 1), Some(Loss));
    }
}
