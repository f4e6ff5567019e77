//! Agent deals: how the result of an agent's branch is shared with the level above, week by week.
//!
//! Each edge of the tree has its own deal over the whole branch below it; what a master pays the
//! agents below comes out of the master's own part. The formulas are those of
//! reference/features.md 6.2: `L` is what the players of the branch lost in the week (below zero
//! when they won), `M` the makeup carried, `c` the percentage.

use crate::id::MemberId;
use crate::money::Money;
use crate::register::{by_name, name_of};

/// How an edge of the tree shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DealKind {
    /// The agent earns `c L`, and owes `c |L|` when the players win.
    Split,
    /// The agent earns `c max(0, L - M)` and never pays; what players win is makeup.
    RedFigure,
    /// The agent bears every win of the players; the level above earns `c max(0, L - M)`, and `M`
    /// is what the agent has borne.
    ReverseRed,
    /// The agent earns `c max(0, L)`; nothing is carried.
    Profit,
}

impl DealKind {
    /// Every kind with its stable name.
    pub const ALL: [(DealKind, &str); 4] = [
        (DealKind::Split, "split"),
        (DealKind::RedFigure, "red_figure"),
        (DealKind::ReverseRed, "reverse_red"),
        (DealKind::Profit, "profit"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The kind of a stable name.
    pub fn parse(name: &str) -> Option<DealKind> {
        by_name(&Self::ALL, name)
    }

    /// True for deals that carry makeup from week to week.
    pub fn carries_makeup(self) -> bool {
        matches!(self, DealKind::RedFigure | DealKind::ReverseRed)
    }
}

/// Where fees go that the week's commission does not cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Uncovered {
    /// The agent owes them.
    Owed,
    /// They become makeup; only where the deal carries any.
    Makeup,
}

impl Uncovered {
    /// Both with their stable names.
    pub const ALL: [(Uncovered, &str); 2] =
        [(Uncovered::Owed, "owed"), (Uncovered::Makeup, "makeup")];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The choice of a stable name.
    pub fn parse(name: &str) -> Option<Uncovered> {
        by_name(&Self::ALL, name)
    }
}

/// What is agreed on one edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// How it shares.
    pub kind: DealKind,
    /// The percentage in hundredths of a percent: 2,500 is a quarter.
    pub share_bp: i32,
    /// The agent's fee for each active player of a week.
    pub head_fee: Money,
    /// The agent's fee for each accepted wager.
    pub ticket_fee: Money,
    /// Where fees go that the commission does not cover.
    pub uncovered: Uncovered,
}

/// The deal of an agent with the level above; it holds for every week closed while it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal {
    /// The agent: the lower end of the edge.
    pub agent: MemberId,
    /// Rises with each change.
    pub version: i32,
    /// What is agreed.
    pub terms: Terms,
}

/// What an agent carries from the last closed week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Makeup {
    /// The agent.
    pub agent: MemberId,
    /// The amount, never below zero.
    pub amount: Money,
}

/// The whole of a percentage.
pub const WHOLE_BP: i32 = 10_000;

/// `c amount`, rounded towards zero: the remainder of a cent stays with the level above.
pub fn share(amount: Money, share_bp: i32) -> Money {
    let exact = i128::from(amount.0) * i128::from(share_bp) / i128::from(WHOLE_BP);
    Money(i64::try_from(exact).expect("a share is no larger than the amount"))
}

/// One week of one edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The agent's part before fees; below zero the agent owes it.
    pub commission: Money,
    /// Fees for active players and wagers.
    pub fees: Money,
    /// What the agent earns after fees; below zero the agent owes it.
    pub net: Money,
    /// Makeup after the week.
    pub makeup: Money,
}

impl Terms {
    /// Shares a week in which the branch's players lost `loss` (below zero: won), `heads` of them
    /// were active and `tickets` wagers were accepted, with `makeup` carried in.
    pub fn share(&self, loss: Money, makeup: Money, heads: i64, tickets: i64) -> Share {
        let lost = loss.max(Money::ZERO);
        let won = (-loss).max(Money::ZERO);
        let beyond = (lost - makeup).max(Money::ZERO);
        let carried = (makeup - lost).max(Money::ZERO) + won;
        let (commission, carried) = match self.kind {
            DealKind::Split => (share(loss, self.share_bp), Money::ZERO),
            DealKind::RedFigure => (share(beyond, self.share_bp), carried),
            DealKind::ReverseRed => (loss - share(beyond, self.share_bp), carried),
            DealKind::Profit => (share(lost, self.share_bp), Money::ZERO),
        };
        let fees = Money(self.head_fee.0 * heads + self.ticket_fee.0 * tickets);
        let net = commission - fees;
        let into_makeup = self.uncovered == Uncovered::Makeup && self.kind.carries_makeup();
        if into_makeup && net.is_negative() && !commission.is_negative() {
            return Share { commission, fees, net: Money::ZERO, makeup: carried - net };
        }
        Share { commission, fees, net, makeup: carried }
    }
}

