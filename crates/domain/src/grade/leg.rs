//! The outcome of one leg under a confirmed result: the words for it, and the one door to every
//! sport's grading.
//!
//! Quarter lines split the stake over the two neighbouring half lines
//! (reference/features.md 4.2). A tie on a two-way moneyline returns the stake; on a three-way
//! one it loses both sides and wins the draw. What the rules do not decide is answered as
//! [`Undecided`], never guessed. Knows no money.

use crate::board::fixture::Sport;
use crate::board::line::Points;
use crate::board::market::{MarketKind, Side};
use crate::board::period::Period;
use crate::board::prop::{Listing, PitcherRule, Prop};
use crate::calendar::Instant;
use crate::grade::rules::GradingRules;
use crate::grade::score::ConfirmedResult;
use crate::grade::{baseball, clock, fight, golf, prop, race, several, tennis, window};
use crate::odds::Odds;
use crate::register::{by_name, name_of};
use crate::wager::ticket::Leg;

/// The result of a leg.
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
    /// Won in part, or at shortened odds.
    Shared(Share),
}

/// A win of which only a part counts: `won / of` of the stake, at odds less `cut` per cent
/// (Rule 4). Both parts are positive and `won <= of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share {
    /// Places that were left.
    pub won: u8,
    /// Runners that tied for them.
    pub of: u8,
    /// The deduction from the odds, in per cent.
    pub cut: u8,
}

impl LegOutcome {
    /// Every outcome that is told by its name alone.
    pub const ALL: [(LegOutcome, &str); 6] = [
        (LegOutcome::Win, "win"),
        (LegOutcome::HalfWin, "half_win"),
        (LegOutcome::Push, "push"),
        (LegOutcome::HalfLoss, "half_loss"),
        (LegOutcome::Loss, "loss"),
        (LegOutcome::Void, "void"),
    ];

    /// The stable name; a shared win is `dead_heat`, or `reduced` when only its odds are cut.
    pub fn name(self) -> &'static str {
        match self {
            LegOutcome::Shared(Share { won, of, .. }) if won < of => "dead_heat",
            LegOutcome::Shared(_) => "reduced",
            named => name_of(&Self::ALL, named),
        }
    }

    /// A win shared by `of` runners for `won` places, at odds less `cut` per cent.
    pub fn share(won: u8, of: u8, cut: u8) -> LegOutcome {
        if won >= of && cut == 0 {
            return LegOutcome::Win;
        }
        LegOutcome::Shared(Share { won: won.min(of), of, cut })
    }

    /// `won * (1 + odds) + returned` as an exact fraction, per the domain page's table; a
    /// deduction scales the odds first.
    pub fn multiplier(self, odds: Odds) -> (u64, u64) {
        let (factor, risk) = odds.factor();
        match self {
            LegOutcome::Win => (factor, risk),
            LegOutcome::HalfWin => (factor + risk, 2 * risk),
            LegOutcome::Push | LegOutcome::Void => (1, 1),
            LegOutcome::HalfLoss => (1, 2),
            LegOutcome::Loss => (0, 1),
            LegOutcome::Shared(Share { won, of, cut }) => {
                let kept = 100 - u64::from(cut.min(100));
                let gain = u64::from(odds.win) * kept;
                let whole = risk * 100;
                ((whole + gain) * u64::from(won), whole * u64::from(of))
            }
        }
    }
}

/// Why the rules do not decide a leg yet. It waits in a queue for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Undecided {
    /// The report does not tell the score of this part.
    PartMissing,
    /// The parts told do not add up to the final score.
    PartsDisagree,
    /// The report does not tell how far the event went.
    ProgressMissing,
    /// The report does not tell who pitched.
    PitchersMissing,
    /// The report does not tell this statistic or answer.
    AnswerMissing,
    /// The report does not tell how and when the fight was stopped.
    StoppageMissing,
    /// The report does not tell a withdrawn runner's price.
    WithdrawalMissing,
    /// The event was put off, and the house rules leave that to a person.
    PutOff,
    /// An ending that the house rules do not foresee for this market.
    EndingUnclear,
}

