//! The bets a ticket compiles to, their prices and what they return.
//!
//! Formulas: `win = risk * n/d`; a bet returns `risk * product of leg multipliers`, rounded once
//! (domain page, "One algebra for every leg").

use crate::grade::leg::LegOutcome;
use crate::money::{Money, Rounding};
use crate::odds::Odds;
use crate::ratio::Ratio;
use crate::wager::ticket::{Entry, Leg, Ticket, WagerKind};

/// A unit that pays on its own: places of the ticket's legs that must all win, and its risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bet {
    /// Places in the ticket's list of legs.
    pub legs: Vec<usize>,
    /// The share of the ticket's risk.
    pub risk: Money,
}

/// The bets of a ticket. A straight and a parlay are one bet over all their legs.
pub fn compile(kind: WagerKind, leg_count: usize, risk: Money) -> Vec<Bet> {
    match kind {
        WagerKind::Straight | WagerKind::Parlay => {
            vec![Bet { legs: (0..leg_count).collect(), risk }]
        }
    }
}

/// What one unit risked on all `odds` together returns: the product of their factors.
pub fn combined(odds: impl IntoIterator<Item = Odds>) -> Ratio {
    odds.into_iter().fold(Ratio::one(), |product, odds| {
        let (numerator, denominator) = odds.factor();
        product.times(numerator, denominator)
    })
}

/// Risk and win of a wager typed as `amount` under `entry`, at the combined return `factor`.
/// `None` when the amounts exceed what money can hold.
pub fn stake(
    amount: Money,
    entry: Entry,
    factor: &Ratio,
    rounding: Rounding,
) -> Option<(Money, Money)> {
    let gain = factor.less_one()?;
    let wanted_win = match entry {
        Entry::Risk => false,
        Entry::Win => true,
        Entry::Base => gain.is_below_one(),
    };
    let risk = if wanted_win { gain.needed_for(amount)? } else { amount };
    let win = factor.of(risk, rounding)? - risk;
    Some((risk, win))
}

/// What a ticket returns once every leg that matters has an outcome; `None` while undecided.
/// One losing leg decides a bet.
pub fn returned(
    ticket: &Ticket,
    outcomes: &[Option<LegOutcome>],
    rounding: Rounding,
) -> Option<Money> {
    compile(ticket.kind, ticket.legs.len(), ticket.risk)
        .iter()
        .map(|bet| bet_return(bet, &ticket.legs, outcomes, rounding))
        .try_fold(Money::ZERO, |sum, bet| Some(sum + bet?))
}

fn bet_return(
    bet: &Bet,
    legs: &[Leg],
    outcomes: &[Option<LegOutcome>],
    rounding: Rounding,
) -> Option<Money> {
    let lost = |place: &usize| outcomes[*place] == Some(LegOutcome::Loss);
    if bet.legs.iter().any(lost) {
        return Some(Money::ZERO);
    }
    let mut product = Ratio::one();
    for place in &bet.legs {
        let (numerator, denominator) = outcomes[*place]?.multiplier(legs[*place].odds);
        product = product.times(numerator, denominator);
    }
    product.of(bet.risk, rounding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn american(value: i64) -> Odds {
        Odds::american(value).expect("price")
    }

    /// Worked examples of reference/features.md 4.1 (sources BDN, PLB there).
    #[test]
    fn stakes_by_risk_win_and_base() {
        let check = |price, entry, amount, expected| {
            let factor = combined([american(price)]);
            let got = stake(Money(amount), entry, &factor, Rounding::Down);
            assert_eq!(got.map(|(risk, win)| (risk.0, win.0)), Some(expected), "{price}");
        };
        check(-110, Entry::Win, 10_000, (11_000, 10_000));
        check(-110, Entry::Base, 10_000, (11_000, 10_000));
        check(-110, Entry::Risk, 10_000, (10_000, 9_090));
        check(125, Entry::Base, 10_000, (10_000, 12_500));
        check(125, Entry::Win, 10_000, (8_000, 10_000));
        check(100, Entry::Base, 10_000, (10_000, 10_000));
        check(-115, Entry::Win, 3_333, (3_833, 3_333));
    }

    /// True-odds column of the parlay table, reference/features.md 4.4.
    #[test]
    fn parlays_at_minus_110_pay_true_odds() {
        for (legs, win) in [(2, 26_446), (3, 59_579), (4, 122_833), (5, 243_590), (10, 6_420_816)] {
            let factor = combined(vec![american(-110); legs]);
            let (_, got) =
                stake(Money(10_000), Entry::Risk, &factor, Rounding::Down).expect("fits");
            assert_eq!(got.0, win, "{legs} legs");
        }
    }

    #[test]
    fn amounts_beyond_money_are_refused_not_wrapped() {
        let factor = combined(vec![american(100_000); 15]);
        assert_eq!(stake(Money(10_000), Entry::Risk, &factor, Rounding::Down), None);
    }

    proptest! {
        /// Splitting a stake never pays more than the same stake in one bet (rounding down).
        #[test]
        fn splitting_a_stake_gains_nothing(price in 100i64..5_000, sign in any::<bool>(),
            first in 1i64..1_000_000, second in 1i64..1_000_000) {
            let factor = combined([american(if sign { price } else { -price })]);
            let win = |risk| stake(Money(risk), Entry::Risk, &factor, Rounding::Down)
                .expect("fits").1.0;
            prop_assert!(win(first) + win(second) <= win(first + second));
        }
    }
}
