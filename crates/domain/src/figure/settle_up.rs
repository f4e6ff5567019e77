//! Settling up: every player's due of a closed week collected or paid as one reviewed action.

use crate::calendar::{Instant, Week};
use crate::id::MemberId;
use crate::ledger::account::Method;
use crate::money::Money;

/// What a closed week has to settle: the numbers that are reviewed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DueTotals {
    /// Players with something due.
    pub players: i64,
    /// What players owe, as a positive amount.
    pub collect: Money,
    /// What players are owed.
    pub pay: Money,
}

impl DueTotals {
    /// Counts one player's due.
    pub fn add(&mut self, due: Money) {
        self.players += i64::from(due != Money::ZERO);
        if due.is_negative() {
            self.collect -= due;
        } else {
            self.pay += due;
        }
    }
}

/// The settling up of one week, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettleUp {
    /// The week.
    pub week: Week,
    /// How the money moves.
    pub method: Method,
    /// The outside reference.
    pub reference: String,
    /// Who reviewed and confirmed it.
    pub by: Option<MemberId>,
    /// When.
    pub at: Instant,
    /// Members up to this one are done.
    pub after: MemberId,
    /// Everybody is done.
    pub finished: bool,
    /// Payments made so far.
    pub payments: i64,
    /// Collected so far.
    pub collected: Money,
    /// Paid so far.
    pub paid: Money,
    /// Players left out so far: nothing open any more, or refused.
    pub skipped: i64,
}

/// What is still open of a due after the payments since: never more than the due, never of the
/// other sign.
pub fn still_open(due: Money, receipts: Money, disbursements: Money) -> Money {
    if due.is_negative() {
        (due + receipts).min(Money::ZERO)
    } else {
        (due - disbursements).max(Money::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payments_since_the_close_count_towards_the_due() {
        let open = |due, receipts, paid| still_open(Money(due), Money(receipts), Money(paid)).0;
        assert_eq!(open(-100, 0, 0), -100);
        assert_eq!(open(-100, 30, 0), -70);
        assert_eq!(open(-100, 130, 0), 0);
        assert_eq!(open(100, 50, 30), 70);
        assert_eq!(open(100, 0, 130), 0);
        assert_eq!(open(0, 10, 10), 0);
    }

    #[test]
    fn totals_count_each_side() {
        let mut totals = DueTotals::default();
        for due in [-100, 0, 40, -5] {
            totals.add(Money(due));
        }
        assert_eq!((totals.players, totals.collect.0, totals.pay.0), (3, 105, 40));
    }
}