impl Undecided {
    /// Every reason with its stable name.
    pub const ALL: [(Undecided, &str); 9] = [
        (Undecided::PartMissing, "part_missing"),
        (Undecided::PartsDisagree, "parts_disagree"),
        (Undecided::ProgressMissing, "progress_missing"),
        (Undecided::PitchersMissing, "pitchers_missing"),
        (Undecided::AnswerMissing, "answer_missing"),
        (Undecided::StoppageMissing, "stoppage_missing"),
        (Undecided::WithdrawalMissing, "withdrawal_missing"),
        (Undecided::PutOff, "put_off"),
        (Undecided::EndingUnclear, "ending_unclear"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The reason of a stable name.
    pub fn parse(name: &str) -> Option<Undecided> {
        by_name(&Self::ALL, name)
    }
}

/// What grading answers.
pub type Verdict = Result<LegOutcome, Undecided>;

/// A leg and all that its grading rests on.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The frozen terms.
    pub leg: &'a Leg,
    /// When they were accepted.
    pub accepted_at: Instant,
    /// The fixture's sport.
    pub sport: Sport,
    /// The result in force.
    pub result: &'a ConfirmedResult,
    /// What the market asks beside the score.
    pub prop: Option<&'a Prop>,
    /// The pitchers announced when the leg was accepted.
    pub listing: Option<&'a Listing>,
    /// The house rules frozen on the ticket.
    pub rules: &'a GradingRules,
}

/// Grades one leg.
///
/// # Errors
/// The reason why the rules do not decide it.
pub fn grade(case: &Case<'_>) -> Verdict {
    if window::has_no_action(case)? {
        return Ok(LegOutcome::Void);
    }
    match case.leg.period {
        Period::Series => return several::series(case),
        Period::Slate => return several::slate(case),
        _ => {}
    }
    match case.sport {
        Sport::HorseRacing | Sport::MotorRacing => race::grade(case),
        Sport::Golf => golf::grade(case),
        Sport::Boxing | Sport::Mma => fight::grade(case),
        _ if case.leg.kind.is_prop() => prop::grade(case),
        Sport::Tennis => tennis::grade(case),
        Sport::Baseball => baseball::grade(case),
        Sport::Football | Sport::Basketball | Sport::Hockey | Sport::Soccer => clock::grade(case),
        Sport::Other | Sport::Several => Ok(on_score(case.leg, case.result.score())),
    }
}

/// The score of what a leg is about, as far as it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Home and visiting side.
    pub(crate) score: (i32, i32),
    /// It was played as far as the rules ask.
    pub(crate) complete: bool,
}

/// Grades on a tally. What was not played far enough has action only where it was decided before
/// play stopped (reference/features.md 5.1, sources JB-fb and GAL-mlb): a total already exceeded.
pub(crate) fn on_tally(leg: &Leg, tally: Tally) -> LegOutcome {
    if tally.complete {
        return on_score(leg, tally.score);
    }
    let (home, away) = tally.score;
    let scored = match leg.kind {
        MarketKind::Total => home + away,
        MarketKind::HomeTotal => home,
        MarketKind::AwayTotal => away,
        _ => return LegOutcome::Void,
    };
    match (against_line(scored * 4 - quarters(leg.points)), leg.side) {
        (LegOutcome::Win, Side::Over) => LegOutcome::Win,
        (LegOutcome::Win, _) => LegOutcome::Loss,
        _ => LegOutcome::Void,
    }
}

/// Grades on the points of the two sides.
pub(crate) fn on_score(leg: &Leg, (home, away): (i32, i32)) -> LegOutcome {
    let margin = home - away;
    let own_margin = if leg.side == Side::Away { -margin } else { margin };
    let total = |scored: i32| match leg.side {
        Side::Under => against_line(quarters(leg.points) - scored * 4),
        _ => against_line(scored * 4 - quarters(leg.points)),
    };
    match (leg.kind, leg.side) {
        (MarketKind::Spread, _) => against_line(own_margin * 4 + quarters(leg.points)),
        (MarketKind::Total, _) => total(home + away),
        (MarketKind::HomeTotal, _) => total(home),
        (MarketKind::AwayTotal, _) => total(away),
        (MarketKind::Moneyline3, Side::Draw) if margin == 0 => LegOutcome::Win,
        (MarketKind::Moneyline3, Side::Home | Side::Away) if own_margin > 0 => LegOutcome::Win,
        (MarketKind::Moneyline3, _) => LegOutcome::Loss,
        _ => against_line(own_margin * 4),
    }
}

/// The points of a leg in quarters.
pub(crate) fn quarters(points: Option<Points>) -> i32 {
    points.map_or(0, |points| points.0)
}

/// The outcome of a distance from the line, in quarter points. A whole or half line is decided by
/// its sign; a quarter line is two half stakes, a quarter below and a quarter above.
pub(crate) fn against_line(distance: i32) -> LegOutcome {
    let halves = if distance % 2 == 0 { [distance; 2] } else { [distance - 1, distance + 1] };
    match halves.map(i32::signum) {
        [1, 1] => LegOutcome::Win,
        [0, 1] => LegOutcome::HalfWin,
        [-1, 0] => LegOutcome::HalfLoss,
        [-1, -1] => LegOutcome::Loss,
        _ => LegOutcome::Push,
    }
}

