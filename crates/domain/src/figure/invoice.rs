//! The provider's invoice: so much for each active player of a book and week, whatever they won or
//! lost (reference/features.md 6.3). What counts as a head is part of the plan.

use crate::calendar::Week;
use crate::figure::week::Figure;
use crate::money::Money;
use crate::register::{by_name, name_of};

/// Which players of a week are heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeadCount {
    /// Whoever had a wager accepted in the week, whatever became of it.
    Accepted,
    /// Whoever had a wager accepted in the week that was not voided or cancelled within it.
    Standing,
}

impl HeadCount {
    /// Both with their stable names.
    pub const ALL: [(HeadCount, &str); 2] =
        [(HeadCount::Accepted, "accepted"), (HeadCount::Standing, "standing")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The choice of a stable name.
    pub fn parse(name: &str) -> Option<HeadCount> {
        by_name(&Self::ALL, name)
    }

    /// True when the player of this week is a head.
    pub fn counts(self, figure: &Figure) -> bool {
        match self {
            HeadCount::Accepted => figure.placed > 0,
            HeadCount::Standing => figure.placed > figure.voided,
        }
    }
}

/// How the prices of tiers are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TierMode {
    /// Each head costs the price of the tier it falls into.
    Marginal,
    /// All heads cost the price of the tier that their number reaches.
    Whole,
}

impl TierMode {
    /// Both with their stable names.
    pub const ALL: [(TierMode, &str); 2] =
        [(TierMode::Marginal, "marginal"), (TierMode::Whole, "whole")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The choice of a stable name.
    pub fn parse(name: &str) -> Option<TierMode> {
        by_name(&Self::ALL, name)
    }
}

/// From a number of heads on, a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The first head of the tier; 1 for the first tier.
    pub from: i64,
    /// The price of one head and week.
    pub price: Money,
}

/// Most tiers of a plan.
pub const TIERS_MAX: usize = 10;

/// What a book pays the provider for its heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadPlan {
    /// Rises with each change.
    pub version: i32,
    /// Who is a head.
    pub count: HeadCount,
    /// How tiers are applied.
    pub mode: TierMode,
    /// Prices, the first from head 1, rising.
    pub tiers: Vec<Tier>,
    /// The least a week costs, also one without heads.
    pub minimum: Money,
}

impl HeadPlan {
    /// What `heads` of one week cost before the minimum: heads and price of each tier used.
    pub fn lines(&self, heads: i64) -> Vec<(i64, Money)> {
        let mut reached = self.tiers.iter().enumerate().filter(|(_, tier)| heads >= tier.from);
        match self.mode {
            TierMode::Whole => {
                reached.next_back().map(|(_, tier)| (heads, tier.price)).into_iter().collect()
            }
            TierMode::Marginal => reached
                .map(|(place, tier)| {
                    let next = self.tiers.get(place + 1).map_or(i64::MAX, |next| next.from);
                    (heads.min(next - 1) - tier.from + 1, tier.price)
                })
                .collect(),
        }
    }

    /// What `heads` of one week cost.
    pub fn amount(&self, heads: i64) -> Money {
        let sum: Money =
            self.lines(heads).iter().map(|(count, price)| Money(price.0 * count)).sum();
        sum.max(self.minimum)
    }

    /// The tiers as one text: `1:1000,51:800`.
    pub fn tiers_text(&self) -> String {
        let one = |tier: &Tier| format!("{}:{}", tier.from, tier.price.0);
        self.tiers.iter().map(one).collect::<Vec<_>>().join(",")
    }

    /// Tiers of such a text.
    pub fn parse_tiers(text: &str) -> Option<Vec<Tier>> {
        let one = |part: &str| {
            let (from, price) = part.split_once(':')?;
            Some(Tier { from: from.parse().ok()?, price: Money(price.parse().ok()?) })
        };
        text.split(',').filter(|part| !part.is_empty()).map(one).collect()
    }
}

/// The bill of one week. Never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// The week.
    pub week: Week,
    /// Heads of the book in it.
    pub heads: i64,
    /// The plan it was made by.
    pub plan: HeadPlan,
    /// What is owed to the provider.
    pub amount: Money,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::MemberId;

    fn plan(mode: TierMode, minimum: i64) -> HeadPlan {
        let tier = |from, price| Tier { from, price: Money(price) };
        HeadPlan {
            version: 1,
            count: HeadCount::Accepted,
            mode,
            tiers: vec![tier(1, 1_000), tier(51, 800), tier(101, 500)],
            minimum: Money(minimum),
        }
    }

    #[test]
    fn tiers_are_applied_head_by_head_or_to_all() {
        let marginal = plan(TierMode::Marginal, 0);
        let amounts = [0, 1, 50, 51, 100, 101, 150].map(|heads| marginal.amount(heads).0);
        assert_eq!(amounts, [0, 1_000, 50_000, 50_800, 90_000, 90_500, 115_000]);
        assert_eq!(marginal.lines(60), [(50, Money(1_000)), (10, Money(800))]);
        let whole = plan(TierMode::Whole, 0);
        let amounts = [0, 1, 50, 51, 100, 101].map(|heads| whole.amount(heads).0);
        assert_eq!(amounts, [0, 1_000, 50_000, 40_800, 80_000, 50_500]);
    }

    #[test]
    fn a_week_costs_its_minimum_at_least() {
        let plan = plan(TierMode::Marginal, 15_000);
        assert_eq!([0, 15, 16].map(|heads| plan.amount(heads).0), [15_000, 15_000, 16_000]);
    }

    #[test]
    fn what_counts_as_a_head_is_the_plans_choice() {
        let mut figure = Figure::begin(Week(0), MemberId(1), Money::ZERO);
        let counts = |figure: &Figure| HeadCount::ALL.map(|(count, _)| count.counts(figure));
        assert_eq!(counts(&figure), [false, false]);
        figure.placed = 2;
        figure.voided = 1;
        assert_eq!(counts(&figure), [true, true]);
        figure.voided = 2;
        assert_eq!(counts(&figure), [true, false]);
    }

    #[test]
    fn tiers_are_kept_as_text() {
        let plan = plan(TierMode::Whole, 0);
        assert_eq!(plan.tiers_text(), "1:1000,51:800,101:500");
        assert_eq!(HeadPlan::parse_tiers(&plan.tiers_text()), Some(plan.tiers));
        assert_eq!(HeadPlan::parse_tiers("1:x"), None);
    }
}
