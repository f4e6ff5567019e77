//! Horse and motor racing (reference/features.md 4.10): places, dead heats, and Rule 4: when a
//! runner is withdrawn, wagers taken before it pay at shortened odds, by the withdrawn one's price.

use crate::board::fixture::Sport;
use crate::board::market::Side;
use crate::grade::detail::{Ending, Finish, Withdrawal};
use crate::grade::leg::{Case, LegOutcome, Undecided, Verdict, on_score};
use crate::grade::prop::{self, Field};
use crate::grade::rules::{GradingRules, Ties};
use crate::odds::Odds;

/// Rule 4: the longest price of each band as a fraction, and its deduction in per cent (BBG-r4,
/// BTS-r4). A decimal price between two bands takes the lower deduction.
const BANDS: [(u32, u32, u8); 18] = [
    (1, 9, 90),
    (2, 11, 85),
    (1, 4, 80),
    (3, 10, 75),
    (2, 5, 70),
    (8, 15, 65),
    (8, 13, 60),
    (4, 5, 55),
    (20, 21, 50),
    (6, 5, 45),
    (6, 4, 40),
    (7, 4, 35),
    (9, 4, 30),
    (3, 1, 25),
    (4, 1, 20),
    (11, 2, 15),
    (9, 1, 10),
    (14, 1, 5),
];

/// The deduction for one withdrawn runner at `price`, in per cent.
pub fn deduction(price: Odds) -> u8 {
    let within = |(win, risk, _): &&(u32, u32, u8)| {
        u64::from(price.win) * u64::from(*risk) <= u64::from(*win) * u64::from(price.risk)
    };
    BANDS.iter().find(within).map_or(0, |(_, _, cut)| *cut)
}

/// Grades a leg on a race.
pub(super) fn grade(case: &Case<'_>) -> Verdict {
    if !case.leg.kind.is_prop() {
        return Ok(on_score(case.leg, case.result.score()));
    }
    if !case.leg.kind.has_field() {
        return prop::grade(case);
    }
    if [Ending::Abandoned, Ending::NoContest].contains(&case.result.detail.ending) {
        return Ok(LegOutcome::Void);
    }
    let field = prop::field(case)?;
    let cut = if case.sport == Sport::HorseRacing { total_cut(case, &field)? } else { 0 };
    prop::placed(case, &field, Ties::DeadHeat, cut)
}

/// All deductions from a wager: those of runners withdrawn after it was accepted.
fn total_cut(case: &Case<'_>, field: &Field<'_>) -> Result<u8, Undecided> {
    let mut total = 0;
    for (runner, finish) in field.finishes {
        let Finish::NonRunner(Withdrawal { at, price }) = finish else { continue };
        if Side::Runner(*runner) == case.leg.side || *at <= case.accepted_at {
            continue;
        }
        total += i32::from(deduction(price.ok_or(Undecided::WithdrawalMissing)?));
    }
    Ok(bounded(total, case.rules))
}

fn bounded(total: i32, rules: &GradingRules) -> u8 {
    if total == 5 && rules.racing_five_waived {
        return 0;
    }
    u8::try_from(total.min(rules.racing_deduction_most).min(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bands of reference/features.md 4.10, both ends of each.
    #[test]
    fn deductions_follow_the_published_bands() {
        for (low, high, cut) in [
            ("1.02", "1.11", 90),
            ("1.12", "1.18", 85),
            ("1.20", "1.25", 80),
            ("1.28", "1.30", 75),
            ("1.33", "1.40", 70),
            ("1.44", "1.53", 65),
            ("1.57", "1.61", 60),
            ("1.67", "1.80", 55),
            ("1.83", "1.95", 50),
            ("2.00", "2.20", 45),
            ("2.25", "2.50", 40),
            ("2.62", "2.75", 35),
            ("2.88", "3.25", 30),
            ("3.50", "4.00", 25),
            ("4.33", "5.00", 20),
            ("5.50", "6.50", 15),
            ("7.00", "10.00", 10),
            ("11.00", "15.00", 5),
            ("15.01", "501", 0),
        ] {
            for price in [low, high] {
                let odds = Odds::parse_decimal(price).expect(price);
                assert_eq!(deduction(odds), cut, "{price}");
            }
        }
        for (win, risk, cut) in [(1, 9, 90), (13, 8, 35), (15, 8, 30), (1, 1, 45), (10, 3, 20)] {
            let odds = Odds::fractional(win, risk).expect("a price");
            assert_eq!(deduction(odds), cut, "{win}/{risk}");
        }
    }

    #[test]
    fn deductions_add_up_to_the_houses_most() {
        let mut rules = GradingRules::standard();
        assert_eq!([5, 45, 120].map(|total| bounded(total, &rules)), [5, 45, 90]);
        rules.set("racing.deduction_most", "75").expect("a rule");
        rules.set("racing.five_waived", "yes").expect("a rule");
        assert_eq!([5, 45, 120].map(|total| bounded(total, &rules)), [0, 45, 75]);
    }
}