/// The settled week of one edge, with the terms it was settled under. Never changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealWeek {
    /// The week.
    pub week: crate::calendar::Week,
    /// The agent.
    pub agent: MemberId,
    /// The level above.
    pub upline: MemberId,
    /// The terms.
    pub terms: Terms,
    /// What the branch's players lost; below zero they won.
    pub loss: Money,
    /// Active players of the branch.
    pub heads: i64,
    /// Accepted wagers of the branch.
    pub tickets: i64,
    /// Makeup carried in.
    pub makeup_before: Money,
    /// What came of it.
    pub share: Share,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(kind: DealKind, share_bp: i32) -> Terms {
        let (head_fee, ticket_fee) = (Money::ZERO, Money::ZERO);
        Terms { kind, share_bp, head_fee, ticket_fee, uncovered: Uncovered::Owed }
    }

    /// Plays weeks of losses (in cents) and answers commission and makeup after each.
    fn weeks(terms: Terms, losses: &[i64]) -> Vec<(i64, i64)> {
        let mut makeup = Money::ZERO;
        let one = |loss: &i64| {
            let share = terms.share(Money(*loss), makeup, 0, 0);
            makeup = share.makeup;
            (share.commission.0, share.makeup.0)
        };
        losses.iter().map(one).collect()
    }

    /// reference/features.md 6.2, the DGS page: players win 2,000, then lose 1,000; nobody pays in
    /// either week. A further 3,000 leaves 2,000 to share.
    #[test]
    fn red_figure_carries_makeup_as_published() {
        let got = weeks(terms(DealKind::RedFigure, 2_500), &[-200_000, 100_000, 300_000]);
        assert_eq!(got, [(0, 200_000), (0, 100_000), (50_000, 0)]);
    }

    /// reference/features.md 6.2 [ACE-red]: players win 5,000 with an agent on 20%: no commission
    /// until it is won back.
    #[test]
    fn red_figure_pays_nothing_until_the_bankroll_is_back() {
        let got = weeks(terms(DealKind::RedFigure, 2_000), &[-500_000, 500_000, 100_000]);
        assert_eq!(got, [(0, 500_000), (0, 0), (20_000, 0)]);
    }

    /// Split: the agent shares wins and losses alike, nothing is carried.
    #[test]
    fn split_shares_both_ways() {
        let got = weeks(terms(DealKind::Split, 2_500), &[200_000, -200_000, 0]);
        assert_eq!(got, [(50_000, 0), (-50_000, 0), (0, 0)]);
    }

    /// Reverse red: the agent pays 2,000 of player wins alone; the level above shares only in what
    /// is won beyond them.
    #[test]
    fn reverse_red_lets_the_agent_recover_first() {
        let got = weeks(terms(DealKind::ReverseRed, 4_000), &[-200_000, 150_000, 100_000]);
        // 1,000 less the 500 still to recover leaves 500 to share: 200 go up.
        assert_eq!(got, [(-200_000, 200_000), (150_000, 50_000), (80_000, 0)]);
    }

    /// Profit: a share of winning weeks, no makeup.
    #[test]
    fn profit_forgets_losing_weeks() {
        let got = weeks(terms(DealKind::Profit, 1_000), &[-200_000, 100_000]);
        assert_eq!(got, [(0, 0), (10_000, 0)]);
    }

    /// Fees come off the agent's part; what it does not cover is owed or becomes makeup.
    #[test]
    fn fees_come_off_the_agents_part() {
        let with = |kind, uncovered| Terms {
            head_fee: Money(1_000),
            ticket_fee: Money(10),
            uncovered,
            ..terms(kind, 2_500)
        };
        let red = with(DealKind::RedFigure, Uncovered::Makeup);
        let covered = red.share(Money(100_000), Money::ZERO, 10, 50);
        assert_eq!((covered.fees.0, covered.net.0, covered.makeup.0), (10_500, 14_500, 0));
        let uncovered = red.share(Money(20_000), Money::ZERO, 10, 50);
        assert_eq!((uncovered.net.0, uncovered.makeup.0), (0, 5_500));
        let owed = with(DealKind::RedFigure, Uncovered::Owed).share(Money(-5), Money::ZERO, 1, 0);
        assert_eq!((owed.net.0, owed.makeup.0), (-1_000, 5));
        let split = with(DealKind::Split, Uncovered::Makeup).share(Money(-100), Money(0), 1, 0);
        assert_eq!((split.net.0, split.makeup.0), (-1_025, 0));
    }

    proptest! {
        /// Over weeks that end with nothing to make up, red figure pays what a share of all
        /// profits beyond all losses would.
        #[test]
        fn red_figure_never_pays_for_winnings_it_makes_up(
            losses in prop::collection::vec(-1_000_000i64..1_000_000, 1..30),
            share_bp in 0i32..=WHOLE_BP,
        ) {
            let mut makeup = Money::ZERO;
            let mut shared = 0i64;
            let terms = terms(DealKind::RedFigure, share_bp);
            for loss in &losses {
                let before = makeup;
                let week = terms.share(Money(*loss), makeup, 0, 0);
                makeup = week.makeup;
                prop_assert!(!week.commission.is_negative() && !makeup.is_negative());
                // What was lost either shrank the makeup or was shared, to the cent.
                shared += loss.max(&0) - (before.0 - makeup.0).max(0);
                prop_assert!(week.commission.0 <= loss.max(&0) * i64::from(share_bp) / 10_000);
            }
            let total: i64 = losses.iter().sum();
            prop_assert_eq!(shared - makeup.0, total);
        }

        /// Neither side of an edge pays in a week that the players lost, whatever is carried.
        #[test]
        fn nobody_pays_in_a_week_that_the_players_lost(
            loss in 1i64..1_000_000_000, makeup in 0i64..1_000_000,
            share_bp in 0i32..=WHOLE_BP,
        ) {
            for (kind, _) in DealKind::ALL {
                let week = terms(kind, share_bp).share(Money(loss), Money(makeup), 0, 0);
                let upline = Money(loss) - week.commission;
                prop_assert!(!upline.is_negative() && !week.commission.is_negative());
            }
        }
    }
}
