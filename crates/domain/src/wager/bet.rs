//! The bets a ticket compiles to, their prices and what they return.
//!
//! Formulas: `win = risk * n/d`; a combination returns `risk * product of leg multipliers`, rounded
//! once (domain page, "One algebra for every leg"); the combinations of one ticket are added up
//! exactly before that. Compiled again from the frozen terms whenever it is needed, a ticket's bets
//! are never stored.

use crate::grade::leg::LegOutcome;
use crate::money::{Money, Rounding};
use crate::odds::Odds;
use crate::ratio::Ratio;
use crate::wager::chain::{self, Chain, Range};
use crate::wager::places::{Places, choices};
use crate::wager::same_game;
use crate::wager::terms::{ChainRule, Terms};
use crate::wager::ticket::{Entry, Leg};

/// Legs that must all win, and what is risked on them together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Combination {
    /// Places in the ticket's list of legs.
    pub legs: Places,
    /// Its share of the ticket's risk.
    pub risk: Money,
}

/// The bets of a ticket: units that pay on their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bets {
    /// One combination over all legs: a straight or a parlay.
    One(Combination),
    /// Several combinations, each decided apart.
    Many(Vec<Combination>),
    /// Chains: one for an if-bet, both of every pair for a reverse.
    Chains(Vec<Chain>),
}

/// An amount as it was typed, and how the house rounds.
#[derive(Clone, Copy, Debug)]
pub struct Entered {
    /// The amount: of the wager, of each combination, or of each link.
    pub amount: Money,
    /// What it means.
    pub entry: Entry,
    /// How amounts are rounded.
    pub rounding: Rounding,
}

/// What a wager comes to when it is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// Its bets.
    pub bets: Bets,
    /// The most the player can lose.
    pub risk: Money,
    /// The most the player can gain.
    pub win: Money,
}

/// Compiles a wager to its bets; its risk is the worst case over all outcomes, its win the best.
/// `None` when an amount exceeds what money can hold.
pub fn compile(terms: &Terms, legs: &[Leg], entered: &Entered) -> Option<Compiled> {
    match terms {
        Terms::Straight | Terms::Parlay | Terms::SameGame { .. } => {
            let factor = factor_of(terms, legs);
            let (risk, win) = stake(entered.amount, entered.entry, &factor, entered.rounding)?;
            let all = Combination { legs: Places::first(legs.len()), risk };
            Some(Compiled { bets: Bets::One(all), risk, win })
        }
        Terms::Card(card) => {
            let (numerator, denominator) = card.table.price(legs.len(), 0)?.factor();
            let factor = Ratio::new(numerator, denominator);
            let (risk, _) = stake(entered.amount, entered.entry, &factor, entered.rounding)?;
            // A card may pay more for fewer legs; the best of all that can come counts.
            let (numerator, denominator) = card.table.best(legs.len())?.factor();
            let win = Ratio::new(numerator, denominator).of(risk, entered.rounding)? - risk;
            let all = Combination { legs: Places::first(legs.len()), risk };
            Some(Compiled { bets: Bets::One(all), risk, win })
        }
        Terms::RoundRobin(sizes) => {
            let chosen = sizes.iter().flat_map(|size| choices(legs.len(), size));
            combinations(chosen, legs, entered)
        }
        Terms::IfBet(rule) => {
            let places: Vec<usize> = (0..legs.len()).collect();
            let chain = chain::chain(&places, legs, entered, *rule)?;
            let range = chain.range(legs, &vec![None; legs.len()], entered.rounding);
            chains(vec![chain], range)
        }
        Terms::Reverse(rule) => {
            let chains_of_pairs = reverse(legs, entered, *rule)?;
            let open = vec![None; legs.len()];
            let range = chain::joint_range(&chains_of_pairs, legs, &open, entered.rounding);
            chains(chains_of_pairs, range)
        }
    }
}

