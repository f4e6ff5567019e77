//! The week of one member.
//!
//! Everything is on the player's side: plus means the player gained. The identity
//! `carry + sum(days) + adjustments + receipts - disbursements = balance at the end` holds for
//! every row at every moment, so closing a week freezes nothing that was not already fixed: later
//! postings fall into later weeks.

use crate::calendar::Week;
use crate::id::MemberId;
use crate::money::Money;

/// One member's week. A member without a row in a week had no movement in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The week.
    pub week: Week,
    /// The member.
    pub member: MemberId,
    /// Balance (cash and held) when the week's first movement came.
    pub carry: Money,
    /// Result of wagers settled on each business day.
    pub days: [Money; Week::DAYS],
    /// Corrections.
    pub adjustments: Money,
    /// Paid in by the player.
    pub receipts: Money,
    /// Paid out to the player.
    pub disbursements: Money,
    /// Wagers accepted: above zero makes the member a head.
    pub placed: i64,
    /// Their risk.
    pub placed_risk: Money,
    /// Wagers settled.
    pub settled: i64,
    /// Of those, with a gain.
    pub won: i64,
    /// Of those, with a loss.
    pub lost: i64,
    /// Risk of the settled wagers.
    pub settled_risk: Money,
    /// Of the wagers accepted this week, those ended by a ruling before the week was over.
    pub voided: i64,
    /// The part of the days that corrects settlements of earlier weeks.
    pub regraded: Money,
    /// Risk of open bets, a part of the carry, when the week's first movement came.
    pub carry_held: Money,
    /// What counts as wagered: of each settled wager that won or lost, the lower of risk and win.
    pub turnover: Money,
}

impl Figure {
    /// A week that begins at balance `carry`.
    pub fn begin(week: Week, member: MemberId, carry: Money) -> Figure {
        Figure {
            week,
            member,
            carry,
            days: [Money::ZERO; Week::DAYS],
            adjustments: Money::ZERO,
            receipts: Money::ZERO,
            disbursements: Money::ZERO,
            placed: 0,
            placed_risk: Money::ZERO,
            settled: 0,
            won: 0,
            lost: 0,
            settled_risk: Money::ZERO,
            voided: 0,
            regraded: Money::ZERO,
            carry_held: Money::ZERO,
            turnover: Money::ZERO,
        }
    }

    /// Result of the week's wagers.
    pub fn result(&self) -> Money {
        self.days.iter().copied().sum()
    }

    /// Adds another member's week: the sum of a branch.
    pub fn add(&mut self, one: &Figure) {
        self.carry += one.carry;
        for (day, more) in self.days.iter_mut().zip(one.days) {
            *day += more;
        }
        self.adjustments += one.adjustments;
        self.receipts += one.receipts;
        self.disbursements += one.disbursements;
        self.placed += one.placed;
        self.placed_risk += one.placed_risk;
        self.settled += one.settled;
        self.won += one.won;
        self.lost += one.lost;
        self.settled_risk += one.settled_risk;
        self.voided += one.voided;
        self.regraded += one.regraded;
        self.carry_held += one.carry_held;
        self.turnover += one.turnover;
    }

    /// Balance at the end by the identity.
    pub fn balance(&self) -> Money {
        self.carry + self.result() + self.adjustments + self.receipts - self.disbursements
    }

    /// Counts (`added`) or takes back what a settlement with `net` was worth as wagered money. A
    /// wager that came back counts for nothing, and one at short odds for its win alone.
    pub fn count_turnover(&mut self, risk: Money, win: Money, net: Money, added: bool) {
        if net != Money::ZERO {
            let worth = risk.min(win);
            self.turnover += if added { worth } else { -worth };
        }
    }

    /// Counts (`added`) or takes back a settlement of `risk` with `net`.
    pub fn count_settled(&mut self, place: usize, risk: Money, net: Money, added: bool) {
        let signed = |amount: Money| if added { amount } else { -amount };
        self.days[place] += signed(net);
        self.settled_risk += signed(risk);
    }

    /// Counts (`added`) or takes back a ticket that ended with `net`.
    pub fn count_ended(&mut self, net: Money, added: bool) {
        let one = if added { 1 } else { -1 };
        self.settled += one;
        if net.is_positive() {
            self.won += one;
        } else if net.is_negative() {
            self.lost += one;
        }
    }
}