/// Whether the announced pitchers a leg rests on started; `None` when it rests on nobody.
pub(crate) fn pitchers_started(case: &Case<'_>) -> Result<Option<bool>, Undecided> {
    let (home, away) = match case.leg.pitchers {
        PitcherRule::Action => return Ok(None),
        PitcherRule::Listed => (true, true),
        PitcherRule::ListedHome => (true, false),
        PitcherRule::ListedAway => (false, true),
    };
    let listing = case.listing.ok_or(Undecided::PitchersMissing)?;
    let started = case.result.detail.pitchers.as_ref().ok_or(Undecided::PitchersMissing)?;
    let fits = |needed: bool, listed: &str, threw: &str| !needed || listed == threw;
    Ok(Some(fits(home, &listing.home, &started.0) && fits(away, &listing.away, &started.1)))
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
            gained: Points::default(),
            odds: Odds::EVEN,
            version: 1,
            starts_at: Instant(0),
            pitchers: PitcherRule::Action,
            listing: 0,
            places: 0,
            score: None,
            seen: None,
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
            let got = margins.map(|m| {
                on_score(&leg(MarketKind::Spread, Side::Home, line), (m.max(0), (-m).max(0)))
            });
            assert_eq!(got, expected, "{line}");
        }
    }

    /// Quarter totals, reference/features.md 4.2 (source VPT there).
    #[test]
    fn quarter_totals() {
        assert_eq!(on_score(&leg(MarketKind::Total, Side::Over, "2.25"), (1, 1)), HalfLoss);
        assert_eq!(on_score(&leg(MarketKind::Total, Side::Over, "2.75"), (2, 1)), HalfWin);
        assert_eq!(on_score(&leg(MarketKind::Total, Side::Under, "2.25"), (1, 1)), HalfWin);
    }

    #[test]
    fn sides_of_a_line_mirror_each_other() {
        let away = |points| leg(MarketKind::Spread, Side::Away, points);
        assert_eq!(on_score(&away("+7.5"), (28, 21)), Win);
        assert_eq!(on_score(&away("-3"), (10, 13)), Push);
        assert_eq!(on_score(&leg(MarketKind::Total, Side::Under, "51"), (28, 21)), Win);
    }

    #[test]
    fn ties_push_two_way_and_lose_three_way() {
        assert_eq!(on_score(&leg(MarketKind::Moneyline, Side::Home, "0"), (6, 6)), Push);
        for (side, outcome) in [(Side::Home, Loss), (Side::Draw, Win), (Side::Away, Loss)] {
            assert_eq!(on_score(&leg(MarketKind::Moneyline3, side, "0"), (1, 1)), outcome);
        }
        assert_eq!(on_score(&leg(MarketKind::Moneyline3, Side::Draw, "0"), (2, 1)), Loss);
    }

    /// Dead heats and Rule 4: reference/features.md 4.10, checks 1 and 2 (DK-dh, GAL-dh) and the
    /// each-way dead heat (DAZN), on a stake of 100.
    #[test]
    fn shared_wins_scale_the_stake_and_deductions_the_odds() {
        let returned = |outcome: LegOutcome, odds: Odds, stake: u64| {
            let (numerator, denominator) = outcome.multiplier(odds);
            stake * numerator / denominator
        };
        let decimal = |text| Odds::parse_decimal(text).expect("a price");
        assert_eq!(returned(LegOutcome::share(3, 6, 0), decimal("3.0"), 5_000), 7_500);
        let price = Odds::american(300).expect("a price");
        assert_eq!(returned(LegOutcome::share(1, 3, 0), price, 10_000), 13_333);
        let place = Odds::fractional(16, 4).expect("a price");
        assert_eq!(returned(LegOutcome::share(1, 2, 0), place, 2_000), 5_000);
        // 4/1 less 25 per cent is 3/1.
        let price = Odds::fractional(4, 1).expect("a price");
        assert_eq!(returned(LegOutcome::share(1, 1, 25), price, 1_000), 4_000);
        assert_eq!(LegOutcome::share(2, 2, 0), Win);
        let names = [(1, 2, 0), (1, 1, 25), (1, 2, 25)]
            .map(|(won, of, cut)| LegOutcome::share(won, of, cut).name());
        assert_eq!(names, ["dead_heat", "reduced", "dead_heat"]);
    }
}