/// No combination loses more than its risk, and all lose together when every leg does; each wins
/// most when every leg wins. So the sums are the worst and the best case. What they return together
/// is rounded once.
fn combinations(
    chosen: impl Iterator<Item = Places>,
    legs: &[Leg],
    entered: &Entered,
) -> Option<Compiled> {
    let (mut bets, mut risk, mut best) = (Vec::new(), Money::ZERO, Ratio::new(0, 1));
    for places in chosen {
        let factor = combined(places.iter().map(|place| legs[place].odds));
        let (one, _) = stake(entered.amount, entered.entry, &factor, entered.rounding)?;
        risk = sum_within(risk, one)?;
        best = best.plus(&factor.times(u64::try_from(one.0).ok()?, 1));
        bets.push(Combination { legs: places, risk: one });
    }
    let win = rounded(&best, entered.rounding)? - risk;
    Some(Compiled { bets: Bets::Many(bets), risk, win })
}

/// An exact number of minor units as money. `None` when it exceeds what money can hold.
pub(super) fn rounded(units: &Ratio, rounding: Rounding) -> Option<Money> {
    units.of(Money(1), rounding)
}

fn sum_within(sum: Money, more: Money) -> Option<Money> {
    let sum = sum + more;
    (sum <= Money::MAX).then_some(sum)
}

fn reverse(legs: &[Leg], entered: &Entered, rule: ChainRule) -> Option<Vec<Chain>> {
    let mut chains = Vec::with_capacity(legs.len() * legs.len());
    for pair in choices(legs.len(), 2) {
        let places: Vec<usize> = pair.iter().collect();
        let back: Vec<usize> = places.iter().rev().copied().collect();
        chains.push(chain::chain(&places, legs, entered, rule)?);
        chains.push(chain::chain(&back, legs, entered, rule)?);
    }
    Some(chains)
}

fn chains(chains: Vec<Chain>, range: Range) -> Option<Compiled> {
    let (risk, win) = (-range.worst, range.best);
    let fits = risk <= Money::MAX && win <= Money::MAX;
    fits.then_some(Compiled { bets: Bets::Chains(chains), risk, win })
}

/// What one unit risked on all legs of one bet returns when they win.
pub fn factor_of(terms: &Terms, legs: &[Leg]) -> Ratio {
    match terms {
        Terms::SameGame { cut } => same_game::factor(*cut, legs),
        _ => combined(legs.iter().map(|leg| leg.odds)),
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

impl Combination {
    /// What it returns, risk included; `None` while undecided. One losing leg decides it.
    pub fn returned(
        self,
        legs: &[Leg],
        outcomes: &[Option<LegOutcome>],
        rounding: Rounding,
    ) -> Option<Money> {
        self.product(legs, outcomes)?.of(self.risk, rounding)
    }

    /// The exact minor units it returns, risk included; `None` while undecided.
    pub fn exact_return(self, legs: &[Leg], outcomes: &[Option<LegOutcome>]) -> Option<Ratio> {
        Some(self.product(legs, outcomes)?.times(self.units(), 1))
    }

    /// The most exact minor units it can still return: every undecided leg wins.
    pub fn best_return(self, legs: &[Leg], outcomes: &[Option<LegOutcome>]) -> Ratio {
        let product = self.legs.iter().fold(Ratio::one(), |product, place| {
            let outcome = outcomes[place].unwrap_or(LegOutcome::Win);
            let (numerator, denominator) = outcome.multiplier(legs[place].odds);
            product.times(numerator, denominator)
        });
        product.times(self.units(), 1)
    }

    fn units(self) -> u64 {
        u64::try_from(self.risk.0).expect("a risk is positive")
    }

    fn product(self, legs: &[Leg], outcomes: &[Option<LegOutcome>]) -> Option<Ratio> {
        if self.legs.iter().any(|place| outcomes[place] == Some(LegOutcome::Loss)) {
            return Some(Ratio::new(0, 1));
        }
        let mut product = Ratio::one();
        for place in self.legs.iter() {
            let (numerator, denominator) = outcomes[place]?.multiplier(legs[place].odds);
            product = product.times(numerator, denominator);
        }
        Some(product)
    }
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
