//! If-bets: links that run one after the other, and the best and worst they can come to.
//!
//! Facts and checks: reference/features.md 4.8. What a chain can come to is found by going through
//! every outcome of every leg, so that holds and limits need no formula of their own.

use crate::grade::leg::LegOutcome;
use crate::money::{Money, Rounding};
use crate::ratio::Ratio;
use crate::wager::bet::{self, Entered};
use crate::wager::terms::{ChainAction, ChainRule, ChainStakes};
use crate::wager::ticket::Leg;

/// One link: a leg and what it risks when it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Place in the ticket's list of legs.
    pub place: usize,
    /// Its risk.
    pub risk: Money,
}

/// Links in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The links.
    pub links: Vec<Link>,
    /// What lets the next one run.
    pub action: ChainAction,
}

/// A player's worst and best result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The largest loss is the lowest number.
    pub worst: Money,
    /// The largest gain.
    pub best: Money,
}

/// The chain over `places`, each link entered as the player typed it and cut to what the rule
/// lets a later link risk. `None` when an amount exceeds what money can hold.
pub fn chain(places: &[usize], legs: &[Leg], entered: &Entered, rule: ChainRule) -> Option<Chain> {
    let mut links: Vec<Link> = Vec::with_capacity(places.len());
    let (mut first, mut before) = (Money::MAX, Money::MAX);
    for place in places {
        let factor = bet::combined([legs[*place].odds]);
        let (wanted, _) = bet::stake(entered.amount, entered.entry, &factor, entered.rounding)?;
        let most = match rule.stakes {
            ChainStakes::UpToFirst => first,
            ChainStakes::UpToReturn => before,
        };
        let risk = wanted.min(most);
        if links.is_empty() {
            first = risk;
        }
        before = factor.of(risk, entered.rounding)?;
        links.push(Link { place: *place, risk });
    }
    Some(Chain { links, action: rule.action })
}

/// Whether an outcome lets the next link run.
fn runs_on(action: ChainAction, outcome: LegOutcome) -> bool {
    match outcome {
        LegOutcome::Win | LegOutcome::HalfWin => true,
        LegOutcome::Push | LegOutcome::Void => action == ChainAction::Double,
        // A dead heat can return less than its risk: the next link would put more at stake than
        // the chain holds.
        LegOutcome::Shared(share) => share.won == share.of,
        LegOutcome::HalfLoss | LegOutcome::Loss => false,
    }
}

impl Link {
    fn net(self, legs: &[Leg], outcome: LegOutcome, rounding: Rounding) -> Money {
        let (numerator, denominator) = outcome.multiplier(legs[self.place].odds);
        let returned = Ratio::new(numerator, denominator).of(self.risk, rounding);
        returned.expect("a return is bounded by the win checked at acceptance") - self.risk
    }
}

impl Chain {
    /// The player's result; `None` while a link that runs is undecided.
    pub fn net(
        &self,
        legs: &[Leg],
        outcomes: &[Option<LegOutcome>],
        rounding: Rounding,
    ) -> Option<Money> {
        let mut net = Money::ZERO;
        for link in &self.links {
            let outcome = outcomes[link.place]?;
            net += link.net(legs, outcome, rounding);
            if !runs_on(self.action, outcome) {
                break;
            }
        }
        Some(net)
    }

    /// The worst and best result over all outcomes that are still possible. Links are legs of
    /// their own, so the rest of the chain is the same whatever led to it.
    pub fn range(
        &self,
        legs: &[Leg],
        outcomes: &[Option<LegOutcome>],
        rounding: Rounding,
    ) -> Range {
        let nothing = Range { worst: Money::ZERO, best: Money::ZERO };
        self.links.iter().rev().fold(nothing, |rest, link| {
            let ends = possible(&legs[link.place], outcomes[link.place]);
            let after = |outcome: &LegOutcome| {
                let net = link.net(legs, *outcome, rounding);
                let rest = if runs_on(self.action, *outcome) { rest } else { nothing };
                Range { worst: net + rest.worst, best: net + rest.best }
            };
            ends.iter().map(after).reduce(Range::or).unwrap_or(nothing)
        })
    }
}

impl Range {
    /// The range of two ways things can go.
    pub fn or(self, other: Range) -> Range {
        Range { worst: self.worst.min(other.worst), best: self.best.max(other.best) }
    }
}

const SPLIT: [LegOutcome; 5] = [
    LegOutcome::Win,
    LegOutcome::HalfWin,
    LegOutcome::Push,
    LegOutcome::HalfLoss,
    LegOutcome::Loss,
];
const WHOLE: [LegOutcome; 3] = [LegOutcome::Win, LegOutcome::Push, LegOutcome::Loss];

/// How a leg can end: as it did, or in every way its line allows. No action counts as a push.
fn possible(leg: &Leg, known: Option<LegOutcome>) -> Vec<LegOutcome> {
    match known {
        Some(outcome) => vec![outcome],
        None if leg.points.is_some_and(|points| points.0 % 2 != 0) => SPLIT.to_vec(),
        None => WHOLE.to_vec(),
    }
}

/// The worst and best joint result of two-link chains over the same legs: every combination of
/// outcomes, adding up pairs on the way so that each costs one step.
pub fn joint_range(
    chains: &[Chain],
    legs: &[Leg],
    outcomes: &[Option<LegOutcome>],
    rounding: Rounding,
) -> Range {
    let ends: Vec<Vec<LegOutcome>> =
        legs.iter().zip(outcomes).map(|(leg, known)| possible(leg, *known)).collect();
    let mut pairs = vec![Vec::new(); legs.len() * legs.len()];
    let mut known = vec![None; legs.len()];
    for chain in chains {
        let [first, second] = chain.links[..] else { continue };
        let (low, high) = (first.place.min(second.place), first.place.max(second.place));
        let sums: &mut Vec<Money> = &mut pairs[low * legs.len() + high];
        sums.resize(ends[low].len() * ends[high].len(), Money::ZERO);
        for (a, of_low) in ends[low].iter().enumerate() {
            for (b, of_high) in ends[high].iter().enumerate() {
                (known[low], known[high]) = (Some(*of_low), Some(*of_high));
                let net = chain.net(legs, &known, rounding);
                sums[a * ends[high].len() + b] += net.unwrap_or_default();
            }
        }
        (known[low], known[high]) = (None, None);
    }
    let counts: Vec<usize> = ends.iter().map(Vec::len).collect();
    let mut search = Search { counts, pairs, chosen: Vec::new(), found: None };
    search.go_on(Money::ZERO);
    search.found.unwrap_or(Range { worst: Money::ZERO, best: Money::ZERO })
}

/// A walk through every combination of outcomes.
struct Search {
    /// Outcomes of each leg.
    counts: Vec<usize>,
    /// Result of each pair of legs, by their outcomes.
    pairs: Vec<Vec<Money>>,
    chosen: Vec<usize>,
    found: Option<Range>,
}

impl Search {
    fn go_on(&mut self, sum: Money) {
        let place = self.chosen.len();
        if place == self.counts.len() {
            let here = Range { worst: sum, best: sum };
            self.found = Some(self.found.map_or(here, |found| found.or(here)));
            return;
        }
        for choice in 0..self.counts[place] {
            let with_earlier = self.chosen.iter().enumerate().map(|(earlier, chosen)| {
                let sums = &self.pairs[earlier * self.counts.len() + place];
                sums.get(chosen * self.counts[place] + choice).copied().unwrap_or_default()
            });
            let sum = sum + with_earlier.sum();
            self.chosen.push(choice);
            self.go_on(sum);
            self.chosen.pop();
        }
    }
}
